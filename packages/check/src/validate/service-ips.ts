import { duplicate, invalid, required } from "../fault.ts";
import type { ServiceSpec } from "../gen/types.ts";
import { at, item } from "../path.ts";
import { ipFaults, parseIp } from "./ip.ts";
import { repeated } from "./repeated.ts";
import { oneOf, type Scope } from "./scope.ts";

const path = at(undefined, "spec");
const ipsPath = at(path, "clusterIPs");

/** The addresses of a Service inside the cluster: its one address is also the first of the list. */
export function validateClusterIps(spec: ServiceSpec, scope: Scope): void {
  const { clusterIP = "", ipFamilies = [], ipFamilyPolicy } = spec;
  // A single address is carried over into the list, and nowhere else.
  const ips = spec.clusterIPs ?? (clusterIP === "" ? [] : [clusterIP]);
  if (clusterIP === "" && ips.length > 0) {
    scope.report(invalid(ipsPath, ips, "must be empty when `clusterIP` is not specified"));
  } else if (clusterIP !== "" && ips.length === 0) scope.report(required(ipsPath));
  else if (clusterIP !== "" && ips[0] !== clusterIP) {
    scope.report(invalid(ipsPath, ips, "first value must match `clusterIP`"));
  }
  const again = repeated(ipFamilies);
  for (const [index, family] of ipFamilies.entries()) {
    const place = item(at(path, "ipFamilies"), index);
    oneOf(scope, place, family, ["IPv4", "IPv6"]);
    if (again.has(index)) scope.report(duplicate(place, family));
  }
  if (ipFamilyPolicy !== undefined) {
    const policies = ["PreferDualStack", "RequireDualStack", "SingleStack"];
    oneOf(scope, at(path, "ipFamilyPolicy"), ipFamilyPolicy, policies);
  }
  validateFamilyCounts(spec, ips, scope);
  validateIps(ips, ipFamilies, scope);
}

function validateIps(ips: readonly string[], families: readonly string[], scope: Scope): void {
  if (ips[0] === "None") {
    if (ips.length > 1) scope.report(invalid(ipsPath, ips, "'None' must be the first and only value"));
    return;
  }
  const faults = ips.flatMap((ip, index) => ipFaults(ip, item(ipsPath, index), scope));
  for (const fault of faults) scope.report(fault);
  if (ips.length > 2) scope.report(invalid(ipsPath, ips, "may only hold up to 2 values"));
  if (faults.length > 0) return;
  const found = ips.map((ip) => parseIp(ip)!.family);
  if (found.length > 1 && (found.length > 2 || found[0] === found[1])) {
    scope.report(invalid(ipsPath, ips, "may specify no more than one IP for each IP family"));
  }
  for (const [index, ip] of ips.entries()) {
    const family = families[index];
    if (family !== "IPv4" && family !== "IPv6") continue;
    if (family === `IPv${found[index]}`) continue;
    const detail = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
    scope.report(invalid(item(ipsPath, index), ip, detail));
  }
}

/** One family has one address. */
function validateFamilyCounts(spec: ServiceSpec, ips: readonly string[], scope: Scope): void {
  const { ipFamilies = [], selector = {}, clusterIP } = spec;
  const none = clusterIP === "None" && Object.keys(selector).length === 0;
  const policy = spec.ipFamilyPolicy ?? (none ? "RequireDualStack" : "SingleStack");
  if (policy !== "SingleStack") return;
  const must = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  const place = at(path, "ipFamilyPolicy");
  if (ips.length === 2) scope.report(invalid(place, policy, `${must} cluster IPs are specified`));
  if (ipFamilies.length === 2) scope.report(invalid(place, policy, `${must} IP families are specified`));
}
