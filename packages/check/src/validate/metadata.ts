import { invalid, required, tooLong } from "../fault.ts";
import type { ObjectMeta, OwnerReference } from "../gen/types.ts";
import { at, item, type Path, unsaid } from "../path.ts";
import { validateLabels } from "./labels.ts";
import { byteLength, dnsLabel, qualifiedName } from "./names.ts";
import { invalidEach, type Scope } from "./scope.ts";

/** What a kind asks of its objects' metadata. */
export interface MetadataRules {
  readonly namespaced: boolean;
  /** Messages about a name. */
  readonly name: (name: string) => string[];
  /** Kinds of Kubernetes' own older groups know a few finalizers without a domain, and no others. */
  readonly knownFinalizers?: boolean;
  readonly nameless?: boolean;
  /** The server keeps count of its generations. */
  readonly counted?: boolean;
}

/** Metadata of any object (apimachinery, `api/validation`). */
export function validateMetadata(meta: ObjectMeta, rules: MetadataRules, path: Path, scope: Scope): void {
  const { name = "", generateName = "" } = meta;
  if (generateName !== "") {
    invalidEach(scope, at(path, "generateName"), generateName, rules.name(withoutTrailingDash(generateName)));
  }
  if (name === "" && generateName === "") {
    if (!rules.nameless) scope.report(required(at(path, "name"), "name or generateName is required"));
  } else if (name !== "") invalidEach(scope, at(path, "name"), name, rules.name(name));
  // A namespace on an object of the whole cluster is dropped before anything looks at it.
  if (rules.namespaced && meta.namespace !== undefined && meta.namespace !== "") {
    invalidEach(scope, at(path, "namespace"), meta.namespace, dnsLabel(meta.namespace));
  }
  const { generation = 0 } = meta;
  if (!rules.counted && generation < 0) {
    scope.report(invalid(at(path, "generation"), generation, "must be greater than or equal to 0"));
  }
  validateLabels(meta.labels, at(path, "labels"), scope);
  validateAnnotations(meta.annotations, at(path, "annotations"), scope);
  validateOwners(meta.ownerReferences ?? [], at(path, "ownerReferences"), scope);
  validateFinalizers(meta.finalizers ?? [], at(path, "finalizers"), scope);
  if (rules.knownFinalizers) {
    const place = at(path, "finalizers");
    validateKnownFinalizers(meta.finalizers ?? [], (index) => item(place, index), scope);
  }
}

/** The server tries a prefix with a letter in place of the dash that a generated name goes on after. */
function withoutTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith("-") ? `${name.slice(0, -2)}a` : name;
}

const annotationsLimit = 256 * 1024;

export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: Path,
  scope: Scope,
): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    invalidEach(scope, unsaid(path, key), key, qualifiedName(key.toLowerCase()));
    size += byteLength(key) + byteLength(value);
  }
  if (size > annotationsLimit) scope.report(tooLong(path, annotationsLimit));
}

function validateOwners(owners: readonly OwnerReference[], path: Path, scope: Scope): void {
  let controller = "";
  for (const [index, owner] of distinct(owners).entries()) {
    const place = unsaid(path, index);
    const { apiVersion = "", kind = "", name = "", uid = "" } = owner;
    if (apiVersion === "" || apiVersion === "/" || apiVersion.endsWith("/")) {
      scope.report(invalid(at(place, "apiVersion"), apiVersion, "version must not be empty"));
    }
    for (const [field, value] of Object.entries({ kind, name, uid })) {
      if (value === "") scope.report(invalid(at(place, field), value, "must not be empty"));
    }
    if (apiVersion === "v1" && kind === "Event") {
      scope.report(invalid(place, owner, "/v1, Kind=Event is disallowed from being an owner"));
    }
    if (owner.controller !== true) continue;
    const current = `${kind}/${name}`;
    if (controller === "") controller = current;
    else {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`;
      scope.report(invalid(path, owners, detail));
    }
  }
}

/** An owner that is named twice in the same words is named once. */
function distinct(owners: readonly OwnerReference[]): OwnerReference[] {
  if (owners.length < 2) return [...owners];
  const known = new Map<string, OwnerReference>();
  for (const owner of owners) {
    const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = owner;
    const identity = JSON.stringify([apiVersion, kind, name, uid, controller, blockOwnerDeletion]);
    if (!known.has(identity)) known.set(identity, owner);
  }
  return [...known.values()];
}

const orphan = "orphan";
const foreground = "foregroundDeletion";

function validateFinalizers(finalizers: readonly string[], path: Path, scope: Scope): void {
  for (const finalizer of finalizers) invalidEach(scope, path, finalizer, qualifiedName(finalizer));
  if (finalizers.includes(orphan) && finalizers.includes(foreground)) {
    scope.report(invalid(path, finalizers, `finalizer ${foreground} and ${orphan} cannot be both set`));
  }
}

/** A finalizer without a domain must be one that Kubernetes itself knows. */
export function validateKnownFinalizers(
  finalizers: readonly string[],
  pathOf: (index: number) => Path,
  scope: Scope,
): void {
  for (const [index, finalizer] of finalizers.entries()) {
    if (finalizer.includes("/") || ["kubernetes", orphan, foreground].includes(finalizer)) continue;
    const detail = "name is neither a standard finalizer name nor is it fully qualified";
    scope.report(invalid(pathOf(index), finalizer, detail));
  }
}
