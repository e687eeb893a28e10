import { invalid, required, unsupported } from "../../fault.ts";
import type { ObjectFieldSelector, ResourceFieldSelector } from "../../gen/types.ts";
import { at, type Path } from "../../path.ts";
import { quantityOf, quantityText } from "../../quantity.ts";
import { qualifiedName } from "../names.ts";
import { invalidEach, type Scope } from "../scope.ts";

/** The downward API: fields of the pod and resources of its containers, in variables and files. */

/** Fields that a variable can hold. */
export const variableFields = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];

/** Fields that a file can hold. */
export const volumeFields = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
];

const podFields = new Set([
  ...variableFields,
  ...volumeFields,
  "spec.restartPolicy",
  "spec.schedulerName",
  "status.phase",
]);

export function validateFieldSelector(
  selector: ObjectFieldSelector,
  fields: readonly string[],
  path: Path,
  scope: Scope,
): void {
  const { apiVersion = "v1", fieldPath = "" } = selector;
  const field = at(path, "fieldPath");
  if (fieldPath === "") {
    scope.report(required(field));
    return;
  }
  const unconverted = (why: string) => scope.report(invalid(field, fieldPath, `error converting fieldPath: ${why}`));
  if (apiVersion !== "v1") return void unconverted(`unsupported pod version: ${apiVersion}`);
  const subscripted = /^([^[]+)\['(.*)'\]$/s.exec(fieldPath);
  if (subscripted !== null) {
    const [, map = "", key = ""] = subscripted;
    if (map === "metadata.annotations") invalidEach(scope, path, key.toLowerCase(), qualifiedName(key.toLowerCase()));
    else if (map === "metadata.labels") invalidEach(scope, path, key, qualifiedName(key));
    else unconverted(`field label does not support subscript: ${fieldPath}`);
    return;
  }
  const known = fieldPath === "spec.host" ? "spec.nodeName" : fieldPath;
  if (!podFields.has(known)) unconverted(`field label not supported: ${fieldPath}`);
  else if (!fields.includes(known)) scope.report(unsupported(field, known, fields));
}

const containerResources = ["limits", "requests"].flatMap((side) =>
  ["cpu", "ephemeral-storage", "memory"].map((resource) => `${side}.${resource}`),
);
const sizes = ["1", ...["k", "M", "G", "T", "P", "E"].map((unit) => `1${unit}`)].concat(
  ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((unit) => `1${unit}`),
);

export function validateResourceSelector(selector: ResourceFieldSelector, path: Path, scope: Scope): void {
  const { resource = "" } = selector;
  const hugePages = /^(limits|requests)\.hugepages-/.test(resource);
  if (resource === "") scope.report(required(at(path, "resource")));
  else if (!containerResources.includes(resource) && !hugePages) {
    scope.report(unsupported(at(path, "resource"), resource, containerResources));
  }
  const divisor = quantityOf(selector.divisor);
  if (divisor.nano === 0n) return;
  const name = resource.replace(/^(limits|requests)\./, "");
  const words = { cpu: "cpu", memory: "memory", "ephemeral-storage": "local ephemeral storage" }[name];
  if (words === undefined && !hugePages) return;
  const supported = name === "cpu" ? ["1m", "1"] : sizes;
  if (supported.includes(quantityText(divisor))) return;
  const detail =
    name === "cpu"
      ? "only divisor's values 1m and 1 are supported with the cpu resource"
      : `only divisor's values ${sizes.join(", ")} are supported with the ${words ?? "hugepages"} resource`;
  scope.report(invalid(at(path, "divisor"), resource, detail));
}
