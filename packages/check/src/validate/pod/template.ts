import { forbidden, invalid, unsupported, verbatim } from "../../fault.ts";
import type { PodTemplateSpec } from "../../gen/types.ts";
import { goJsonMap } from "../../go-text.ts";
import { at, type Path, unsaid } from "../../path.ts";
import { type Selector, validateLabels } from "../labels.ts";
import { validateAnnotations } from "../metadata.ts";
import type { Scope } from "../scope.ts";
import { validatePodAnnotations, validateProfilesAgree } from "./annotations.ts";
import { validatePodSpec } from "./spec.ts";

/** A template from which a workload makes its pods. */
export function validateTemplate(template: PodTemplateSpec, path: Path, scope: Scope): void {
  const { metadata = {}, spec = {} } = template;
  // The server leaves out that labels and annotations are metadata.
  const labels = at(unsaid(path, "metadata"), "labels");
  const annotations = at(unsaid(path, "metadata"), "annotations");
  validateLabels(metadata.labels, labels, scope);
  validateAnnotations(metadata.annotations, annotations, scope);
  validatePodAnnotations(metadata.annotations ?? {}, spec, annotations, scope);
  validatePodSpec(spec, "", at(path, "spec"), scope);
  validateProfilesAgree(metadata.annotations ?? {}, spec, at(path, "spec"), scope);
  if ((spec.ephemeralContainers ?? []).length > 0) {
    const detail = "ephemeral containers not allowed in pod template";
    scope.report(forbidden(at(path, "spec", "ephemeralContainers"), detail));
  }
}

/** The pods that a workload makes must be those that it looks after. */
export function validateSelects(selector: Selector, template: PodTemplateSpec, path: Path, scope: Scope): void {
  const labels = template.metadata?.labels;
  if (selector(labels ?? {})) return;
  const detail = "`selector` does not match template `labels`";
  scope.report(invalid(at(path, "metadata", "labels"), verbatim(goJsonMap(labels)), detail));
}

/** The pods of a workload that runs on and on restart always and have no deadline. */
export function validateLastingPods(kind: string, template: PodTemplateSpec, path: Path, scope: Scope): void {
  const { restartPolicy = "Always", activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== "Always" && restartPolicy !== "") {
    scope.report(unsupported(at(path, "spec", "restartPolicy"), restartPolicy, ["Always"]));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    scope.report(forbidden(at(path, "spec", "activeDeadlineSeconds"), detail));
  }
}
