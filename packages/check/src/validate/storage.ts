import { duplicate, forbidden, invalid, required, tooLong, unsupported } from "../fault.ts";
import type {
  CSIDriver,
  CSIPersistentVolumeSource,
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeSpec,
  SecretReference,
  StorageClass,
  TokenRequest,
  TopologySelectorTerm,
  TypedLocalObjectReference,
} from "../gen/types.ts";
import { at, item, type Path, said, unsaid } from "../path.ts";
import { quantityOf } from "../quantity.ts";
import { validateAccessModes, validateClaimSpec, validateClassName, validateVolumeMode } from "./claim-spec.ts";
import { validateNoBacksteps } from "./file-paths.ts";
import { byteLength, dnsLabel, dnsSubdomain, qualifiedName } from "./names.ts";
import { validatePositiveQuantity } from "./numbers.ts";
import { validateNodeSelector } from "./pod/scheduling.ts";
import { repeated } from "./repeated.ts";
import { validateAmount } from "./resources.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";
import { sourcePath, validateDriverName, validateSharedSource } from "./volume-sources.ts";

/** Claims, volumes and the classes of storage (pkg/apis/core and pkg/apis/storage). */

const path = at(undefined, "spec");

export function validateClaim(claim: PersistentVolumeClaim, scope: Scope): void {
  const { dataSource, ...spec } = claim.spec ?? {};
  validateClaimSpec(dataSource !== undefined && isKept(dataSource, spec) ? { ...spec, dataSource } : spec, path, scope);
}

/** Other sources than these two were ignored once, and still are where they stand alone (KEP-1495). */
export function isKept({ kind, apiGroup = "" }: TypedLocalObjectReference, spec: PersistentVolumeClaimSpec): boolean {
  if (spec.dataSourceRef !== undefined) return true;
  return (
    `${apiGroup}/${kind}` === "/PersistentVolumeClaim" ||
    `${apiGroup}/${kind}` === "snapshot.storage.k8s.io/VolumeSnapshot"
  );
}

export function validateVolume(volume: PersistentVolume, scope: Scope): void {
  const spec = volume.spec ?? {};
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) scope.report(required(at(path, "accessModes")));
  validateAccessModes(modes, at(path, "accessModes"), scope);
  validateCapacity(spec, scope);
  const { persistentVolumeReclaimPolicy: policy = "", nodeAffinity } = spec;
  if (policy !== "") {
    oneOf(scope, at(path, "persistentVolumeReclaimPolicy"), policy, ["Delete", "Recycle", "Retain"]);
  }
  if (nodeAffinity !== undefined) {
    const place = at(path, "nodeAffinity", "required");
    if (nodeAffinity.required === undefined) scope.report(required(place, "must specify required node constraints"));
    else validateNodeSelector(nodeAffinity.required, place, scope);
  }
  validateVolumeSources(spec, scope);
  if (spec.hostPath?.path?.replace(/\/+/g, "/") === "/" && policy === "Recycle") {
    const detail = "may not be 'recycle' for a hostPath mount of '/'";
    scope.report(forbidden(at(path, "persistentVolumeReclaimPolicy"), detail));
  }
  validateClassName(spec.storageClassName, at(path, "storageClassName"), scope);
  validateAttributesClass(spec, scope);
  validateVolumeMode(spec.volumeMode, at(path, "volumeMode"), scope);
}

function validateCapacity(spec: PersistentVolumeSpec, scope: Scope): void {
  const place = at(path, "capacity");
  const capacity = Object.entries(spec.capacity ?? {});
  if (capacity.length === 0) scope.report(required(place));
  if (spec.capacity?.["storage"] === undefined || capacity.length > 1) {
    scope.report(unsupported(place, spec.capacity ?? null, ["storage"]));
  }
  for (const [name, amount] of capacity) {
    const here = { parent: place, step: name, style: "key" } as const;
    if (validatePositiveQuantity(amount, here, scope)) validateAmount(name, quantityOf(amount), here, scope);
  }
}

