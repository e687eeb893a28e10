import { duplicate, invalid, required, tooLong, tooMany } from "../fault.ts";
import type {
  DeviceRequest,
  DeviceSelector,
  DeviceSubRequest,
  DeviceToleration,
  ExactDeviceRequest,
} from "../gen/types.ts";
import { at, item, type Path } from "../path.ts";
import { byteLength, dnsLabel, dnsSubdomain, labelValue, qualifiedName } from "./names.ts";
import { repeated } from "./repeated.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** The requests of a claim for devices (pkg/apis/resource/validation). Expressions are not compiled. */

/** How long most lists of these kinds may be. */
export const mostItems = 32;
const mostChoices = 8;
const mostTolerations = 16;
const longestExpression = 10 * 1024;

/** Requests have different names. */
export function validateDeviceRequests(requests: readonly DeviceRequest[], path: Path, scope: Scope): void {
  for (const [place, request] of itemsOf(requests, mostItems, path, scope)) validateRequest(request, place, scope);
  validateDistinct(requests, mostItems, path, scope);
}

function validateRequest(request: DeviceRequest, path: Path, scope: Scope): void {
  const { name = "", exactly, firstAvailable: choices = [] } = request;
  invalidEach(scope, at(path, "name"), name, dnsLabel(name));
  const one = "exactly one of `exactly` or `firstAvailable` is required";
  if (exactly === undefined && choices.length === 0) scope.report(required(path, one));
  else if (exactly !== undefined && choices.length > 0) {
    scope.report(invalid(path, null, `${one}, but multiple fields are set`));
  } else if (exactly !== undefined) validateWanted(exactly, at(path, "exactly"), scope);
  else {
    const choicesPath = at(path, "firstAvailable");
    for (const [place, choice] of itemsOf(choices, mostChoices, choicesPath, scope)) {
      invalidEach(scope, at(place, "name"), choice.name ?? "", dnsLabel(choice.name ?? ""));
      validateWanted(choice, place, scope);
    }
    validateDistinct(choices, mostChoices, choicesPath, scope);
  }
}

function validateDistinct(named: readonly { readonly name?: string }[], most: number, path: Path, scope: Scope): void {
  if (named.length > most) return;
  for (const index of repeated(named.map(({ name = "" }) => name))) {
    scope.report(duplicate(item(path, index), named[index]?.name ?? ""));
  }
}

/** Which devices, and how many of them. */
function validateWanted(wanted: ExactDeviceRequest | DeviceSubRequest, path: Path, scope: Scope): void {
  const { deviceClassName: name = "", allocationMode: mode = "", count = 0, selectors = [] } = wanted;
  if (name === "") scope.report(required(at(path, "deviceClassName")));
  else invalidEach(scope, at(path, "deviceClassName"), name, dnsSubdomain(name));
  validateDeviceSelectors(selectors, at(path, "selectors"), scope);
  if (mode === "All") {
    if (count !== 0) {
      scope.report(invalid(at(path, "count"), count, "must not be specified when allocationMode is 'All'"));
    }
  } else if (oneOf(scope, at(path, "allocationMode"), mode, ["All", "ExactCount"]) && count <= 0) {
    scope.report(invalid(at(path, "count"), count, "must be greater than zero"));
  }
  // Before 1.36 the server drops them, unless its administrators have switched them on.
  if (scope.minor < 36) return;
  for (const [place, toleration] of itemsOf(
    wanted.tolerations ?? [],
    mostTolerations,
    at(path, "tolerations"),
    scope,
  )) {
    validateToleration(toleration, place, scope);
  }
}

function validateToleration(toleration: DeviceToleration, path: Path, scope: Scope): void {
  const { key = "", operator = "Equal", value = "", effect = "" } = toleration;
  if (key !== "") invalidEach(scope, at(path, "key"), key, qualifiedName(key));
  const valuePath = at(path, "value");
  if (operator === "Exists") {
    if (value !== "") scope.report(invalid(valuePath, value, "must be empty for operator `Exists`"));
  } else if (oneOf(scope, at(path, "operator"), operator, ["Equal", "Exists"])) {
    invalidEach(scope, valuePath, value, labelValue(value));
  }
  if (effect !== "") oneOf(scope, at(path, "effect"), effect, ["NoExecute", "NoSchedule", "None"]);
}

export function validateDeviceSelectors(selectors: readonly DeviceSelector[], path: Path, scope: Scope): void {
  for (const [place, { cel }] of itemsOf(selectors, mostItems, path, scope)) {
    const expression = cel?.expression ?? "";
    if (cel === undefined) scope.report(required(at(place, "cel")));
    else if (byteLength(expression) > longestExpression)
      scope.report(tooLong(at(place, "cel", "expression"), longestExpression));
  }
}

/** The items of a list with their places; none when there are more than there may be. */
export function itemsOf<T>(items: readonly T[], most: number, path: Path, scope: Scope): [Path, T][] {
  if (items.length > most) {
    scope.report(tooMany(path, items.length, most));
    return [];
  }
  return items.map((one, index) => [item(path, index), one]);
}
