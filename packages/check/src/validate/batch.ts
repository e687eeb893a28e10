import { duplicate, invalid, invalidUnshown, required, tooLong, tooMany, unsupported, verbatim } from "../fault.ts";
import type { CronJob, Job, JobSpec, PodFailurePolicyRule, SuccessPolicyRule } from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import { at, item, type Path } from "../path.ts";
import { validateJobSelector } from "./job-selector.ts";
import { shownSelector } from "./labels.ts";
import { byteLength, dnsLabel, domainPrefixedPath, qualifiedName } from "./names.ts";
import { validateNotNegative } from "./numbers.ts";
import { validateTemplate } from "./pod/template.ts";
import { repeated } from "./repeated.ts";
import { isTimeZone, scheduleError } from "./schedule.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Jobs and what makes them (pkg/apis/batch/validation). */

const path = at(undefined, "spec");

export function validateJob(job: Job, scope: Scope, living?: Job): void {
  const spec = job.spec ?? {};
  validateJobSpec(spec, path, scope);
  // A living one has a selector that the server has made, if it was not made by hand, and keeps it.
  const isMade = spec.selector === undefined && living !== undefined && living.spec?.manualSelector !== true;
  if (!isMade || !spec.manualSelector) validateJobSelector(job, scope);
  const { completionMode, completions = 0 } = spec;
  const name = job.metadata?.name ?? "";
  if (completionMode !== "Indexed" || completions <= 0 || name === "") return;
  const hostname = `${name}-${completions - 1}`;
  if (dnsLabel(hostname).length > 0) {
    const detail = `will not able to create pod with invalid DNS label: ${hostname}`;
    scope.report(invalid(at(undefined, "metadata", "name"), name, detail));
  }
}

const parallelismLimit = 100_000;
const manyCompletions = 100_000;
const manyCompletionsLimit = 10_000;

function validateJobSpec(spec: JobSpec, place: Path, scope: Scope): void {
  const counts = [
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
    "backoffLimitPerIndex",
    "maxFailedIndexes",
  ] as const;
  for (const count of counts) validateNotNegative(spec[count], at(place, count), scope);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    scope.report(required(at(place, "backoffLimitPerIndex"), "when maxFailedIndexes is specified"));
  }
  if (spec.managedBy !== undefined) validateManager(spec.managedBy, at(place, "managedBy"), scope);
  validateIndexes(spec, place, scope);
  if (spec.podFailurePolicy !== undefined) validateFailurePolicy(spec, at(place, "podFailurePolicy"), scope);
  if (spec.successPolicy !== undefined) validateSuccessPolicy(spec, at(place, "successPolicy"), scope);
  if (spec.podReplacementPolicy !== undefined) {
    const policies = spec.podFailurePolicy === undefined ? ["Failed", "TerminatingOrFailed"] : ["Failed"];
    oneOf(scope, at(place, "podReplacementPolicy"), spec.podReplacementPolicy, policies);
  }
  validateTemplate(spec.template ?? {}, at(place, "template"), scope);
  validateRestartPolicy(spec, at(place, "template", "spec", "restartPolicy"), scope);
}

function validateManager(name: string, place: Path, scope: Scope): void {
  if (name === "") scope.report(required(place));
  else for (const [value, message] of domainPrefixedPath(name)) scope.report(invalid(place, value, message));
  if (byteLength(name) > 63) scope.report(tooLong(place, 63));
}

/** What only jobs have that count their pods. */
function validateIndexes(spec: JobSpec, place: Path, scope: Scope): void {
  const { completionMode, completions, parallelism = 0, backoffLimitPerIndex, maxFailedIndexes } = spec;
  const modePath = at(place, "completionMode");
  if (completionMode !== undefined) oneOf(scope, modePath, completionMode, ["NonIndexed", "Indexed"]);
  if (completionMode === undefined || completionMode === "NonIndexed") {
    for (const [field, value] of Object.entries({ backoffLimitPerIndex, maxFailedIndexes })) {
      if (value !== undefined) scope.report(invalid(at(place, field), value, "requires indexed completion mode"));
    }
  }
  if (completionMode !== "Indexed") return;
  if (completions === undefined) {
    scope.report(required(at(place, "completions"), "when completion mode is Indexed"));
  }
  const atMost = (field: string, value: number, limit: number, when = "") => {
    if (value > limit) scope.report(invalid(at(place, field), value, `must be less than or equal to ${limit}${when}`));
  };
  atMost("parallelism", parallelism, parallelismLimit, " when completion mode is Indexed");
  if (completions !== undefined && (maxFailedIndexes ?? 0) > completions) {
    scope.report(invalid(at(place, "maxFailedIndexes"), maxFailedIndexes, "must be less than or equal to completions"));
  }
  atMost("maxFailedIndexes", maxFailedIndexes ?? 0, manyCompletions);
  if ((completions ?? 0) <= manyCompletions || backoffLimitPerIndex === undefined) return;
  if (maxFailedIndexes === undefined) {
    const detail = `must be specified when completions is above ${manyCompletions}`;
    scope.report(required(at(place, "maxFailedIndexes"), detail));
  }
  const when = ` when completions are above ${manyCompletions} and used with backoff limit per index`;
  atMost("parallelism", parallelism, manyCompletionsLimit, when);
  atMost("maxFailedIndexes", maxFailedIndexes ?? 0, manyCompletionsLimit, when);
}

