import { duplicate, forbidden, invalid, required, tooMany, unsupported } from "../../fault.ts";
import type { Container, ContainerResizePolicy, ContainerRestartRule } from "../../gen/types.ts";
import { at, item, type Path, unsaid } from "../../path.ts";
import { oneOf, type Scope } from "../scope.ts";

/** When containers restart: on their end, and when their resources change. Rules of their own exist since 1.35. */

const policies = ["Always", "Never", "OnFailure"];

export function validateRestartPolicy(container: Container, path: Path, scope: Scope): void {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (scope.minor < 35) {
    if (restartPolicy !== undefined) {
      scope.report(forbidden(at(path, "restartPolicy"), "may not be set for non-init containers"));
    }
    return;
  }
  if (restartPolicy === undefined) {
    if (rules.length > 0) {
      scope.report(required(at(path, "restartPolicy"), "must specify restartPolicy when restart rules are used"));
    }
    if (rules.length === 0) return;
  } else oneOf(scope, at(path, "restartPolicy"), restartPolicy, policies);
  validateRules(rules, at(path, "restartPolicyRules"), scope);
}

export function validateInitRestartPolicy(container: Container, path: Path, scope: Scope): void {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (scope.minor < 35) {
    if (restartPolicy !== undefined) oneOf(scope, at(path, "restartPolicy"), restartPolicy, ["Always"]);
  } else if (restartPolicy === "Always" && scope.minor < 36) {
    if (rules.length === 0) return;
    const detail = "restartPolicyRules are not allowed for init containers with restart policy Always";
    scope.report(forbidden(at(path, "restartPolicyRules"), detail));
  } else if (restartPolicy === undefined) {
    if (rules.length === 0) return;
    scope.report(required(at(path, "restartPolicy"), "must specify restartPolicy when restart rules are used"));
  } else validateRestartPolicy(container, path, scope);
}

function validateRules(rules: readonly ContainerRestartRule[], path: Path, scope: Scope): void {
  if (rules.length > 20) scope.report(tooMany(path, rules.length, 20));
  const actions = scope.minor >= 36 ? ["Restart", "RestartAllContainers"] : ["Restart"];
  for (const [index, { action = "", exitCodes }] of rules.entries()) {
    const place = item(path, index);
    oneOf(scope, at(place, "action"), action, actions);
    if (exitCodes === undefined) {
      scope.report(required(at(place, "exitCodes"), "must be specified"));
      continue;
    }
    oneOf(scope, at(place, "exitCodes", "operator"), exitCodes.operator ?? "", ["In", "NotIn"]);
    const count = (exitCodes.values ?? []).length;
    if (count > 255) scope.report(tooMany(at(place, "exitCodes", "values"), count, 255));
  }
}

/** What a change of a resource does to the container. */
export function validateResizePolicy(
  list: readonly ContainerResizePolicy[],
  podRestartPolicy: string | undefined,
  path: Path,
  scope: Scope,
): void {
  const seen = new Set<string>();
  for (const [index, { resourceName = "", restartPolicy = "" }] of list.entries()) {
    if (seen.has(resourceName)) scope.report(duplicate(item(path, index), resourceName));
    seen.add(resourceName);
    // The server does not say which of the policies it means.
    const place = unsaid(path, index);
    if (resourceName === "") scope.report(required(place));
    else if (!["cpu", "memory"].includes(resourceName)) {
      scope.report(unsupported(place, resourceName, ["cpu", "memory"]));
    }
    if (restartPolicy === "") scope.report(required(place));
    else oneOf(scope, place, restartPolicy, ["NotRequired", "RestartContainer"]);
    if (podRestartPolicy === "Never" && restartPolicy !== "NotRequired") {
      const detail = "must be 'NotRequired' when pod `restartPolicy` is 'Never'";
      scope.report(invalid(place, restartPolicy, detail));
    }
  }
}
