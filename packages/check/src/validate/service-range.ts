import { invalid, required, verbatim } from "../fault.ts";
import type { ServiceCIDR } from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import { at, item } from "../path.ts";
import { cidrFaults, parseCidr } from "./ip.ts";
import type { Scope } from "./scope.ts";

const path = at(undefined, "spec", "cidrs");

/** The ranges that Services get their addresses from: one, or one of each family (KEP-1880). */
export function validateServiceRange(range: ServiceCIDR, scope: Scope): void {
  const { cidrs = [] } = range.spec ?? {};
  if (cidrs.length === 0) scope.report(required(path, "at least one CIDR required"));
  else if (cidrs.length > 2) {
    scope.report(invalid(path, verbatim(goJson({ CIDRs: cidrs })), "may only hold up to 2 values"));
  } else {
    for (const [index, cidr] of cidrs.entries()) {
      for (const fault of cidrFaults(cidr, item(path, index), scope)) scope.report(fault);
    }
    const [one, other] = cidrs.map((cidr) => parseCidr(cidr)?.ip.family);
    if (one === undefined || one !== other) return;
    const detail = "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64";
    scope.report(invalid(path, cidrs, detail));
  }
}