function validateRestartPolicy(spec: JobSpec, place: Path, scope: Scope): void {
  const { restartPolicy = "" } = spec.template?.spec ?? {};
  if (restartPolicy === "" || restartPolicy === "Always") {
    scope.report(required(place, 'valid values: "OnFailure", "Never"'));
  } else if (!["OnFailure", "Never"].includes(restartPolicy)) {
    scope.report(unsupported(place, restartPolicy, ["OnFailure", "Never"]));
  } else if (spec.podFailurePolicy !== undefined && restartPolicy !== "Never") {
    scope.report(invalid(place, restartPolicy, 'only "Never" is supported when podFailurePolicy is specified'));
  }
}

const actions = ["Count", "FailIndex", "FailJob", "Ignore"];
const listed = (values: readonly string[]) => `valid values: [${values.map((value) => `"${value}"`).join(" ")}]`;

function validateFailurePolicy(spec: JobSpec, place: Path, scope: Scope): void {
  const rules = spec.podFailurePolicy?.rules ?? [];
  if (rules.length > 20) scope.report(tooMany(at(place, "rules"), rules.length, 20));
  for (const [index, rule] of rules.entries()) validateRule(rule, spec, item(at(place, "rules"), index), scope);
}

function validateRule(rule: PodFailurePolicyRule, spec: JobSpec, place: Path, scope: Scope): void {
  const { action = "", onExitCodes, onPodConditions = [] } = rule;
  const actionPath = at(place, "action");
  if (action === "") scope.report(required(actionPath, listed(actions)));
  else if (action === "FailIndex" && spec.backoffLimitPerIndex === undefined) {
    scope.report(invalid(actionPath, action, "requires the backoffLimitPerIndex to be set"));
  } else oneOf(scope, actionPath, action, actions);
  if (onExitCodes !== undefined) validateExitCodes(onExitCodes, spec, at(place, "onExitCodes"), scope);
  const conditions = at(place, "onPodConditions");
  if (onPodConditions.length > 20) scope.report(tooMany(conditions, onPodConditions.length, 20));
  for (const [index, { type = "", status = "True" }] of onPodConditions.entries()) {
    invalidEach(scope, at(item(conditions, index), "type"), type, qualifiedName(type));
    oneOf(scope, at(item(conditions, index), "status"), status, ["False", "True", "Unknown"]);
  }
  if (onExitCodes !== undefined && onPodConditions.length > 0) {
    scope.report(invalidUnshown(place, "specifying both OnExitCodes and OnPodConditions is not supported"));
  } else if (onExitCodes === undefined && onPodConditions.length === 0) {
    scope.report(invalidUnshown(place, "specifying one of OnExitCodes and OnPodConditions is required"));
  }
}

function validateExitCodes(
  codes: NonNullable<PodFailurePolicyRule["onExitCodes"]>,
  spec: JobSpec,
  place: Path,
  scope: Scope,
): void {
  const { containerName, operator = "", values = [] } = codes;
  if (operator === "") scope.report(required(at(place, "operator"), listed(["In", "NotIn"])));
  else oneOf(scope, at(place, "operator"), operator, ["In", "NotIn"]);
  const pod = spec.template?.spec;
  const names = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].map(({ name = "" }) => name);
  if (containerName !== undefined && !names.includes(containerName)) {
    const detail = "must be one of the container or initContainer names in the pod template";
    scope.report(invalid(at(place, "containerName"), containerName, detail));
  }
  const valuesPath = at(place, "values");
  if (values.length === 0) scope.report(invalid(valuesPath, codes.values ?? null, "at least one value is required"));
  else if (values.length > 255) scope.report(tooMany(valuesPath, values.length, 255));
  const again = repeated(values);
  for (const [index, value] of values.entries()) {
    if (operator === "In" && value === 0) {
      scope.report(invalid(item(valuesPath, index), value, "must not be 0 for the In operator"));
    }
    if (again.has(index)) scope.report(duplicate(item(valuesPath, index), value));
  }
  if (values.some((value, index) => index > 0 && values[index - 1]! > value)) {
    scope.report(invalid(valuesPath, values, "must be ordered"));
  }
}

function validateSuccessPolicy(spec: JobSpec, place: Path, scope: Scope): void {
  if (spec.completionMode !== "Indexed") {
    const shown = verbatim(goJson({ Rules: spec.successPolicy?.rules ?? null }));
    scope.report(invalid(place, shown, "requires indexed completion mode"));
    return;
  }
  const rules = spec.successPolicy?.rules ?? [];
  if (rules.length === 0) {
    const detail = "at least one rules must be specified when the successPolicy is specified";
    scope.report(required(at(place, "rules"), detail));
  }
  if (rules.length > 20) scope.report(tooMany(at(place, "rules"), rules.length, 20));
  for (const [index, rule] of rules.entries()) {
    validateSuccessRule(rule, spec.completions ?? 0, item(at(place, "rules"), index), scope);
  }
}

