import { decodeBase64 } from "../base64.ts";
import { forbidden, invalid, verbatim } from "../fault.ts";
import type {
  ClusterRoleBinding,
  ConfigMap,
  ControllerRevision,
  CSIStorageCapacity,
  CustomResourceDefinition,
  CustomResourceDefinitionSpec,
  EndpointSlice,
  IngressClass,
  PriorityClass,
  ResourceClaimObject,
  ResourceClaimTemplate,
  ResourceQuota,
  RoleBinding,
  RuntimeClass,
  Secret,
  ServiceCIDR,
  VolumeAttributesClass,
} from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import type { Value } from "../manifest.ts";
import { at, item, said, unsaid } from "../path.ts";
import { sameValue } from "../same-value.ts";
import { shownSelector } from "../validate/labels.ts";
import type { Scope } from "../validate/scope.ts";
import { immutable, refusal, ways } from "./refusal.ts";

/** What cannot change of the smaller kinds. Each function takes the new object and the living one. */

const fixed = "field is immutable";
const whenSet = "field is immutable when `immutable` is set";

type Entries = Readonly<Record<string, string>>;

function sameEntries(before: Entries, after: Entries): boolean {
  const keys = Object.keys(before);
  return keys.length === Object.keys(after).length && keys.every((key) => before[key] === after[key]);
}

export function changeConfigMap(map: ConfigMap, living: ConfigMap, scope: Scope): void {
  if (!living.immutable) return;
  const refuse = (field: string) => scope.report(refusal(forbidden(at(undefined, field), whenSet), ways.content));
  if (!map.immutable) refuse("immutable");
  for (const field of ["data", "binaryData"] as const) {
    if (!sameEntries(living[field] ?? {}, map[field] ?? {})) refuse(field);
  }
}

export function changeSecret(secret: Secret, living: Secret, scope: Scope): void {
  const { type = "Opaque" } = secret;
  if (type !== (living.type ?? "Opaque")) {
    scope.report(refusal(invalid(at(undefined, "type"), type, fixed), ways.anew));
  }
  if (!living.immutable) return;
  const refuse = (field: string) => scope.report(refusal(forbidden(at(undefined, field), whenSet), ways.content));
  if (!secret.immutable) refuse("immutable");
  // What was once written as text is data since, and stays when the text is taken out.
  const texts = { ...contentOf({ stringData: living.stringData ?? {} }), ...contentOf(secret) };
  if (!sameEntries(contentOf(living), texts)) refuse("data");
}

/** What a secret holds, however it is written: `stringData` is put over `data`. */
function contentOf({ data = {}, stringData = {} }: Secret): Entries {
  const texts = Object.entries(stringData).map(([key, text]) => [key, new TextEncoder().encode(text).join()]);
  const bytes = Object.entries(data).map(([key, text]) => [key, String(decodeBase64(text))]);
  return Object.fromEntries([...bytes, ...texts]);
}

/** What decides where objects are stored. The group and the plural name are in the definition's own name. */
export function changeDefinition(
  definition: CustomResourceDefinition,
  living: CustomResourceDefinition,
  scope: Scope,
): void {
  const [after, before] = [definition.spec ?? {}, living.spec ?? {}];
  const place = at(undefined, "spec");
  const fields = [
    { path: at(place, "scope"), value: after.scope, old: before.scope },
    { path: at(place, "names", "kind"), value: after.names?.kind, old: before.names?.kind },
  ];
  for (const { path, value = "", old = "" } of fields) {
    if (value !== old) scope.report(refusal(invalid(path, value, fixed), ways.definition));
  }
  changeStoredVersion(after, before, scope);
}

/** Objects are stored in the version that was the one to store: it cannot go until they have been brought over. */
function changeStoredVersion(
  { versions = [] }: CustomResourceDefinitionSpec,
  before: CustomResourceDefinitionSpec,
  scope: Scope,
): void {
  const name = before.versions?.find(({ storage }) => storage === true)?.name;
  if (name === undefined || versions.some((version) => version.name === name)) return;
  const words = said(unsaid(unsaid(undefined, "spec"), "versions"), "status.storedVersions[0]");
  const detail = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
  scope.report(refusal(invalid(words, name, detail), ways.storage));
}

/** Scopes may change their order and nothing else. */
export function changeQuota(quota: ResourceQuota, living: ResourceQuota, scope: Scope): void {
  const [after, before] = [new Set(quota.spec?.scopes), new Set(living.spec?.scopes)];
  if (after.size === before.size && [...after].every((name) => before.has(name))) return;
  const fault = invalid(at(undefined, "spec", "scopes"), quota.spec?.scopes ?? null, fixed);
  scope.report(refusal(fault, ways.anew));
}