/** In the order in which the server looks at them: of two the first is looked at. */
const volumeSources = [
  "hostPath",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "glusterfs",
  "flocker",
  "nfs",
  "rbd",
  "quobyte",
  "cephfs",
  "iscsi",
  "cinder",
  "fc",
  "flexVolume",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "scaleIO",
  "local",
  "storageos",
  "csi",
] as const satisfies readonly (keyof PersistentVolumeSpec)[];

function validateVolumeSources(spec: PersistentVolumeSpec, scope: Scope): void {
  let count = 0;
  for (const source of volumeSources) {
    const value = spec[source];
    if (value === undefined) continue;
    const place = sourcePath(path, source);
    // One of the sources never counts as one too many.
    if (count++ > 0 && source !== "flexVolume") {
      const named = source === "cephfs" ? said(unsaid(path, source), "cephFS") : at(path, source);
      scope.report(forbidden(named, "may not specify more than 1 volume type"));
    } else if (source === "csi") validateCsi(spec.csi!, place, scope);
    else if (source === "local") validateLocal(spec, place, scope);
    else validateSharedSource(source, value, place, scope);
  }
  if (count === 0) scope.report(required(path, "must specify a volume type"));
}

/** Only a driver has classes of attributes. */
function validateAttributesClass(spec: PersistentVolumeSpec, scope: Scope): void {
  const { volumeAttributesClassName: name, csi } = spec;
  if (name === undefined || scope.minor < 34) return;
  const place = at(path, "volumeAttributesClassName");
  if (name === "") scope.report(required(place, "an empty string is disallowed"));
  else validateClassName(name, place, scope);
  if (csi !== undefined) return;
  scope.report(required(at(path, "csi"), "has to be specified when using volumeAttributesClassName"));
}

function validateLocal(spec: PersistentVolumeSpec, place: Path, scope: Scope): void {
  const folder = spec.local?.path ?? "";
  if (folder === "") scope.report(required(at(place, "path")));
  else validateNoBacksteps(folder, at(place, "path"), scope);
  if (spec.nodeAffinity === undefined) {
    scope.report(required(at(path, "nodeAffinity"), "Local volume requires node affinity"));
  }
}

const secretFields = [
  "controllerPublishSecretRef",
  "controllerExpandSecretRef",
  "nodePublishSecretRef",
  "nodeExpandSecretRef",
] as const;

function validateCsi(source: CSIPersistentVolumeSource, place: Path, scope: Scope): void {
  validateDriverName(source.driver ?? "", at(place, "driver"), scope);
  if (!source.volumeHandle) scope.report(required(at(place, "volumeHandle")));
  for (const field of secretFields) {
    const secret: SecretReference | undefined = source[field];
    if (secret === undefined) continue;
    const { name = "", namespace = "" } = secret;
    if (name === "") scope.report(required(at(place, field, "name")));
    else invalidEach(scope, at(place, field, "name"), name, dnsSubdomain(name));
    if (namespace === "") scope.report(required(at(place, field, "namespace")));
    else invalidEach(scope, at(place, field, "namespace"), namespace, dnsLabel(namespace));
  }
}

export function validateStorageClass(storage: StorageClass, scope: Scope): void {
  const { provisioner = "", parameters = {}, reclaimPolicy = "Delete", volumeBindingMode = "Immediate" } = storage;
  validateProvisioner(provisioner, at(undefined, "provisioner"), scope);
  validateParameters(parameters, at(undefined, "parameters"), scope);
  if (!["Delete", "Retain"].includes(reclaimPolicy)) {
    scope.report(unsupported(at(undefined, "reclaimPolicy"), reclaimPolicy, ["Delete", "Retain"]));
  }
  oneOf(scope, at(undefined, "volumeBindingMode"), volumeBindingMode, ["Immediate", "WaitForFirstConsumer"]);
  validateTopologies(storage.allowedTopologies ?? [], scope);
}

/** The name of a driver, which a class needs. */
export function validateProvisioner(name: string, path: Path, scope: Scope): void {
  if (name === "") scope.report(required(path));
  else invalidEach(scope, path, name.toLowerCase(), qualifiedName(name.toLowerCase()));
}

