import type { Fault } from "../finding.ts";
import { quote } from "../go-text.ts";
import { type Path, wordsOf } from "../path.ts";
import { fieldlessFault } from "./body-fault.ts";
import type { Schema } from "./definition.ts";

/** What a value is tried against. */
export interface Trial {
  readonly path: Path | undefined;
  readonly tried: (part: Schema) => Tried;
}

/** What is wrong with a value by a part of the schema, and in how much it fits. */
export interface Tried {
  readonly faults: readonly Fault[];
  readonly fitting: number;
}

/** Reports what is wrong by the `allOf`, `anyOf`, `oneOf` and `not` of a schema. Gives in how much the value fits them. */
export function validateAlternatives(schema: Schema, trial: Trial, report: (fault: Fault) => void): number {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const words = quote(wordsOf(trial.path));
  const tell = (message: string, { faults, fitting }: Tried = nothing): number => {
    report(fieldlessFault(trial.path, message));
    for (const fault of faults) report(fault);
    return fitting;
  };
  let fitting = 0;
  if (anyOf.length > 0) {
    const { good, nearest } = tryAll(anyOf, trial);
    fitting += good[0]?.fitting ?? tell(`${words} must validate at least one schema (anyOf)`, nearest);
  }
  if (oneOf.length > 0) {
    const { good, nearest } = tryAll(oneOf, trial);
    const none = `${words} must validate one and only one schema (oneOf).`;
    if (good.length === 0) fitting += tell(`${none} Found none valid`, nearest);
    else if (good.length > 1) tell(`${none} Found ${good.length} valid alternatives`);
    else fitting += good[0]!.fitting;
  }
  if (allOf.length > 0) {
    const { all, good } = tryAll(allOf, trial);
    const none = good.length === 0 ? ". None validated" : "";
    const together = { faults: all.flatMap(({ faults }) => faults), fitting: 0 };
    if (good.length < all.length) tell(`${words} must validate all the schemas (allOf)${none}`, together);
    fitting += all.reduce((sum, one) => sum + one.fitting, 0);
  }
  if (not !== undefined && trial.tried(not).faults.length === 0) tell(`${words} must not validate the schema (not)`);
  return fitting;
}

const nothing: Tried = { faults: [], fitting: 0 };

function tryAll(schemas: readonly Schema[], { tried }: Trial) {
  const all = schemas.map(tried);
  const good = all.filter(({ faults }) => faults.length === 0);
  return { all, good, nearest: all.reduce((best, one) => (one.fitting > best.fitting ? one : best)) };
}
