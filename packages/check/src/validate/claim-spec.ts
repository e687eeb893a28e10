import { forbidden, invalid, required } from "../fault.ts";
import type {
  ObjectMeta,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  TypedLocalObjectReference,
  TypedObjectReference,
} from "../gen/types.ts";
import { at, entry, type Path } from "../path.ts";
import { quantityOf } from "../quantity.ts";
import { validateLabelSelector, validateLabels } from "./labels.ts";
import { validateAnnotations } from "./metadata.ts";
import { dnsSubdomain } from "./names.ts";
import { validatePositiveQuantity } from "./numbers.ts";
import { validateAmount } from "./resources.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** What a claim on storage asks for: in a claim of its own, a StatefulSet's template, or a pod's ephemeral volume. */

const accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/** Ways of access, of a claim or a volume. */
export function validateAccessModes(modes: readonly string[], path: Path, scope: Scope): void {
  for (const mode of modes) oneOf(scope, path, mode, accessModes);
  const others = modes.some((mode) => mode !== "ReadWriteOncePod" && accessModes.includes(mode));
  if (modes.includes("ReadWriteOncePod") && others) {
    scope.report(forbidden(path, "may not use ReadWriteOncePod with other access modes"));
  }
}

export function validateVolumeMode(mode: string | undefined, path: Path, scope: Scope): void {
  if (mode !== undefined) oneOf(scope, path, mode, ["Block", "Filesystem"]);
}

export function validateClassName(name: string | undefined, path: Path, scope: Scope): void {
  if (name !== undefined && name !== "") invalidEach(scope, path, name, dnsSubdomain(name));
}

export function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: Path, scope: Scope): void {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) scope.report(required(at(path, "accessModes"), "at least 1 access mode is required"));
  validateLabelSelector(spec.selector, at(path, "selector"), scope);
  validateAccessModes(modes, at(path, "accessModes"), scope);
  const storage = spec.resources?.requests?.["storage"];
  const storagePath = entry(at(path, "resources"), "storage");
  if (storage === undefined) scope.report(required(storagePath));
  else if (validatePositiveQuantity(storage, storagePath, scope)) {
    validateAmount("storage", quantityOf(storage), storagePath, scope);
  }
  validateClassName(spec.storageClassName, at(path, "storageClassName"), scope);
  validateVolumeMode(spec.volumeMode, at(path, "volumeMode"), scope);
  validateDataSources(spec, path, scope);
  if (scope.minor >= 34)
    validateClassName(spec.volumeAttributesClassName, at(path, "volumeAttributesClassName"), scope);
}

/** What the volume is filled from. A source in another namespace is behind a gate that is off: the server drops both. */
function validateDataSources(spec: PersistentVolumeClaimSpec, path: Path, scope: Scope): void {
  const { dataSource, dataSourceRef } = spec;
  if (dataSourceRef?.namespace !== undefined) return;
  if (dataSource !== undefined) validateDataSource(dataSource, at(path, "dataSource"), scope);
  if (dataSourceRef !== undefined) validateDataSource(dataSourceRef, at(path, "dataSourceRef"), scope);
  if (dataSource === undefined || dataSourceRef === undefined) return;
  const same = (["apiGroup", "kind", "name"] as const).every((field) => dataSource[field] === dataSourceRef[field]);
  if (!same) scope.report(invalid(path, {}, "must match dataSourceRef"));
}

function validateDataSource(source: TypedLocalObjectReference | TypedObjectReference, path: Path, scope: Scope): void {
  const { apiGroup = "", kind = "", name = "" } = source;
  if (name === "") scope.report(required(at(path, "name")));
  if (kind === "") scope.report(required(at(path, "kind")));
  if (apiGroup === "" && kind !== "PersistentVolumeClaim") {
    scope.report(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (apiGroup !== "") invalidEach(scope, at(path, "apiGroup"), apiGroup, dnsSubdomain(apiGroup));
}

/** A claim that is made for one pod. */
export function validateClaimTemplate(template: PersistentVolumeClaimTemplate, path: Path, scope: Scope): void {
  validateTemplateMetadata(template.metadata ?? {}, at(path, "metadata"), scope);
  validateClaimSpec(template.spec ?? {}, at(path, "spec"), scope);
}

/** To what is made for one pod only labels and annotations can be given. */
export function validateTemplateMetadata(meta: ObjectMeta, path: Path, scope: Scope): void {
  validateAnnotations(meta.annotations, at(path, "annotations"), scope);
  validateLabels(meta.labels, at(path, "labels"), scope);
  for (const field of Object.keys(meta)) {
    if (field !== "annotations" && field !== "labels") scope.report(forbidden(at(path, field), "cannot be set"));
  }
}
