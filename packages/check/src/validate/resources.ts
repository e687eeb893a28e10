import { duplicate, forbidden, invalid, notFound, required, unsupported } from "../fault.ts";
import type { ResourceClaim, ResourceRequirements } from "../gen/types.ts";
import { at, entry, item, type Path, unsaid } from "../path.ts";
import { isWhole, parseQuantity, type Quantity, quantityOf, quantityText, wholeValue } from "../quantity.ts";
import { dnsLabel, qualifiedName } from "./names.ts";
import { validateNotNegativeQuantity } from "./numbers.ts";
import { faultsOf, invalidEach, type Scope } from "./scope.ts";

/** Names and amounts of resources: `cpu`, `requests.memory`, `example.com/gpu` (core/validation and core/helper). */

export type Amounts = Readonly<Record<string, number | string>>;
type NameRule = (name: string, path: Path, scope: Scope) => void;

const containerNames = ["cpu", "memory", "ephemeral-storage"];
const countedNames = [
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
];
const quotaNames = new Set([
  ...containerNames,
  ...containerNames.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  "requests.storage",
  ...countedNames,
]);
const standardNames = new Set([...quotaNames, "storage"]);

const isHugePages = (name: string) => name.startsWith("hugepages-");
const isQuotaHugePages = (name: string) => isHugePages(name) || name.startsWith("requests.hugepages-");
const isNative = (name: string) => !name.includes("/") || name.includes("kubernetes.io/");

export function isQuotaName(name: string): boolean {
  return quotaNames.has(name) || isQuotaHugePages(name);
}

/** Whether more of it may be asked for than there is. */
export function overcommits(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** The name of a resource that drivers bring. */
export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith("requests.") && qualifiedName(`requests.${name}`).length === 0;
}

/** The name of any resource. Gives whether the name is well-formed and known. */
export function validateResourceName(name: string, path: Path, scope: Scope): boolean {
  const messages = qualifiedName(name);
  invalidEach(scope, path, name, messages);
  if (messages.length > 0) return false;
  if (name.includes("/") || standardNames.has(name) || isQuotaHugePages(name)) return true;
  scope.report(invalid(path, name, "must be a standard resource type or fully qualified"));
  return false;
}

/** The name of a resource that a container can ask for. */
export function validateContainerResourceName(name: string, path: Path, scope: Scope): void {
  validateResourceName(name, path, scope);
  if (!name.includes("/")) {
    if (!containerNames.includes(name) && !isHugePages(name)) {
      scope.report(invalid(path, name, "must be a standard resource for containers"));
    }
  } else if (!isNative(name) && !isExtended(name)) {
    scope.report(invalid(path, name, "doesn't follow extended resource name standard"));
  }
}

/** The name of a resource that a pod as a whole can ask for. */
export function validatePodResourceName(name: string, path: Path, scope: Scope): void {
  if (!validateResourceName(name, path, scope)) return;
  if (name === "cpu" || name === "memory" || isHugePages(name)) return;
  scope.report(unsupported(path, name, ["cpu", "hugepages-", "memory"]));
}

/** An amount of a resource: not negative, and whole where the resource is counted. */
export function validateAmount(name: string, quantity: Quantity, path: Path, scope: Scope): void {
  validateNotNegativeQuantity(quantity, path, scope);
  if ((countedNames.includes(name) || isExtended(name)) && !isWhole(quantity)) {
    scope.report(invalid(path, quantityText(quantity), "must be an integer"));
  }
}

/** What a container asks for and may use at most. */
export function validateRequirements(
  requirements: ResourceRequirements,
  validateName: NameRule,
  path: Path,
  scope: Scope,
): void {
  const { limits = {}, requests = {} } = requirements;
  const [limitsPath, requestsPath] = [at(path, "limits"), at(path, "requests")];
  validateAmounts(limits, validateName, limitsPath, scope);
  for (const [name, written] of Object.entries(requests)) {
    const quantity = quantityOf(written);
    const written2 = limits[name];
    if (written2 !== undefined) {
      const limit = quantityOf(written2);
      if (quantity.nano !== limit.nano && !overcommits(name)) {
        const detail = `must be equal to ${name} limit of ${quantityText(limit)}`;
        scope.report(invalid(unsaid(requestsPath, name), quantityText(quantity), detail));
      } else if (quantity.nano > limit.nano) {
        const detail = `must be less than or equal to ${name} limit of ${quantityText(limit)}`;
        scope.report(invalid(unsaid(requestsPath, name), quantityText(quantity), detail));
      }
    } else if (!overcommits(name)) {
      scope.report(required(limitsPath, "Limit must be set for non overcommitable resources"));
    }
  }
  validateAmounts(requests, validateName, requestsPath, scope);
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes("cpu") && !names.includes("memory")) {
    scope.report(forbidden(path, "HugePages require cpu or memory"));
  }
}

function validateAmounts(amounts: Amounts, validateName: NameRule, path: Path, scope: Scope): void {
  for (const [name, written] of Object.entries(amounts)) {
    const quantity = quantityOf(written);
    validateName(name, entry(path, name), scope);
    validateAmount(name, quantity, entry(path, name), scope);
    if (isHugePages(name) && !fillsPages(name, quantity)) {
      const text = quantityText(quantity);
      scope.report(invalid(entry(path, name), text, `${text} is not positive integer multiple of ${name}`));
    }
  }
}

function fillsPages(name: string, quantity: Quantity): boolean {
  const page = parseQuantity(name.slice("hugepages-".length));
  if (typeof page === "string" || page.nano <= 0n || !isWhole(page)) return false;
  return wholeValue(quantity) % wholeValue(page) === 0n;
}

/** Claims of a container on the resource claims of its pod. */
export function validateClaims(
  claims: readonly ResourceClaim[],
  podClaims: readonly string[],
  path: Path,
  scope: Scope,
): void {
  const [seen, parts] = [new Set<string>(), new Set<string>()];
  for (const [index, { name = "", request = "" }] of claims.entries()) {
    const place = item(path, index);
    if (name === "") {
      scope.report(required(place));
      continue;
    }
    if (seen.has(name)) scope.report(duplicate(place, name));
    else {
      const key = request === "" ? name : `${name}/${request}`;
      if (request !== "") invalidEach(scope, at(place, "request"), request, dnsLabel(request));
      if (seen.has(key)) scope.report(duplicate(place, key));
      else if (request === "" && parts.has(name)) scope.report(duplicate(place, name));
      seen.add(key);
      if (request !== "") parts.add(name);
    }
    if (podClaims.includes(name)) continue;
    const names = [...podClaims].sort().join(", ");
    const detail = `must be one of the names in pod.spec.resourceClaims${names === "" ? " which is empty" : `: ${names}`}`;
    scope.report(notFound(place, name, detail));
  }
}

/** Whether a container could ask for a resource of that name. */
export function isContainerResourceName(name: string, scope: Scope): boolean {
  return faultsOf(scope, (inner) => validateContainerResourceName(name, at(undefined, "name"), inner)).length === 0;
}
