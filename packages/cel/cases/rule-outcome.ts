import * as cel from "../src/index.ts";

/** A file of `rules`: a schema, data for `self` and perhaps `oldSelf`, and each rule with what comes of it. */
export interface RuleFile {
  readonly minor: number;
  readonly schema: cel.Schema;
  readonly resource?: boolean;
  readonly self: unknown;
  readonly oldSelf?: unknown;
  readonly rules: Readonly<Record<string, object>>;
}

/** What comes of a rule: its issues; or the most that it may cost, how often its schema may occur, and its value. */
export function ruleOutcome(file: RuleFile, rule: string): object {
  const schema = file.resource === true ? cel.asResource(file.schema) : file.schema;
  const self = file.resource === true ? cel.resourceType(schema) : cel.schemaType(schema);
  if (self === undefined) return { issues: ["The schema has no type."] };
  const environment = cel.ruleEnvironment(file.minor, self);
  const checked = cel.check(cel.parse(rule, environment), environment);
  if (checked.type === undefined) {
    return { issues: checked.issues.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`) };
  }
  const most = `${cel.estimateCost(checked, environment, self).max}`;
  const cardinality = cel.maxCardinality(self);
  const { program, failure } = cel.plan(checked, environment);
  if (program === undefined) return { most, cardinality, failure };
  const bindings = { self: cel.schemaValue(file.self, schema), oldSelf: cel.schemaValue(file.oldSelf, schema) };
  const { value, error, cost } = cel.evaluate(program, bindings);
  return { most, cardinality, cost, ...(error === undefined ? { value } : { error: error.message }) };
}
