import { forbidden, invalid } from "../fault.ts";
import type { Pod, PodTemplate } from "../gen/types.ts";
import { at, item } from "../path.ts";
import { validatePodAnnotations, validateProfilesAgree } from "./pod/annotations.ts";
import { validatePodSpec } from "./pod/spec.ts";
import { validateTemplate } from "./pod/template.ts";
import type { Scope } from "./scope.ts";

const path = at(undefined, "spec");

/** A pod by itself (pkg/apis/core/validation). */
export function validatePod(pod: Pod, scope: Scope): void {
  const { metadata = {}, spec = {} } = pod;
  const annotations = metadata.annotations ?? {};
  validatePodAnnotations(annotations, spec, at(undefined, "metadata", "annotations"), scope);
  validatePodSpec(spec, metadata.name ?? "", path, scope);
  if ((spec.ephemeralContainers ?? []).length > 0) {
    scope.report(forbidden(at(path, "ephemeralContainers"), "cannot be set on create"));
  }
  if (spec.nodeName && (spec.schedulingGates ?? []).length > 0) {
    scope.report(forbidden(at(path, "nodeName"), "cannot be set until all schedulingGates have been cleared"));
  }
  for (const field of ["containers", "initContainers"] as const) {
    for (const [index, { image = "" }] of (spec[field] ?? []).entries()) {
      if (image === image.trim()) continue;
      const place = at(item(at(path, field), index), "image");
      scope.report(invalid(place, image, "must not have leading or trailing whitespace"));
    }
  }
  validateProfilesAgree(annotations, spec, path, scope);
}

export function validatePodTemplate({ template = {} }: PodTemplate, scope: Scope): void {
  validateTemplate(template, at(undefined, "template"), scope);
}