/** Whom a binding is for can change, what it gives cannot. */
export function changeBinding(
  binding: RoleBinding | ClusterRoleBinding,
  living: RoleBinding | ClusterRoleBinding,
  scope: Scope,
): void {
  const [after, before] = [binding.roleRef ?? {}, living.roleRef ?? {}];
  if ((["apiGroup", "kind", "name"] as const).every((field) => after[field] === before[field])) return;
  const shown = { APIGroup: after.apiGroup ?? "", Kind: after.kind ?? "", Name: after.name ?? "" };
  const fault = invalid(at(undefined, "roleRef"), verbatim(goJson(shown)), "cannot change roleRef");
  scope.report(refusal(fault, ways.rights));
}

export function changePriorityClass(priority: PriorityClass, living: PriorityClass, scope: Scope): void {
  if ((priority.value ?? 0) !== (living.value ?? 0)) {
    scope.report(refusal(forbidden(at(undefined, "value"), "may not be changed in an update."), ways.anew));
  }
  const { preemptionPolicy } = priority;
  if (preemptionPolicy === living.preemptionPolicy) return;
  scope.report(refusal(invalid(at(undefined, "preemptionPolicy"), preemptionPolicy, fixed), ways.anew));
}

export function changeRuntimeClass(runtime: RuntimeClass, living: RuntimeClass, scope: Scope): void {
  const { handler = "" } = runtime;
  if (handler === (living.handler ?? "")) return;
  scope.report(refusal(invalid(at(undefined, "handler"), handler, fixed), ways.anew));
}

export function changeIngressClass(ingress: IngressClass, living: IngressClass, scope: Scope): void {
  const { controller = "" } = ingress.spec ?? {};
  if (controller === (living.spec?.controller ?? "")) return;
  scope.report(refusal(invalid(at(undefined, "spec", "controller"), controller, fixed), ways.anew));
}

export function changeEndpointSlice(slice: EndpointSlice, living: EndpointSlice, scope: Scope): void {
  const { addressType = "" } = slice;
  if (addressType === (living.addressType ?? "")) return;
  scope.report(refusal(invalid(at(undefined, "addressType"), addressType, fixed), ways.anew));
}

export function changeControllerRevision(revision: ControllerRevision, living: ControllerRevision, scope: Scope): void {
  if (sameValue(revision.data as Value, living.data as Value)) return;
  const fault = invalid(at(undefined, "data"), revision.data ?? null, fixed);
  scope.report(refusal(fault, ways.anew));
}

/** What a driver's capacity was asked for by. */
export function changeStorageCapacity(storage: CSIStorageCapacity, living: CSIStorageCapacity, scope: Scope): void {
  if (!sameValue(storage.nodeTopology as Value, living.nodeTopology as Value)) {
    const shown = storage.nodeTopology === undefined ? null : shownSelector(storage.nodeTopology);
    scope.report(refusal(invalid(at(undefined, "nodeTopology"), shown, fixed), ways.anew));
  }
  const { storageClassName = "" } = storage;
  if (storageClassName === (living.storageClassName ?? "")) return;
  scope.report(refusal(invalid(at(undefined, "storageClassName"), storageClassName, fixed), ways.anew));
}

export function changeAttributesClass(
  attributes: VolumeAttributesClass,
  living: VolumeAttributesClass,
  scope: Scope,
): void {
  const refuse = (field: string) => {
    const fault = forbidden(at(undefined, field), `updates to ${field} are forbidden.`);
    scope.report(refusal(fault, ways.anew));
  };
  if ((attributes.driverName ?? "") !== (living.driverName ?? "")) refuse("driverName");
  if (!sameEntries(living.parameters ?? {}, attributes.parameters ?? {})) refuse("parameters");
}

/** A range of one family can get one of the other beside it, and nothing else. */
export function changeServiceRange(range: ServiceCIDR, living: ServiceCIDR, scope: Scope): void {
  const [after, before] = [range.spec?.cidrs ?? [], living.spec?.cidrs ?? []];
  const path = at(undefined, "spec", "cidrs");
  if (after.length !== before.length && !(before.length === 1 && after.length === 2)) {
    scope.report(refusal(invalid(path, after, fixed), ways.anew));
    return;
  }
  for (const [index, cidr] of before.entries()) {
    if (after[index] !== cidr) scope.report(refusal(invalid(item(path, index), after[index], fixed), ways.anew));
  }
}

/** What devices are asked for never changes. */
export function changeDeviceClaim(
  claim: ResourceClaimObject | ResourceClaimTemplate,
  living: ResourceClaimObject | ResourceClaimTemplate,
  scope: Scope,
): void {
  if (sameValue(claim.spec as Value, living.spec as Value)) return;
  scope.report(refusal(immutable(at(undefined, "spec")), ways.anew));
}
