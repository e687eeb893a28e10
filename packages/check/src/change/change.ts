import type { Fault } from "../finding.ts";
import type { Judge } from "../judge.ts";
import type { Manifest } from "../manifest.ts";
import { pointerOf } from "../path.ts";
import { faultsOf, type Scope } from "../validate/scope.ts";
import { applied } from "./apply.ts";

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
  const quiet: Scope = { ...scope, report: () => undefined };
  const living = judge.decode(previous, quiet);
  const merged = applied(living, { before: previous, after: written }, judge.typing) as Manifest;
  const alone = faultsOf(scope, (inner) => judge.validate(decoded, inner));
  const known = new Set(alone.map(keyOf));
  const lived = new Set(faultsOf(scope, (inner) => judge.validate(living, inner)).map(keyOf));
  const found = faultsOf(scope, (inner) => judge.validate(judge.decode(merged, quiet, true), inner, living));
  // What is wrong with the living object already does not keep it from changing elsewhere.
  const refused = found.filter((fault) => fault.stage === "change" || !lived.has(keyOf(fault)));
  for (const fault of refused) scope.report(known.has(keyOf(fault)) ? fault : ofChange(fault));
  const told = new Set(refused.map(keyOf));
  for (const fault of alone.filter((other) => !told.has(keyOf(other)))) scope.report(taken(fault));
}

function keyOf(fault: Fault): string {
  return `${pointerOf(fault.at)} ${fault.message}`;
}

function ofChange(fault: Fault): Fault {
  if (fault.stage === "change") return fault;
  const hint = "This shows only on the living object, which keeps what the server or others have set in it.";
  return { hint, ...fault, stage: "change" };
}

function taken(fault: Fault): Fault {
  if (fault.severity !== "error") return fault;
  const hint = "The living object has this already and the server leaves it so. It would refuse a new object with it.";
  return { ...fault, severity: "warning", hint };
}