function validateSuccessRule(rule: SuccessPolicyRule, completions: number, place: Path, scope: Scope): void {
  const { succeededCount: count, succeededIndexes: indexes } = rule;
  if (count === undefined && indexes === undefined) {
    scope.report(required(place, "at least one of succeededCount or succeededIndexes must be specified"));
  }
  let total = 0;
  if (indexes !== undefined) {
    const indexesPath = at(place, "succeededIndexes");
    if (byteLength(indexes) > 65536) scope.report(tooLong(indexesPath, 65536));
    const parsed = countIndexes(indexes, completions);
    if (typeof parsed === "string") {
      scope.report(invalid(indexesPath, indexes, `error parsing succeededIndexes: ${parsed}`));
    } else total = parsed;
  }
  if (count === undefined) return;
  const countPath = at(place, "succeededCount");
  validateNotNegative(count, countPath, scope);
  const limit = (most: number, what: string) => {
    if (count > most) scope.report(invalid(countPath, count, `must be less than or equal to ${most} (${what})`));
  };
  limit(completions, "the number of specified completions");
  if (indexes !== undefined) limit(total, "the number of indexes in the specified succeededIndexes field");
}

/** How many indexes a text like `0-3,5` names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  let [total, last] = [0, -1];
  for (const interval of text === "" ? [] : text.split(",")) {
    const ends = interval.split("-");
    if (ends.length > 2) {
      return `the fragment "${interval}" violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    for (const end of ends) {
      if (!/^[+-]?\d+$/.test(end)) return `cannot convert string to integer for index: "${end}"`;
      if (Number(end) >= completions) return `too large index: "${end}"`;
    }
    const [first = 0, final = first] = ends.map(Number);
    if (ends.length === 2 && first >= final) return `non-increasing order, previous: ${first}, current: ${final}`;
    if (last >= first) return `non-increasing order, previous: ${last}, current: ${first}`;
    total += final - first + 1;
    last = final;
  }
  return total;
}

/** A CronJob. What a living one has already is not refused again. */
export function validateCronJob(job: CronJob, scope: Scope, living?: CronJob): void {
  const spec = job.spec ?? {};
  const { schedule = "", timeZone, concurrencyPolicy = "Allow", jobTemplate } = spec;
  const name = job.metadata?.name ?? "";
  if (living === undefined && byteLength(name) > 52) {
    scope.report(invalid(at(undefined, "metadata", "name"), name, "must be no more than 52 characters"));
  }
  if (schedule === "") scope.report(required(at(path, "schedule")));
  else validateSchedule(schedule, timeZone, living?.spec?.schedule?.includes("TZ") ?? false, scope);
  validateNotNegative(spec.startingDeadlineSeconds, at(path, "startingDeadlineSeconds"), scope);
  if (timeZone !== undefined && timeZone !== living?.spec?.timeZone) validateTimeZone(timeZone, scope);
  oneOf(scope, at(path, "concurrencyPolicy"), concurrencyPolicy, ["Allow", "Forbid", "Replace"]);
  const template = at(path, "jobTemplate", "spec");
  validateJobSpec(jobTemplate?.spec ?? {}, template, scope);
  const { selector, manualSelector } = jobTemplate?.spec ?? {};
  if (selector !== undefined) {
    scope.report(invalid(at(template, "selector"), shownSelector(selector), "`selector` will be auto-generated"));
  }
  if (manualSelector) scope.report(unsupported(at(template, "manualSelector"), true, ["nil", "false"]));
  validateNotNegative(spec.successfulJobsHistoryLimit, at(path, "successfulJobsHistoryLimit"), scope);
  validateNotNegative(spec.failedJobsHistoryLimit, at(path, "failedJobsHistoryLimit"), scope);
}

function validateSchedule(schedule: string, timeZone: string | undefined, zonesAllowed: boolean, scope: Scope): void {
  const place = at(path, "schedule");
  const error = scheduleError(schedule);
  if (error !== undefined) scope.report(invalid(place, schedule, error));
  if (!schedule.includes("TZ")) return;
  if (!zonesAllowed) {
    const detail = "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
    scope.report(invalid(place, schedule, detail));
  } else if (timeZone !== undefined) {
    scope.report(invalid(place, schedule, "cannot use both timeZone field and TZ or CRON_TZ in schedule"));
  }
}

function validateTimeZone(zone: string, scope: Scope): void {
  const place = at(path, "timeZone");
  if (zone === "") {
    scope.report(invalid(place, zone, "timeZone must be nil or non-empty string"));
    return;
  }
  const odd = (part: string) =>
    part === "." || part === ".." || part.startsWith("-") || !/^[A-Za-z.\-_0-9+]{1,14}$/.test(part);
  if (zone.split("/").some(odd)) {
    scope.report(invalid(place, zone, `unknown time zone ${zone}`));
    return;
  }
  if (zone.toLowerCase() === "local") {
    const detail = "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones";
    scope.report(invalid(place, zone, detail));
  }
  if (!isTimeZone(zone)) scope.report(invalid(place, zone, `unknown time zone ${zone}`));
}