/** What a class tells its driver: not too much of it, and nothing without a name. */
export function validateParameters(parameters: Readonly<Record<string, string>>, path: Path, scope: Scope): void {
  const entries = Object.entries(parameters);
  if (entries.length > 512) scope.report(tooLong(path, 512));
  if (entries.some(([key]) => key === "")) scope.report(invalid(path, "", "field can not be empty."));
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size > 256 * 1024) scope.report(tooLong(path, 256 * 1024));
}

/** Terms that say the same are refused, and with them those that say nothing. */
function validateTopologies(terms: readonly TopologySelectorTerm[], scope: Scope): void {
  const seen = new Set<string>();
  for (const [index, { matchLabelExpressions = [] }] of terms.entries()) {
    const place = at(item(at(undefined, "allowedTopologies"), index), "matchLabelExpressions");
    const keys = new Map<string, string[]>();
    for (const [which, { key = "", values = [] }] of matchLabelExpressions.entries()) {
      const here = item(place, which);
      if (values.length === 0) scope.report(required(at(here, "values")));
      const again = repeated(values);
      for (const [place, value] of values.entries()) {
        if (again.has(place)) scope.report(duplicate(item(at(here, "values"), place), value));
      }
      invalidEach(scope, at(here, "key"), key, qualifiedName(key));
      if (keys.has(key)) scope.report(duplicate(at(here, "key"), key));
      keys.set(key, [...new Set(values)].sort());
    }
    const said = JSON.stringify([...keys].sort(([one], [other]) => (one < other ? -1 : 1)));
    if (keys.size === 0 || seen.has(said)) scope.report(duplicate(place, ""));
    seen.add(said);
  }
}

export function validateDriver(driver: CSIDriver, scope: Scope): void {
  const { fsGroupPolicy, volumeLifecycleModes = [], tokenRequests = [] } = driver.spec ?? {};
  if (fsGroupPolicy !== undefined) {
    oneOf(scope, at(path, "fsGroupPolicy"), fsGroupPolicy, ["File", "None", "ReadWriteOnceWithFSType"]);
  }
  validateTokenRequests(tokenRequests, at(path, "tokenRequests"), scope);
  for (const mode of volumeLifecycleModes) {
    oneOf(scope, at(path, "volumeLifecycleModes"), mode, ["Persistent", "Ephemeral"]);
  }
  const { nodeAllocatableUpdatePeriodSeconds: period, serviceAccountTokenInSecrets: inSecrets } = driver.spec ?? {};
  // Before 1.35 the server drops the field, unless its administrators have switched it on.
  if (scope.minor >= 35 && period !== undefined && period < 10) {
    const detail = "must be greater than or equal to 10 seconds";
    scope.report(invalid(at(path, "nodeAllocatableUpdatePeriodSeconds"), period, detail));
  }
  if (inSecrets !== undefined && tokenRequests.length === 0) {
    const detail = "serviceAccountTokenInSecrets is set but no tokenRequests are specified";
    scope.report(invalid(at(path, "serviceAccountTokenInSecrets"), inSecrets, detail));
  }
}

function validateTokenRequests(requests: readonly TokenRequest[], path: Path, scope: Scope): void {
  const audiences = new Set<string>();
  for (const [index, { audience = "", expirationSeconds }] of requests.entries()) {
    const place = item(path, index);
    if (audiences.has(audience)) {
      scope.report(duplicate(at(place, "audience"), audience));
      continue;
    }
    audiences.add(audience);
    if (expirationSeconds === undefined) continue;
    if (expirationSeconds < 600) {
      const detail = "may not specify a duration less than 10 minutes";
      scope.report(invalid(at(place, "expirationSeconds"), expirationSeconds, detail));
    } else if (expirationSeconds > 2 ** 32) {
      const detail = "may not specify a duration larger than 2^32 seconds";
      scope.report(invalid(at(place, "expirationSeconds"), expirationSeconds, detail));
    }
  }
}
