import { invalid } from "../fault.ts";
import type { Affinity, Job, JobSpec, PodSpec, PodTemplateSpec } from "../gen/types.ts";
import { structOf } from "../kubernetes-types.ts";
import type { Manifest } from "../manifest.ts";
import { at } from "../path.ts";
import type { Scope } from "../validate/scope.ts";
import { difference } from "./difference.ts";
import { immutable, refusal, ways } from "./refusal.ts";
import { taking } from "./taking.ts";

const path = at(undefined, "spec");

/** What cannot change of a Job (pkg/apis/batch/validation). One that waits may still change where its pods go. */
export function changeJob(job: Job, living: Job, scope: Scope): void {
  const [after, before] = [job.spec ?? {}, living.spec ?? {}];
  changeCompletions(after, before, scope);
  const { fields } = structOf("batch.v1.JobSpec");
  const fixed = ["selector", "template", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy"];
  const waits = before.suspend === true;
  for (const name of [...fixed, "successPolicy"]) {
    const [was, is] = [before as Manifest, after as Manifest].map((spec) => spec[name]);
    const lived = name === "template" && waits ? waiting(before.template ?? {}, after.template ?? {}, scope) : was;
    const { shape } = fields.get(name)!;
    const found = difference(lived as Manifest, is, { shape, path: at(path, name) });
    if (found === undefined) continue;
    const shown = typeof is !== "object" && is !== undefined;
    const fault = shown ? invalid(found, is, "field is immutable") : immutable(found);
    scope.report(refusal(fault, ways.job));
  }
}

function changeCompletions(after: JobSpec, before: JobSpec, scope: Scope): void {
  if (after.completions === before.completions) return;
  const place = at(path, "completions");
  if (after.completionMode !== "Indexed") {
    scope.report(refusal(invalid(place, after.completions ?? null, "field is immutable"), ways.job));
  } else if (after.completions !== undefined && after.completions !== after.parallelism) {
    const detail = "can only be modified in tandem with spec.parallelism";
    const way = "Set parallelism to the same number.";
    scope.report(refusal(invalid(place, after.completions, detail), way));
  }
}

/** The living template of a suspended job with all that may still change as it is in the new one. */
function waiting(living: PodTemplateSpec, changed: PodTemplateSpec, scope: Scope): PodTemplateSpec {
  const metadata = taking(living.metadata ?? {}, changed.metadata ?? {}, ["labels", "annotations"]);
  const spec = taking(living.spec ?? {}, changed.spec ?? {}, ["nodeSelector", "tolerations", "schedulingGates"]);
  const affinity = affinityOf(living.spec?.affinity, changed.spec?.affinity);
  const placed = taking<PodSpec>(spec, affinity === undefined ? {} : { affinity }, ["affinity"]);
  if (scope.minor < 36) return { metadata, spec: placed };
  // Since 1.36 (KEP-5440) what the containers ask for may change as well.
  for (const list of ["containers", "initContainers"] as const) {
    const [before, after] = [placed[list] ?? [], changed.spec?.[list] ?? []];
    if (before.length !== after.length) continue;
    placed[list] = before.map((container, index) => {
      const other = after[index]!;
      return container.name === other.name ? taking(container, other, ["resources"]) : container;
    });
  }
  return { metadata, spec: placed };
}

/** The node affinity may change, the pods' affinity may not. */
function affinityOf(living: Affinity | undefined, changed: Affinity | undefined): Affinity | undefined {
  const affinity = taking(living ?? {}, changed ?? {}, ["nodeAffinity"]);
  return changed === undefined && Object.keys(affinity).length === 0 ? undefined : affinity;
}
