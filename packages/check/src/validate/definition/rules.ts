import {
  BOOL,
  type Checked,
  check,
  describeIssues,
  type Environment,
  estimateCost,
  maxCardinality,
  parse,
  plan,
  resourceType,
  ruleEnvironment,
  type Schema,
  STRING,
  schemaType,
  type Type,
} from "@slipway/cel";
import { invalid, invalidUnshown, verbatim } from "../../fault.ts";
import type { JSONSchemaProps, ValidationRule } from "../../gen/types.ts";
import { goJson } from "../../go-text.ts";
import { at, item, type Path, wordsOf } from "../../path.ts";
import type { Scope } from "../scope.ts";
import { itemsOf, valuesOf } from "./inner-schemas.ts";
import { multiplied, type RuleCosts, validateCost } from "./rule-cost.ts";

/** What lies around the rules of a schema and matters to them. */
export interface RuleContext {
  readonly root: boolean;
  readonly typed: boolean;
  readonly cardinality: bigint | undefined;
  readonly uncorrelated: Path | undefined;
  readonly costs: RuleCosts;
}

/** Whether rules can see values of a schema: they have types, and so have all items and values of maps. */
export function isTyped(schema: JSONSchemaProps): boolean {
  if (schema["x-kubernetes-int-or-string"]) return true;
  const inner = schema.type === "array" ? itemsOf(schema) : valuesOf(schema);
  if (schema.type === "array") return inner !== undefined && isTyped(inner);
  return (schema.type ?? "") !== "" && (schema.type !== "object" || inner === undefined || isTyped(inner));
}

/** Compiles the rules of one schema as a server does when it takes a definition: with what the version before knew. */
export function compileRules(schema: JSONSchemaProps, context: RuleContext, place: Path, scope: Scope): void {
  const rulesPath = at(place, "x-kubernetes-validations");
  const isWhole = context.root || schema["x-kubernetes-embedded-resource"] === true;
  const self = (isWhole ? resourceType : schemaType)(schema as Schema);
  if (self === undefined || !context.typed) {
    const detail =
      "failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations";
    scope.report({ ...invalidUnshown(rulesPath, ""), message: `Internal error: internal error: ${detail}` });
    return;
  }
  const environments = [false, true].map((optional) => ruleEnvironment(scope.minor - 1, self, optional));
  for (const [index, rule] of (schema["x-kubernetes-validations"] ?? []).entries()) {
    const environment = environments[rule.optionalOldSelf ? 1 : 0]!;
    compileRule(rule, { ...context, self, environment }, item(rulesPath, index), scope);
  }
}

interface Compiling extends RuleContext {
  readonly self: Type;
  readonly environment: Environment;
}

function compileRule(rule: ValidationRule, compiling: Compiling, place: Path, scope: Scope): void {
  const { self, environment, cardinality, costs, uncorrelated } = compiling;
  const { messageExpression = "", optionalOldSelf } = rule;
  const rulePath = at(place, "rule");
  const compiled = compileExpression(rule.rule ?? "", BOOL, compiling);
  const times = cardinality ?? BigInt(maxCardinality(self));
  const cost =
    compiled.problem === undefined ? multiplied(estimateCost(compiled.checked, environment, self).max, times) : 0n;
  validateCost("estimated rule cost", cost, rulePath, scope);
  costs.observe(rulePath, cost);
  if (compiled.problem !== undefined) {
    const words = compiled.problem === "type" ? "cel expression must evaluate to a bool" : compiled.problem;
    scope.report(invalid(rulePath, shown(rule), words));
  } else if (messageExpression !== "") compileMessage(rule, compiling, at(place, "messageExpression"), scope);
  const usesOld = compiled.readable && compiled.checked.references.some((one) => one?.name === "oldSelf");
  if (usesOld && uncorrelated !== undefined) {
    const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${wordsOf(uncorrelated)}`;
    scope.report(invalid(rulePath, rule.rule ?? "", detail));
  } else if (!usesOld && optionalOldSelf !== undefined) {
    const detail = "may not be set if oldSelf is not used in rule";
    scope.report(invalid(at(place, "optionalOldSelf"), optionalOldSelf, detail));
  }
}

function compileMessage(rule: ValidationRule, compiling: Compiling, place: Path, scope: Scope): void {
  const { checked, problem } = compileExpression(rule.messageExpression ?? "", STRING, compiling);
  if (problem !== undefined) {
    const words = problem === "type" ? "must evaluate to a string" : problem.replace(/^program /, "");
    scope.report(invalid(place, shown(rule), `messageExpression ${words}`));
    return;
  }
  const cost = estimateCost(checked, compiling.environment, compiling.self).max;
  validateCost("estimated messageExpression cost", cost, place, scope);
  compiling.costs.observe(place, cost);
}

interface Compiled {
  readonly checked: Checked;
  /** It has a type, the wanted one. */
  readonly readable: boolean;
  readonly problem: string | undefined;
}

function compileExpression(text: string, wanted: Type, { environment }: Compiling): Compiled {
  const checked = check(parse(text, environment), environment);
  if (checked.type === undefined) {
    const problem = `compilation failed: ${describeIssues(checked.issues, text)}`;
    return { checked, readable: false, problem };
  }
  if (checked.type.text !== wanted.text) return { checked, readable: false, problem: "type" };
  const { failure } = plan(checked, environment);
  const problem = failure === undefined ? undefined : `program instantiation failed: ${failure}`;
  return { checked, readable: true, problem };
}

/** A rule as the server shows it: in its own names. */
function shown({ rule, message, messageExpression, reason, fieldPath, optionalOldSelf }: ValidationRule) {
  const text = goJson({
    Rule: rule ?? "",
    Message: message ?? "",
    MessageExpression: messageExpression ?? "",
    Reason: reason ?? null,
    FieldPath: fieldPath ?? "",
    OptionalOldSelf: optionalOldSelf ?? null,
  });
  return verbatim(text);
}
