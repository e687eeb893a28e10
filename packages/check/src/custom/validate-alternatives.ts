import type { Fault } from "../finding.ts";
import { quote } from "../go-text.ts";
import { type Path, wordsOf } from "../path.ts";
import { fieldlessFault } from "./body-fault.ts";
import type { Schema } from "./definition.ts";

/** What a value is tried against: gives what is wrong with it by a part of the schema. */
export interface Trial {
  readonly path: Path | undefined;
  readonly faultsOf: (part: Schema) => readonly Fault[];
}

/** What is wrong with a value by the `allOf`, `anyOf`, `oneOf` and `not` of a schema. */
export function validateAlternatives(schema: Schema, { path, faultsOf }: Trial, report: (fault: Fault) => void): void {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const words = quote(wordsOf(path));
  const tell = (message: string, faults: readonly Fault[]) => {
    report(fieldlessFault(path, message));
    for (const fault of faults) report(fault);
  };
  if (anyOf.length > 0) {
    const tried = firstGood(anyOf, faultsOf);
    if (tried !== undefined) tell(`${words} must validate at least one schema (anyOf)`, tried);
  }
  if (oneOf.length > 0) {
    const all = oneOf.map(faultsOf);
    const good = all.filter((faults) => faults.length === 0).length;
    const none = `${words} must validate one and only one schema (oneOf).`;
    if (good === 0) tell(`${none} Found none valid`, fewest(all));
    else if (good > 1) tell(`${none} Found ${good} valid alternatives`, []);
  }
  if (allOf.length > 0) {
    const all = allOf.map(faultsOf);
    const bad = all.filter((faults) => faults.length > 0);
    const none = bad.length === all.length ? ". None validated" : "";
    if (bad.length > 0) tell(`${words} must validate all the schemas (allOf)${none}`, bad.flat());
  }
  if (not !== undefined && faultsOf(not).length === 0) tell(`${words} must not validate the schema (not)`, []);
}

/** Nothing when one of the schemas fits, else what is wrong with the nearest. */
function firstGood(schemas: readonly Schema[], faultsOf: Trial["faultsOf"]): readonly Fault[] | undefined {
  const all: (readonly Fault[])[] = [];
  for (const schema of schemas) {
    const faults = faultsOf(schema);
    if (faults.length === 0) return undefined;
    all.push(faults);
  }
  return fewest(all);
}

function fewest(all: readonly (readonly Fault[])[]): readonly Fault[] {
  return all.reduce((best, faults) => (faults.length < best.length ? faults : best));
}
