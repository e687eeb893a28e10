import type { Fault } from "../finding.ts";
import { quote } from "../go-text.ts";
import type { Value } from "../manifest.ts";
import { type Path, wordsOf } from "../path.ts";
import type { Schema } from "./definition.ts";
import { fieldlessFault, type SchemaScope, validateValue } from "./validate-schema.ts";

/** Validates a value against the `allOf`, `anyOf`, `oneOf` and `not` of a schema. */
export function validateAlternatives(value: Value, schema: Schema, path: Path | undefined, scope: SchemaScope): void {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const faultsOf = (part: Schema) => {
    const faults: Fault[] = [];
    validateValue(value, part, path, { ...scope, report: (fault) => faults.push(fault) });
    return faults;
  };
  const words = quote(wordsOf(path));
  const tell = (message: string, faults: readonly Fault[]) => {
    scope.report(fieldlessFault(path, message));
    for (const fault of faults) scope.report(fault);
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
function firstGood(schemas: readonly Schema[], faultsOf: (schema: Schema) => Fault[]): Fault[] | undefined {
  const all: Fault[][] = [];
  for (const schema of schemas) {
    const faults = faultsOf(schema);
    if (faults.length === 0) return undefined;
    all.push(faults);
  }
  return fewest(all);
}

function fewest(all: readonly Fault[][]): Fault[] {
  return all.reduce((best, faults) => (faults.length < best.length ? faults : best));
}
