import { forbidden, invalid, invalidUnshown } from "../fault.ts";
import type {
  CSIDriver,
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeSpec,
  StorageClass,
  VolumeNodeAffinity,
} from "../gen/types.ts";
import { structOf } from "../kubernetes-types.ts";
import { isObject, type Manifest } from "../manifest.ts";
import { at, type Path, said, unsaid } from "../path.ts";
import { quantityOf } from "../quantity.ts";
import { sameValue } from "../same-value.ts";
import type { Scope } from "../validate/scope.ts";
import { isKept } from "../validate/storage.ts";
import { difference } from "./difference.ts";
import { refusal, ways } from "./refusal.ts";
import { taking } from "./taking.ts";

/** What cannot change of claims, volumes and classes (pkg/apis/core/validation and pkg/apis/storage/validation). */

const spec = at(undefined, "spec");
const claimFixed =
  "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
const betaClass = "volume.beta.kubernetes.io/storage-class";

/** One fault for each field that changed: the server says only that the spec cannot. */
export function changeClaim(claim: PersistentVolumeClaim, living: PersistentVolumeClaim, scope: Scope): void {
  const bound = boundOf(living);
  const before = (living.spec ?? {}) as Manifest;
  const after = comparable(claim, living, bound) as Manifest;
  for (const { name, shape } of structOf("core.v1.PersistentVolumeClaimSpec").fields.values()) {
    const found = difference(before[name], after[name], { shape, path: unsaid(spec, name) });
    if (found !== undefined) scope.report(refusal(forbidden(found, claimFixed), ways.claim));
  }
  changeRequest(claim, living, { scope, bound });
}

/** Whether a claim is bound; unknown where the living object came without its status. */
function boundOf(living: PersistentVolumeClaim): boolean | undefined {
  const status = (living as Manifest)["status"];
  const phase = isObject(status) ? status["phase"] : undefined;
  return phase === undefined ? undefined : phase === "Bound";
}

/** The new spec with all that may change as it is in the living one. */
function comparable(
  { spec: after = {} }: PersistentVolumeClaim,
  { spec: before = {}, metadata }: PersistentVolumeClaim,
  bound: boolean | undefined,
): PersistentVolumeClaimSpec {
  const storage = before.resources?.requests?.["storage"] ?? 0;
  const same = { ...after };
  same.resources = { ...after.resources, requests: { ...after.resources?.requests, storage } };
  if (!before.volumeName) same.volumeName = before.volumeName ?? "";
  const annotated = metadata?.annotations?.[betaClass];
  if (before.storageClassName === undefined && (annotated ?? after.storageClassName) === after.storageClassName) {
    delete same.storageClassName;
  }
  const isFilled = before.dataSource !== undefined || before.dataSourceRef !== undefined;
  if (!isFilled && same.dataSource !== undefined && !isKept(same.dataSource, same)) delete same.dataSource;
  keepSource(same, before);
  if (bound === false) return same;
  const { volumeAttributesClassName: _changes, ...rest } = same;
  return before.volumeAttributesClassName === undefined
    ? rest
    : { ...rest, volumeAttributesClassName: before.volumeAttributesClassName };
}

/** The server keeps two fields for where the data comes from in step: giving one of them up changes nothing. */
function keepSource(after: PersistentVolumeClaimSpec, before: PersistentVolumeClaimSpec): void {
  const source = after.dataSource ?? after.dataSourceRef;
  const living = before.dataSource ?? before.dataSourceRef;
  const single = before.dataSource === undefined || before.dataSourceRef === undefined;
  const same = source === undefined ? single : sameValue(source as Manifest, living as Manifest);
  if (!same) return;
  Object.assign(after, taking(after, before, ["dataSource", "dataSourceRef"]));
  for (const field of ["dataSource", "dataSourceRef"] as const) if (before[field] === undefined) delete after[field];
}

function changeRequest(
  claim: PersistentVolumeClaim,
  living: PersistentVolumeClaim,
  { scope, bound }: { scope: Scope; bound: boolean | undefined },
): void {
  const asked = ({ spec: { resources } = {} }: PersistentVolumeClaim) =>
    quantityOf(resources?.requests?.["storage"] ?? 0).nano;
  const [was, is] = [asked(living), asked(claim)];
  if (was === is) return;
  const steps = ["resources", "requests", "storage"] as const;
  const place = at(spec, ...steps);
  if (is < was) scope.report(refusal(forbidden(place, "field can not be less than status.capacity"), ways.claim));
  if (bound === false) {
    scope.report(refusal(forbidden(steps.reduce<Path>(unsaid, spec), claimFixed), ways.claim));
  } else if (is > was) {
    const detail =
      "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize";
    const hint = "A claim grows only once it is bound, and only if its class has allowVolumeExpansion: true.";
    scope.report({ ...forbidden(place, detail), severity: "warning", stage: "change", code: "IMMUTABLE", hint });
  }
}

