import { forbidden, invalid } from "../fault.ts";
import type { Service, ServiceSpec } from "../gen/types.ts";
import { at, item } from "../path.ts";
import { sameValue } from "../same-value.ts";
import type { Scope } from "../validate/scope.ts";
import { refusal, ways } from "./refusal.ts";

const path = at(undefined, "spec");
const changed = "may not change once set";

const inCluster = ({ type }: ServiceSpec) => type !== "ExternalName";
const balanced = ({ type }: ServiceSpec) => type === "LoadBalancer";
const onNodes = (spec: ServiceSpec) => balanced(spec) || spec.type === "NodePort";
const outside = (spec: ServiceSpec) => onNodes(spec) || (inCluster(spec) && (spec.externalIPs ?? []).length > 0);
const checked = (spec: ServiceSpec) => balanced(spec) && spec.externalTrafficPolicy === "Local";
const ipsOf = ({ clusterIP, clusterIPs }: ServiceSpec) => clusterIPs ?? (clusterIP ? [clusterIP] : []);

/**
 * What the server makes of a changed Service before it looks at it (pkg/registry/core/service): addresses that it gave
 * out are kept, and what the new type has no use for is taken out where nobody changed it.
 */
export function settleService(service: Service, living: Service): Service {
  const before = living.spec ?? {};
  const spec = { ...service.spec };
  if (inCluster(before) && inCluster(spec)) keepAddresses(spec, before);
  const drop = (field: keyof ServiceSpec) => {
    if (sameValue(spec[field] as never, before[field] as never)) delete spec[field];
  };
  if (inCluster(before) && !inCluster(spec)) {
    for (const field of ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] as const) drop(field);
  }
  if (onNodes(before) && !onNodes(spec)) dropNodePorts(spec, before);
  if (checked(before) && !checked(spec)) drop("healthCheckNodePort");
  if (balanced(before) && !balanced(spec)) {
    drop("allocateLoadBalancerNodePorts");
    drop("loadBalancerClass");
  }
  if (outside(before) && !outside(spec)) drop("externalTrafficPolicy");
  return { ...service, spec };
}

function keepAddresses(spec: ServiceSpec, before: ServiceSpec): void {
  if (!spec.clusterIP && before.clusterIP) spec.clusterIP = before.clusterIP;
  const given = spec.clusterIPs ?? [];
  const carried = given.length > 0 ? given : ipsOf(before);
  const renamed = spec.clusterIP !== before.clusterIP && sameValue(carried, ipsOf(before));
  const ips = renamed ? (spec.clusterIP ? [spec.clusterIP] : []) : carried;
  if (ips.length > 0) spec.clusterIPs = [...ips];
}

function dropNodePorts(spec: ServiceSpec, before: ServiceSpec): void {
  const used = new Set((before.ports ?? []).map(({ nodePort }) => nodePort ?? 0));
  if (!(spec.ports ?? []).every(({ nodePort }) => !nodePort || used.has(nodePort))) return;
  spec.ports = (spec.ports ?? []).map(({ nodePort: _dropped, ...port }) => port);
}

/** What cannot change of a Service (pkg/apis/core/validation, `ValidateServiceUpdate`). */
export function changeService(service: Service, living: Service, scope: Scope): void {
  const [after, before] = [service.spec ?? {}, living.spec ?? {}];
  if (inCluster(after) && inCluster(before)) {
    changeAddresses(after, before, scope);
    changeFamilies(after, before, scope);
  }
  if (balanced(after) && balanced(before) && after.loadBalancerClass !== before.loadBalancerClass) {
    const place = at(path, "loadBalancerClass");
    scope.report(refusal(invalid(place, after.loadBalancerClass ?? null, changed), ways.address));
  }
  const port = before.healthCheckNodePort;
  if (checked(before) && checked(after) && port && after.healthCheckNodePort && after.healthCheckNodePort !== port) {
    scope.report(refusal(forbidden(at(path, "healthCheckNodePort"), "field is immutable"), ways.address));
  }
}

function changeAddresses(after: ServiceSpec, before: ServiceSpec, scope: Scope): void {
  const [is, was] = [ipsOf(after), ipsOf(before)];
  if (is.length === 0 || (is[0] === "None" && was[0] === "None")) return;
  const place = at(path, "clusterIPs");
  const refuse = (index: number) => scope.report(refusal(invalid(item(place, index), is, changed), ways.address));
  if (was.length === 0) {
    // The server gave the living one an address that is not known here. None is certainly another one.
    if (is[0] === "None") refuse(0);
    else scope.report({ ...refusal(invalid(item(place, 0), is, changed), ways.address), severity: "warning" });
  } else if (is.length !== was.length) {
    if (is[0] !== was[0]) refuse(0);
    if (is.length < was.length) release("clusterIP", after, scope);
  } else {
    for (const [index, ip] of is.entries()) if (ip !== was[index]) refuse(index);
  }
}

function changeFamilies(after: ServiceSpec, before: ServiceSpec, scope: Scope): void {
  const [is, was] = [after.ipFamilies ?? [], before.ipFamilies ?? []];
  const headless = [after, before].map((spec) => ipsOf(spec)[0] === "None");
  if (headless[0] || headless[1] || is.length === 0 || was.length === 0) return;
  const place = item(at(path, "ipFamilies"), 0);
  if (is[0] !== was[0] || (is.length === was.length && is[1] !== was[1])) {
    scope.report(refusal(invalid(place, is, changed), ways.address));
  }
  if (is.length < was.length) release("ipFamily", after, scope);
}

function release(what: "clusterIP" | "ipFamily", { ipFamilyPolicy }: ServiceSpec, scope: Scope): void {
  if (ipFamilyPolicy === "SingleStack") return;
  const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  const fault = invalid(at(path, "ipFamilyPolicy"), ipFamilyPolicy ?? null, detail);
  scope.report(refusal(fault, "Set ipFamilyPolicy to SingleStack."));
}
