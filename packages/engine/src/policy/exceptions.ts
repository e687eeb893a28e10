import { admit, compile } from "@slipway/admission";
import { findingAt } from "../doc.ts";
import type { Files } from "../files.ts";
import type { Finding } from "../finding.ts";
import type { Exception } from "../gen/types.ts";
import { type Ground, groundOf, type Valid } from "../ground.ts";
import { objectsWith, type PolicySet, policiesOf } from "./policies.ts";
import { serviceRequests } from "./service-requests.ts";

/**
 * What there is to say about the exceptions of a tree on a day: those that have expired, and those without which the
 * policy would have nothing to say. They hold all the same until their files go.
 */
export function exceptionFindings(files: Files, today: string): Finding[] {
  const set = policiesOf(files);
  return set.exceptions.flatMap((exception) => {
    const { doc, value } = exception;
    const { policy, service, expires, owner } = value.spec;
    const found: Finding[] = [];
    if (expires < today) {
      const message = `The exception from ${policy} for ${service} was meant to hold until ${expires}.`;
      const hint = `It still holds. Delete it once ${owner} keeps to the policy, or agree on another day.`;
      found.push(
        findingAt(doc, ["spec", "expires"], { code: "EXCEPTION_EXPIRED", severity: "warning", message, hint }),
      );
    }
    if (!isNeeded(exception, set, groundOf(files))) {
      const message = `Nothing of ${service} breaks ${policy} any more in the way that is excepted.`;
      const hint = "Delete the exception; if the field has another value now, it does not hold for that.";
      found.push(findingAt(doc, ["spec"], { code: "EXCEPTION_UNUSED", severity: "warning", message, hint }, "key"));
    }
    return found;
  });
}

/** Whether a policy would have more to say about a service if the exception were not there. */
function isNeeded({ value }: Valid<Exception>, set: PolicySet, ground: Ground): boolean {
  const source = set.sources.get(value.spec.policy);
  if (source === undefined) return false;
  const alone = { ...set, sources: new Map([[source.name, source]]), exceptions: [] };
  const excepted = { ...alone, exceptions: set.exceptions.filter((other) => other.value === value) };
  const [plain, eased] = [alone, excepted].map((one) => compile(objectsWith(one), { paramsComplete: true }));
  if (plain === undefined || eased === undefined) return false;
  const { service, environments } = value.spec;
  const places = environments.flatMap((environment) =>
    (["here", "apps"] as const).map((stage) => ({ environment, stage })),
  );
  return places.some((place) => {
    const requests = serviceRequests(ground, { ...place, service }, plain);
    // Of what cannot be built it is not known.
    if (requests === undefined) return true;
    return requests.some(
      ({ request }) => admit(request, plain).decisions.length > admit(request, eased).decisions.length,
    );
  });
}
