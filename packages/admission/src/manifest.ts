/** What a field of an object may hold. A bigint is an integer that a JavaScript number cannot hold exactly. */
export type Value = string | number | bigint | boolean | null | readonly Value[] | Manifest;

/** One Kubernetes object as plain data, or a part of one. */
export type Manifest = { readonly [key: string]: Value };

/** A group, a version, and the kind in it. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A group, a version, and the plural by which the server calls the objects. */
export interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** Whether a value is a mapping. */
export function isObject(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** What is a mapping, or an empty one. */
export function objectOr(value: unknown): Manifest {
  return isObject(value) ? value : {};
}

/** What is a text, or an empty one. */
export function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The parts of `apps/v1`; those of the core group have no group. */
export function splitVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf("/");
  return slash < 0
    ? { group: "", version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** `apps/v1`, of which the parts are given. */
export function joinVersion({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === "" ? version : `${group}/${version}`;
}

/** The labels of an object; what is no text is none. */
export function labelsOf(object: unknown): Readonly<Record<string, string>> {
  const labels = objectOr(objectOr(objectOr(object)["metadata"])["labels"]);
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