const volumeOwn = new Set([
  "accessModes",
  "capacity",
  "claimRef",
  "mountOptions",
  "nodeAffinity",
  "persistentVolumeReclaimPolicy",
  "storageClassName",
  "volumeAttributesClassName",
  "volumeMode",
]);

/** Where a volume's data lies cannot change. */
export function changeVolume(volume: PersistentVolume, living: PersistentVolume, scope: Scope): void {
  const [after, before] = [volume.spec ?? {}, living.spec ?? {}] as [
    PersistentVolumeSpec & Manifest,
    PersistentVolumeSpec & Manifest,
  ];
  const source = said(spec, "persistentvolumesource");
  const expandable = before.csi !== undefined && before.csi.controllerExpandSecretRef === undefined;
  for (const { name, shape } of structOf("core.v1.PersistentVolumeSpec").fields.values()) {
    if (volumeOwn.has(name)) continue;
    const { controllerExpandSecretRef, ...csi } = after.csi ?? {};
    const changed = name === "csi" && expandable && controllerExpandSecretRef ? csi : after[name];
    const found = difference(before[name], changed as Manifest, { shape, path: unsaid(source, name) });
    if (found === undefined) continue;
    scope.report(refusal(forbidden(found, "spec.persistentvolumesource is immutable after creation"), ways.anew));
  }
  changeNodeAffinity(after, before, scope);
  if (before.volumeMode !== after.volumeMode) {
    const place = said(unsaid(unsaid(undefined, "spec"), "volumeMode"), "volumeMode");
    scope.report(refusal(invalid(place, after.volumeMode ?? null, "field is immutable"), ways.anew));
  }
}

/** Labels of nodes that have got other names: a term may take up the new one. */
const renamed: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/arch": "kubernetes.io/arch",
  "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
  "beta.kubernetes.io/os": "kubernetes.io/os",
  "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
  "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
};

/** Which nodes reach a volume cannot change once it is said. */
function changeNodeAffinity(after: PersistentVolumeSpec, before: PersistentVolumeSpec, scope: Scope): void {
  if (before.nodeAffinity === undefined) return;
  const place = said(unsaid(unsaid(undefined, "spec"), "nodeAffinity"), "nodeAffinity");
  const shape = { is: "struct", type: "core.v1.VolumeNodeAffinity" } as const;
  const [was, is] = [withNewLabels(before.nodeAffinity), after.nodeAffinity && withNewLabels(after.nodeAffinity)];
  const found = difference(was as Manifest, is as Manifest, { shape, path: place });
  if (found === undefined) return;
  const detail = "field is immutable, except for updating from beta label to GA";
  scope.report(refusal(invalidUnshown(found, detail), ways.anew));
}

function withNewLabels({ required }: VolumeNodeAffinity): VolumeNodeAffinity {
  if (required === undefined) return {};
  const terms = (required.nodeSelectorTerms ?? []).map((term) => ({
    ...term,
    matchExpressions: (term.matchExpressions ?? []).map((expression) => {
      const key = expression.key ?? "";
      return { ...expression, key: renamed[key] ?? key };
    }),
  }));
  return { required: { nodeSelectorTerms: terms } };
}

export function changeStorageClass(storage: StorageClass, living: StorageClass, scope: Scope): void {
  const { fields } = structOf("storage.v1.StorageClass");
  for (const name of ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"] as const) {
    const place = at(undefined, name);
    const { shape } = fields.get(name)!;
    if (difference(living[name], storage[name], { shape, path: place }) === undefined) continue;
    const fault =
      name === "volumeBindingMode" || scope.minor >= 36
        ? invalid(place, storage[name] ?? null, "field is immutable")
        : forbidden(place, `updates to ${name} are forbidden.`);
    scope.report(refusal(fault, ways.anew));
  }
}

export function changeDriver(driver: CSIDriver, living: CSIDriver, scope: Scope): void {
  const [after, before] = [driver.spec ?? {}, living.spec ?? {}];
  if (after.attachRequired !== before.attachRequired) {
    const place = said(unsaid(spec, "attachRequired"), "attachedRequired");
    scope.report(refusal(invalid(place, after.attachRequired ?? null, "field is immutable"), ways.anew));
  }
  const { shape } = structOf("storage.v1.CSIDriverSpec").fields.get("volumeLifecycleModes")!;
  const place = at(spec, "volumeLifecycleModes");
  if (difference(before.volumeLifecycleModes, after.volumeLifecycleModes, { shape, path: place }) === undefined) return;
  const fault = invalid(place, after.volumeLifecycleModes ?? null, "field is immutable");
  scope.report(refusal(fault, ways.anew));
}
