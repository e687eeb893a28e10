import { forbidden, invalid, required } from "../fault.ts";
import type {
  LimitedPriorityLevelConfiguration,
  LimitResponse,
  PriorityLevelConfiguration,
  QueuingConfiguration,
} from "../gen/types.ts";
import { at, type Path } from "../path.ts";
import { oneOf, type Scope } from "./scope.ts";

/** How many requests are served at once and how the rest waits (pkg/apis/flowcontrol/validation). */

const path = at(undefined, "spec");
const mostQueues = 10_000_000;
/** What a request's flow is hashed into; the queues that it may wait in are dealt from that (shuffle sharding). */
const hashBits = 60;

export function validatePriorityLevel(level: PriorityLevelConfiguration, scope: Scope): void {
  const { type = "", limited, exempt } = level.spec ?? {};
  if ((level.metadata?.name === "exempt") !== (type === "Exempt")) {
    scope.report(invalid(at(path, "type"), type, "must be 'Exempt' if and only if `name` is 'exempt'"));
  }
  if (type === "Exempt") {
    if (limited !== undefined) {
      scope.report(forbidden(at(path, "limited"), "must be nil if the type is not Limited"));
    }
    validateShares(exempt ?? {}, at(path, "exempt"), scope);
  } else if (oneOf(scope, at(path, "type"), type, ["Exempt", "Limited"])) {
    if (exempt !== undefined) scope.report(forbidden(at(path, "exempt"), "must be nil if the type is Limited"));
    if (limited === undefined) {
      scope.report(required(at(path, "limited"), "must not be empty when type is Limited"));
    } else validateLimited(limited, at(path, "limited"), scope);
  }
}

function validateLimited(limited: LimitedPriorityLevelConfiguration, path: Path, scope: Scope): void {
  validateShares(limited, path, scope);
  validateResponse(limited.limitResponse ?? {}, at(path, "limitResponse"), scope);
  const { borrowingLimitPercent: percent = 0 } = limited;
  if (percent < 0) {
    const detail = "if specified, must be a non-negative integer";
    scope.report(invalid(at(path, "borrowingLimitPercent"), percent, detail));
  }
}

function validateShares(
  { nominalConcurrencyShares: shares = 0, lendablePercent: percent = 0 }: LimitedPriorityLevelConfiguration,
  path: Path,
  scope: Scope,
): void {
  if (shares < 0) {
    scope.report(invalid(at(path, "nominalConcurrencyShares"), shares, "must be a non-negative integer"));
  }
  if (percent < 0 || percent > 100) {
    scope.report(invalid(at(path, "lendablePercent"), percent, "must be between 0 and 100, inclusive"));
  }
}

/** The server's words name the type above by mistake; they are its words. */
function validateResponse({ type = "", queuing }: LimitResponse, path: Path, scope: Scope): void {
  if (!oneOf(scope, at(path, "type"), type, ["Queue", "Reject"])) return;
  const place = at(path, "queuing");
  if (type === "Reject") {
    if (queuing === undefined) return;
    scope.report(forbidden(place, "must be nil if limited.limitResponse.type is not Limited"));
  } else if (queuing === undefined) {
    scope.report(required(place, "must not be empty if limited.limitResponse.type is Limited"));
  } else validateQueuing(queuing, place, scope);
}

function validateQueuing(queuing: QueuingConfiguration, path: Path, scope: Scope): void {
  const { queues = 0, handSize = 0, queueLengthLimit = 0 } = queuing;
  const positive = "must be positive";
  if (queueLengthLimit <= 0) scope.report(invalid(at(path, "queueLengthLimit"), queueLengthLimit, positive));
  const queuesPath = at(path, "queues");
  if (queues <= 0) scope.report(invalid(queuesPath, queues, positive));
  else if (queues > mostQueues) scope.report(invalid(queuesPath, queues, `must not be greater than ${mostQueues}`));
  const hand = (detail: string) => scope.report(invalid(at(path, "handSize"), handSize, detail));
  if (handSize <= 0) hand(positive);
  else if (handSize > queues) hand(`should not be greater than queues (${queues})`);
  else if (neededBits(queues, handSize) > hashBits) {
    hand(`required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than ${hashBits}`);
  }
}

/** How many bits of a hash it takes to deal a hand, as the server estimates it. */
function neededBits(queues: number, handSize: number): number {
  return Math.ceil(Math.log2(queues) * handSize);
}
