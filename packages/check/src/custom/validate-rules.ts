import { type Bindings, evaluate, NONE, Optional, schemaValue } from "@slipway/cel";
import { refusal, ways } from "../change/refusal.ts";
import { duplicate, duplicateUnshown, forbidden, invalid, invalidUnshown, required } from "../fault.ts";
import type { Fault } from "../finding.ts";
import { fieldOf, isList, isObject, type Value } from "../manifest.ts";
import { at, entry, item, type Path } from "../path.ts";
import type { Scope } from "../validate/scope.ts";
import type { Rule, Schema } from "./definition.ts";
import { fieldPathOf } from "./field-path.ts";
import { type PlannedRule, type RulePlan, rulePlanOf } from "./rule-plan.ts";

/** What all rules of one object may cost together, and how long a message of theirs may be. */
const budget = 10_000_000;
const longestMessage = 5 * 1024;

interface Run {
  readonly scope: Scope;
  left: number;
}

/** A value, the living one in its place, and the way to it. */
interface Spot {
  readonly value: Value;
  readonly old: Value | undefined;
  readonly path: Path | undefined;
}

/**
 * Evaluates the CEL rules of a schema on a value (KEP-2876; apiextensions-apiserver, `schema/cel`). Rules that compare
 * with the living value are left out where there is none. `root`: the value is a whole object.
 */
export function validateRules(
  value: Value,
  schema: Schema,
  context: { living: Value | undefined; root: boolean; scope: Scope },
) {
  const plan = rulePlanOf(schema, { minor: context.scope.minor, root: context.root });
  if (plan === undefined) return;
  follow(plan, { value, old: context.living, path: undefined }, { scope: context.scope, left: budget });
}

function follow(plan: RulePlan, spot: Spot, run: Run): void {
  const { value, old, path } = spot;
  if (value === null || run.left < 0) return;
  runRules(plan, spot, run);
  for (const part of plan.allOf) follow(part, spot, run);
  if (isList(value) && plan.items !== undefined) {
    const oldItem = correlated(isList(old) ? old : [], plan.schema);
    for (const [index, inner] of value.entries()) {
      follow(plan.items, { value: inner, old: oldItem(inner), path: item(path!, index) }, run);
    }
  }
  if (!isObject(value)) return;
  const before = isObject(old) && plan.schema["x-kubernetes-map-type"] !== "atomic" ? old : {};
  for (const [name, inner] of Object.entries(value)) {
    const field = plan.fields.get(name);
    if (field) follow(field, { value: inner, old: fieldOf(before, name), path: at(path, name) }, run);
    else if (plan.values)
      follow(plan.values, { value: inner, old: fieldOf(before, name), path: entry(path!, name) }, run);
  }
}

/** The living item in place of another: only lists that are maps tell. */
function correlated(living: readonly Value[], schema: Schema): (item: Value) => Value | undefined {
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  if (schema["x-kubernetes-list-type"] !== "map" || living.length === 0) return () => undefined;
  const keyOf = (value: Value) =>
    JSON.stringify(keys.map((key) => (isObject(value) ? String(fieldOf(value, key)) : "")));
  const known = new Map(living.map((value) => [keyOf(value), value]));
  return (value) => known.get(keyOf(value));
}

function runRules({ rules, schema }: RulePlan, spot: Spot, run: Run): void {
  const old = spot.old ?? undefined;
  const due = rules.filter(({ usesOld, rule }) => !usesOld || old !== undefined || rule.optionalOldSelf);
  if (due.length === 0) return;
  const self = schemaValue(spot.value, schema as never);
  const oldSelf = old === undefined ? undefined : schemaValue(old, schema as never);
  for (const planned of due) {
    const optional = oldSelf === undefined ? NONE : new Optional(oldSelf);
    const bindings: Bindings = planned.rule.optionalOldSelf ? { self, oldSelf: optional } : { self, oldSelf };
    for (const fault of runRule(planned, { bindings, schema, spot, run })) run.scope.report(fault);
    if (run.left < 0) return;
  }
}

const tooExpensive = "validation failed due to running out of cost budget, no further validation rules will be run";

function runRule(
  planned: PlannedRule,
  { bindings, schema, spot, run }: { bindings: Bindings; schema: Schema; spot: Spot; run: Run },
): Fault[] {
  const { rule, program } = planned;
  if (program === undefined) return [notEvaluated(rule, spot.path)];
  const { value, error, cost } = evaluate(program, bindings);
  run.left -= cost;
  if (run.left < 0) return [invalid(spot.path, schema.type ?? "", tooExpensive)];
  if (error !== undefined) return [invalid(spot.path, schema.type ?? "", errorWords(error.message, rule, run))];
  if (value === true) return [];
  const fault = failed(planned, { schema, spot, detail: messageOf(planned, bindings, run) });
  return [planned.usesOld && bindings["oldSelf"] !== NONE ? refusal(fault, ways.anew) : fault];
}

function errorWords(message: string, rule: Rule, run: Run): string {
  if (message.startsWith("no such overload")) {
    return `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${wordsOf(rule)}`;
  }
  if (message.startsWith("operation cancelled: actual cost limit exceeded")) {
    run.left = -1;
    return `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${wordsOf(rule)}`;
  }
  return `${message} evaluating rule: ${wordsOf(rule)}`;
}

function wordsOf({ message = "", rule = "" }: Rule): string {
  return message === "" ? rule.trim() : message.trim();
}

/** What a rule says when it does not hold. A message that cannot be made, or not shown, gives way to a fixed one. */
function messageOf({ rule, message }: PlannedRule, bindings: Bindings, run: Run): string {
  const otherwise = rule.message ? wordsOf(rule) : `failed rule: ${wordsOf(rule)}`;
  if (message === undefined) return otherwise;
  const { value, cost } = evaluate(message, bindings);
  run.left -= cost;
  const text = typeof value === "string" ? value.trim() : "";
  const good = text !== "" && !text.includes("\n") && new TextEncoder().encode(text).length <= longestMessage;
  return good ? text : otherwise;
}

function failed(
  { rule }: PlannedRule,
  { schema, spot, detail }: { schema: Schema; spot: Spot; detail: string },
): Fault {
  const isShown = !isList(spot.value) && !isObject(spot.value);
  const place = rule.fieldPath === undefined ? spot.path : fieldPathOf(rule.fieldPath, spot.path, schema);
  switch (rule.reason) {
    case "FieldValueForbidden":
      return forbidden(place, detail);
    case "FieldValueRequired":
      return required(place, detail);
    case "FieldValueDuplicate":
      return isShown ? duplicate(place, spot.value) : duplicateUnshown(place);
    default:
      return isShown ? invalid(place, spot.value, detail) : invalidUnshown(place, detail);
  }
}

function notEvaluated(rule: Rule, at: Path | undefined): Fault {
  const message = `a rule of the definition could not be evaluated here: ${wordsOf(rule)}`;
  return { severity: "warning", stage: "validate", code: "NOT_EVALUATED", at, message };
}
