import {
  asResource,
  BOOL,
  check,
  type Environment,
  type Program,
  parse,
  plan,
  resourceType,
  ruleEnvironment,
  STRING,
  schemaType,
} from "@slipway/cel";
import { ownProperty, type Rule, type Schema } from "./definition.ts";

/** A rule of a schema, ready to run. Without a program it is one that this package cannot run. */
export interface PlannedRule {
  readonly rule: Rule;
  readonly program: Program | undefined;
  readonly message: Program | undefined;
  /** It compares with the living object. */
  readonly usesOld: boolean;
}

/** The rules of a schema and of all below it; what has none is left out. */
export interface RulePlan {
  readonly rules: readonly PlannedRule[];
  /** The schema of the values that the rules are about. */
  readonly schema: Schema;
  readonly fields: ReadonlyMap<string, RulePlan>;
  readonly items: RulePlan | undefined;
  readonly values: RulePlan | undefined;
  readonly allOf: readonly RulePlan[];
}

const plans = new WeakMap<Schema, Map<number, { plan: RulePlan | undefined }>>();

/** The rules of a schema for a version of Kubernetes; nothing where it has none. Made once for each. */
export function rulePlanOf(schema: Schema, place: Place): RulePlan | undefined {
  const { minor } = place;
  const known = plans.get(schema) ?? new Map<number, { plan: RulePlan | undefined }>();
  plans.set(schema, known);
  const made = known.get(minor) ?? { plan: planSchema(schema, schema, place) };
  known.set(minor, made);
  return made.plan;
}

export interface Place {
  readonly minor: number;
  /** The schema is that of a whole object, which does not change from one time to the next. */
  readonly root: boolean;
}

/** Plans what `rules` says of the values that `node` describes: the same schema, but for the parts of an `allOf`. */
function planSchema(rules: Schema, node: Schema, place: Place): RulePlan | undefined {
  const { minor } = place;
  const below = (one: Schema | undefined, other: Schema | undefined) =>
    one && other && planSchema(one, other, { minor, root: other["x-kubernetes-embedded-resource"] === true });
  const fields = new Map<string, RulePlan>();
  for (const [name, property] of Object.entries(rules.properties ?? {})) {
    const inner = below(property, ownProperty(node, name));
    if (inner !== undefined) fields.set(name, inner);
  }
  const items = below(rules.items, node.items);
  const values = below(valuesOf(rules), valuesOf(node));
  const allOf = (rules.allOf ?? []).map((part) => planSchema(part, node, place)).filter((part) => part !== undefined);
  const own = planRules(rules["x-kubernetes-validations"] ?? [], node, place);
  if (own.length === 0 && fields.size === 0 && allOf.length === 0 && !items && !values) return undefined;
  return { rules: own, schema: place.root ? asWhole(node) : node, fields, items, values, allOf };
}

function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function asWhole(schema: Schema): Schema {
  return schema["x-kubernetes-int-or-string"] ? schema : (asResource(schema as never) as Schema);
}

function planRules(rules: readonly Rule[], node: Schema, { minor, root }: Place): PlannedRule[] {
  if (rules.length === 0) return [];
  const self = root ? resourceType(node as never) : schemaType(node as never);
  return rules.flatMap((rule) => {
    const { messageExpression = "", optionalOldSelf = false } = rule;
    const text = rule.rule ?? "";
    if (text.trim() === "") return [];
    const environment = self && ruleEnvironment(minor, self, optionalOldSelf === true);
    if (environment === undefined) return [{ rule, program: undefined, message: undefined, usesOld: false }];
    const { program, usesOld } = planExpression(text, environment, BOOL);
    const message =
      messageExpression === "" ? undefined : planExpression(messageExpression, environment, STRING).program;
    return [{ rule, program, message, usesOld }];
  });
}

function planExpression(text: string, environment: Environment, wanted: typeof BOOL) {
  const checked = check(parse(text, environment), environment);
  const usesOld = checked.references.some((reference) => reference?.name === "oldSelf");
  if (checked.type?.text !== wanted.text) return { program: undefined, usesOld };
  return { program: plan(checked, environment).program, usesOld };
}
