import { invalid, required, verbatim } from "../fault.ts";
import type { Job } from "../gen/types.ts";
import { goJsonMap } from "../go-text.ts";
import { at, entry, unsaid } from "../path.ts";
import { selectorOf, shownSelector, validateLabelSelector } from "./labels.ts";
import { labelValue } from "./names.ts";
import { validateSelects } from "./pod/template.ts";
import { invalidEach, type Scope } from "./scope.ts";

const spec = at(undefined, "spec");
const nameLabels = ["job-name", "batch.kubernetes.io/job-name"];
const uidLabels = ["controller-uid", "batch.kubernetes.io/controller-uid"];
/** Stands for the id that the server gives to a new job: nobody can have written it. */
const uid = "00000000-0000-0000-0000-000000000000";

/**
 * The selector of a new job. Unless it is said to be made by hand, the server makes it and labels the pods with the
 * job's name and id; what is written must agree with that.
 */
export function validateJobSelector(job: Job, scope: Scope): void {
  const { selector, template = {}, manualSelector } = job.spec ?? {};
  const place = at(spec, "selector");
  if (manualSelector) {
    if (selector === undefined) scope.report(required(place));
    validateLabelSelector(selector, place, scope);
    const selects = selectorOf(selector);
    if (selects !== undefined) validateSelects(selects, template, at(spec, "template"), scope);
    return;
  }
  const name = job.metadata?.name ?? "";
  const written = template.metadata?.labels ?? {};
  const made = Object.fromEntries([...nameLabels.map((key) => [key, name]), ...uidLabels.map((key) => [key, uid])]);
  for (const [key, value] of Object.entries(made)) {
    if (written[key] === undefined || written[key] === value) continue;
    const path = entry(at(spec, "template", "metadata", "labels"), key);
    scope.report(invalid(path, verbatim(goJsonMap(written)), `must be '${value}'`));
  }
  // The job's name becomes the value of a label.
  const labels = at(unsaid(at(spec, "template"), "metadata"), "labels");
  if (written[nameLabels[0]!] === undefined) invalidEach(scope, labels, name, labelValue(name));
  if (selector === undefined) return;
  validateLabelSelector(selector, place, scope);
  const selects = selectorOf(selector);
  if (selects === undefined) return;
  const labelled = { ...template, metadata: { ...template.metadata, labels: { ...made, ...written } } };
  validateSelects(selects, labelled, at(spec, "template"), scope);
  if (!selects(made)) scope.report(invalid(place, shownSelector(selector), "`selector` not auto-generated"));
}
