import type { Fault } from "../finding.ts";
import type { ObjectMeta } from "../gen/types.ts";
import type { Judge } from "../judge.ts";
import type { Manifest } from "../manifest.ts";
import { pointerOf } from "../path.ts";
import { sameValue } from "../same-value.ts";
import { faultsOf, type Scope } from "../validate/scope.ts";
import { applied } from "./apply.ts";
import { changeMetadata } from "./metadata.ts";

/** An object as it is to be, once as it was written and once decoded, and what was applied in its place before. */
export interface Change {
  readonly written: Manifest;
  readonly decoded: Manifest;
  readonly previous: Manifest;
}

/**
 * Validates what becomes of the living object when a new one is applied over it. What the server would say of the new
 * one alone keeps its stage; what shows only on the living one is of the stage `change`; what the server would refuse
 * of a new object and takes of the living one is a warning.
 */
export function validateChange({ written, decoded, previous }: Change, judge: Judge, scope: Scope): void {
  if (!judge.ratchets && sameValue(written, previous)) {
    judge.validate(decoded, scope);
    return;
  }
  const quiet: Scope = { ...scope, report: () => undefined };
  const living = judge.decode(previous, quiet);
  const merged = judge.decode(
    applied(living, { before: previous, after: written }, judge.typing) as Manifest,
    quiet,
    true,
  );
  const alone = faultsOf(scope, (inner) => judge.validate(decoded, inner));
  const found = faultsOf(scope, (inner) => {
    judge.validate(merged, inner, living);
    changeMetadata((merged["metadata"] ?? {}) as ObjectMeta, (living["metadata"] ?? {}) as ObjectMeta, inner);
  });
  if (alone.length === 0 && found.length === 0) return;
  const [known, lived] = [new Set(alone.map(keyOf)), new Set<string>()];
  if (judge.ratchets) {
    for (const fault of faultsOf(scope, (inner) => judge.validate(living, inner))) lived.add(keyOf(fault));
  }
  const refused = found.filter((fault) => !lived.has(keyOf(fault)));
  for (const fault of refused) scope.report(known.has(keyOf(fault)) ? fault : ofChange(fault));
  const told = new Set(refused.map(keyOf));
  for (const fault of alone.filter((other) => !told.has(keyOf(other)))) scope.report(taken(fault));
}

function keyOf(fault: Fault): string {
  return `${pointerOf(fault.at)} ${fault.message}`;
}

function ofChange(fault: Fault): Fault {
  if (fault.stage === "change") return fault;
  const hint =
    "The living object keeps what the server or others have set in it, and with that it is refused. Replacing it once leaves that out (annotation argocd.argoproj.io/sync-options: Replace=true).";
  return { hint, ...fault, stage: "change" };
}

function taken(fault: Fault): Fault {
  if (fault.severity !== "error") return fault;
  const hint = "The living object has this already and the server leaves it so. It would refuse a new object with it.";
  return { ...fault, severity: "warning", hint };
}
