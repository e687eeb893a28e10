import type { Checked, Reference } from "./checked.ts";
import { candidateNames, declaredType, resolveFunction, resolveName } from "./environment.ts";
import { isKeyword } from "./escape.ts";
import type { FunctionDeclaration, Overload } from "./function.ts";
import { type Issue, type IssueCode, report } from "./issue.ts";
import type { Environment } from "./library.ts";
import {
  type Call,
  type Comprehension,
  type Expression,
  type ListLiteral,
  type MapLiteral,
  type Parsed,
  qualifiedName,
  type Select,
  type StructField,
  type StructLiteral,
} from "./syntax.ts";
import type { Type } from "./type.ts";
import * as types from "./type.ts";
import { assignable, isDynOrError, mostGeneral, type Substitutions, substitute, unwrapOptional } from "./unify.ts";
import { Double, Uint, type Value } from "./value.ts";

interface Checker {
  readonly environment: Environment;
  readonly text: string;
  readonly issues: Issue[];
  readonly types: (Type | undefined)[];
  readonly references: (Reference | undefined)[];
  known: Substitutions;
  freeCount: number;
  crossTypeNumericComparisons: boolean;
  /** Local variables, the innermost last. */
  scope: readonly (readonly [name: string, type: Type])[];
}

/**
 * Deduces types: the second stage. Undeclared names, functions that do not take these types and mixed literals are
 * issues, worded and placed as the API server's; the environment's validators run if there are none. Never throws.
 * What could not be parsed is passed on with its issues.
 */
export function check(parsed: Parsed, environment: Environment): Checked {
  const { expression } = parsed;
  const failed = { parsed, expression: undefined, type: undefined, types: [], references: [] };
  if (expression === undefined) return { ...failed, issues: parsed.issues };
  const checker: Checker = {
    environment,
    text: parsed.text,
    issues: [],
    types: [],
    references: [],
    known: new Map(),
    freeCount: 0,
    crossTypeNumericComparisons: environment.options.crossTypeNumericComparisons,
    scope: [],
  };
  checkNode(checker, expression);
  if (checker.issues.length > 0) return { ...failed, issues: checker.issues };
  const { references, issues } = checker;
  const resolved = checker.types.map((type) => type && substitute(checker.known, type, true));
  const checked: Checked = { parsed, expression, type: resolved[expression.id], issues, types: resolved, references };
  for (const validate of environment.validators) validate(checked, environment, checker);
  return issues.length === 0 ? checked : { ...failed, issues };
}

/** Deduces the type of a node and of all below it. */
function checkNode(checker: Checker, node: Expression): Type {
  const type = deduce(checker, node);
  checker.types[node.id] = type;
  return type;
}

function deduce(checker: Checker, node: Expression): Type {
  switch (node.kind) {
    case "literal":
      return literalType(node.value);
    case "identifier":
      return checkName(checker, node, node.name) ?? undeclared(checker, node, node.name);
    case "select":
      return checkSelect(checker, node);
    case "call":
      return node.name === "_?._" ? checkOptionalSelect(checker, node) : checkCall(checker, node);
    case "list":
      return checkList(checker, node);
    case "map":
      return checkMap(checker, node);
    case "struct":
      return checkStruct(checker, node);
    case "comprehension":
      return checkComprehension(checker, node);
  }
}

function literalType(value: Value): Type {
  if (value === null) return types.NULL;
  switch (typeof value) {
    case "boolean":
      return types.BOOL;
    case "string":
      return types.STRING;
    case "object":
      return value instanceof Double ? types.DOUBLE : value instanceof Uint ? types.UINT : types.BYTES;
    default:
      return types.INT;
  }
}

/** What a name means: a local variable, unless it has a leading dot, then a variable or type of the environment. */
function checkName(checker: Checker, node: Expression, name: string): Type | undefined {
  const local = checker.scope.findLast(([known]) => known === name);
  if (local !== undefined) {
    refer(checker, node, "variable", name);
    return local[1];
  }
  const found = resolveName(checker.environment, name);
  if (found === undefined) return undefined;
  refer(checker, node, found.isType ? "type" : "variable", found.name);
  return found.type;
}

function refer(checker: Checker, node: Expression, kind: Reference["kind"], name: string): void {
  checker.references[node.id] = { name, kind, overloads: [], namespaced: false };
}

function undeclared(checker: Checker, node: Expression, name: string): Type {
  const { container } = checker.environment.options;
  return fail(checker, "CEL_UNDECLARED", node, `undeclared reference to '${name}' (in container '${container}')`);
}

function fail(checker: Checker, code: IssueCode, at: { readonly at: number }, message: string): Type {
  report(checker, code, at.at, message);
  return types.ERROR;
}

function mismatch(checker: Checker, node: Expression, expected: Type, actual: Type): Type {
  const message = `expected type '${expected.text}' but found '${actual.text}'`;
  return fail(checker, "CEL_TYPE_MISMATCH", node, message);
}

/** Whether the type fits; if so, what that says about type parameters is kept. */
function fits(checker: Checker, from: Type, to: Type): boolean {
  const known = assignable(checker.known, [from], [to]);
  if (known !== undefined) checker.known = known;
  return known !== undefined;
}

function freshType(checker: Checker): Type {
  return types.typeParameter(`_var${checker.freeCount++}`);
}

function checkSelect(checker: Checker, node: Select): Type {
  const qualified = node.test ? undefined : qualifiedName(node);
  if (qualified !== undefined && !isLocal(checker, qualified)) {
    const found = checkName(checker, node, qualified);
    if (found !== undefined) return found;
  }
  const type = checkField(checker, node, node.operand, node.field);
  return node.test ? types.BOOL : substitute(checker.known, type, false);
}

/** Whether the first part of a name with dots is a local variable: then the rest are fields. */
function isLocal(checker: Checker, qualified: string): boolean {
  const first = qualified.slice(0, qualified.indexOf(".", 1));
  return checker.scope.some(([known]) => known === first);
}

function checkOptionalSelect(checker: Checker, node: Call): Type {
  const [operand, field] = node.arguments;
  if (operand === undefined || field?.kind !== "literal" || typeof field.value !== "string") {
    return fail(checker, "CEL_SYNTAX", node, "unsupported optional field selection");
  }
  checker.references[node.id] = {
    name: node.name,
    kind: "function",
    overloads: ["select_optional_field"],
    namespaced: false,
  };
  const type = checkField(checker, node, operand, field.value);
  return substitute(checker.known, types.isOptional(type) ? type : types.optionalType(type), false);
}

function checkField(checker: Checker, node: Expression, operand: Expression, field: string): Type {
  const operandType = substitute(checker.known, checkNode(checker, operand), false);
  const { type, optional } = unwrapOptional(operandType);
  const result = fieldType(checker, node, type, field);
  return optional ? types.optionalType(result) : result;
}

function fieldType(checker: Checker, node: Expression, type: Type, field: string): Type {
  switch (type.kind) {
    case "map":
      return type.parameters[1]!;
    case "object": {
      const { fields } = type;
      if (fields === undefined)
        return fail(checker, "CEL_UNDEFINED_FIELD", node, `unexpected failed resolution of '${type.name}'`);
      const key = fieldKey(checker.environment, fields, field);
      if (key === undefined) return fail(checker, "CEL_UNDEFINED_FIELD", node, `undefined field '${field}'`);
      if (key !== field) refer(checker, node, "field", key);
      return fields[key]!;
    }
    case "parameter":
      fits(checker, types.DYN, type);
      return types.DYN;
    default:
      if (isDynOrError(type)) return types.DYN;
      fail(checker, "CEL_TYPE_MISMATCH", node, `type '${type.text}' does not support field selection`);
      return types.DYN;
  }
}

/** The name under which an object type declares a field; words of the language may be written as they are. */
function fieldKey(environment: Environment, fields: NonNullable<Type["fields"]>, field: string): string | undefined {
  if (Object.hasOwn(fields, field)) return field;
  const escaped = `__${field}__`;
  const known = environment.options.keywordFields && isKeyword(field) && Object.hasOwn(fields, escaped);
  return known ? escaped : undefined;
}

function checkCall(checker: Checker, node: Call): Type {
  const given = node.arguments.map((argument) => checkNode(checker, argument));
  const { target } = node;
  const prefix = target && qualifiedName(target);
  if (prefix !== undefined) {
    const found = resolveFunction(checker.environment, `${prefix}.${node.name}`);
    if (found !== undefined) return resolveOverload(checker, node, { declaration: found, given, namespaced: true });
  }
  if (target !== undefined) given.unshift(checkNode(checker, target));
  const found = resolveFunction(checker.environment, node.name);
  if (found === undefined) return undeclared(checker, node, node.name);
  return resolveOverload(checker, node, { declaration: found, given, namespaced: false });
}

interface Resolution {
  readonly declaration: FunctionDeclaration;
  readonly given: readonly Type[];
  readonly namespaced: boolean;
}

/** Finds the overloads that take these types; the result is theirs if they agree on it, else `dyn`. */
function resolveOverload(checker: Checker, node: Call, { declaration, given, namespaced }: Resolution): Type {
  const member = node.target !== undefined && !namespaced;
  const fitting: string[] = [];
  let result: Type | undefined;
  for (const overload of declaration.overloads) {
    if (overload.member !== member || isDisabled(checker, overload.id)) continue;
    if (declaration.name === "_&&_" || declaration.name === "_||_") return checkLogic(checker, node, overload, given);
    const type = tryOverload(checker, overload, given);
    if (type === undefined) continue;
    fitting.push(overload.id);
    if (result === undefined) result = type;
    else if (result.kind !== "dyn" && !types.sameType(type, result)) result = types.DYN;
  }
  checker.references[node.id] = { name: declaration.name, kind: "function", overloads: fitting, namespaced };
  if (result !== undefined) return result;
  const shown = given.map((type) => substitute(checker.known, type, true).text);
  const signature = member ? `${shown[0]}.(${shown.slice(1).join(", ")})` : `(${shown.join(", ")})`;
  const message = `found no matching overload for '${declaration.name}' applied to '${signature}'`;
  return fail(checker, "CEL_NO_OVERLOAD", node, message);
}

/** The result type of an overload, if it takes these types. */
function tryOverload(checker: Checker, overload: Overload, given: readonly Type[]): Type | undefined {
  const fresh = new Map(overload.typeParameters.map((name) => [name, freshType(checker)]));
  const parameters = overload.parameters.map((parameter) => substitute(fresh, parameter, false));
  const known = assignable(checker.known, given, parameters);
  if (known === undefined) return undefined;
  checker.known = known;
  return substitute(known, substitute(fresh, overload.result, false), false);
}

/** Operands of && and || must be bool one by one, so that the issue points at the one that is not. */
function checkLogic(checker: Checker, node: Call, overload: Overload, given: readonly Type[]): Type {
  const wrong = given.filter((type, index) => {
    if (fits(checker, type, types.BOOL)) return false;
    mismatch(checker, node.arguments[index]!, types.BOOL, type);
    return true;
  });
  checker.references[node.id] = { name: node.name, kind: "function", overloads: [overload.id], namespaced: false };
  return wrong.length > 0 ? types.ERROR : types.BOOL;
}

const CROSS_TYPE = /^(?:less|greater)(?:_equals)?_(?:int64|uint64|double)_(?:int64|uint64|double)$/;

function isDisabled(checker: Checker, overloadId: string): boolean {
  return !checker.crossTypeNumericComparisons && CROSS_TYPE.test(overloadId);
}

function checkList(checker: Checker, node: ListLiteral): Type {
  let joined: Type | undefined;
  node.elements.forEach((element, index) => {
    const type = checkElement(checker, element, node.optional.includes(index));
    joined = join(checker, joined, type);
  });
  return types.listType(joined ?? freshType(checker));
}

function checkMap(checker: Checker, node: MapLiteral): Type {
  let key: Type | undefined;
  let value: Type | undefined;
  for (const entry of node.entries) {
    key = join(checker, key, checkNode(checker, entry.key));
    value = join(checker, value, checkElement(checker, entry.value, entry.optional));
  }
  return types.mapType(key ?? freshType(checker), value ?? freshType(checker));
}

/** The type that an element adds; one written with `?` must be an optional and adds what that holds. */
function checkElement(checker: Checker, element: Expression, isOptional: boolean): Type {
  const given = checkNode(checker, element);
  if (!isOptional) return given;
  const { type, optional } = unwrapOptional(given);
  if (!optional && type.kind !== "dyn") mismatch(checker, element, types.optionalType(type), type);
  return type;
}

/** The type of what a list or map literal holds with one more element in it; mixed, it is `dyn`. */
function join(checker: Checker, previous: Type | undefined, next: Type): Type {
  if (previous === undefined) return next;
  return fits(checker, previous, next) ? mostGeneral(previous, next) : types.DYN;
}

function checkStruct(checker: Checker, node: StructLiteral): Type {
  const found = candidateNames(checker.environment.options.container, node.name)
    .map((name) => declaredType(checker.environment, name))
    .find((type) => type !== undefined);
  for (const field of node.fields) checkElement(checker, field.value, field.optional);
  if (found === undefined) return undeclared(checker, node, node.name);
  if (found.kind !== "object") {
    return fail(checker, "CEL_TYPE_MISMATCH", node, `'${found.name}' is not a message type`);
  }
  for (const field of node.fields) checkInitializer(checker, found, field);
  refer(checker, node, "type", found.name);
  return found;
}

function checkInitializer(checker: Checker, type: Type, field: StructField): void {
  const declared = type.fields?.[field.name];
  if (declared === undefined) {
    fail(checker, "CEL_UNDEFINED_FIELD", field, `undefined field '${field.name}'`);
    return;
  }
  const given = checker.types[field.value.id]!;
  const value = field.optional ? unwrapOptional(given).type : given;
  if (fits(checker, declared, value)) return;
  const message = `expected type of field '${field.name}' is '${declared.text}' but provided type is '${value.text}'`;
  fail(checker, "CEL_TYPE_MISMATCH", field, message);
}

function checkComprehension(checker: Checker, node: Comprehension): Type {
  const range = substitute(checker.known, checkNode(checker, node.range), false);
  const accumulator = checkNode(checker, node.initial);
  // cel-go forgets that these comparisons are off as soon as an expression has a scope of its own.
  checker.crossTypeNumericComparisons = true;
  const outer = checker.scope;
  const inner = [...outer, [node.accumulator, accumulator] as const];
  const [first, second] = elementTypes(checker, node, range);
  checker.scope = [...inner, [node.variable, first] as const];
  if (node.variable2 !== undefined) checker.scope = [...checker.scope, [node.variable2, second] as const];
  const condition = checkNode(checker, node.condition);
  if (!fits(checker, types.BOOL, condition)) mismatch(checker, node.condition, types.BOOL, condition);
  const step = checkNode(checker, node.step);
  if (!fits(checker, accumulator, step)) mismatch(checker, node.step, accumulator, step);
  checker.scope = inner;
  const result = checkNode(checker, node.result);
  checker.scope = outer;
  return substitute(checker.known, result, false);
}

/** The types of the variables: elements or keys with one, indices and elements or keys and values with two. */
function elementTypes(checker: Checker, node: Comprehension, range: Type): readonly [first: Type, second: Type] {
  switch (range.kind) {
    case "list":
      return node.variable2 === undefined ? [range.parameters[0]!, types.DYN] : [types.INT, range.parameters[0]!];
    case "map":
      return [range.parameters[0]!, range.parameters[1]!];
    case "dyn":
    case "error":
    case "parameter":
      fits(checker, types.DYN, range);
      return [types.DYN, types.DYN];
    default: {
      const message = `expression of type '${range.text}' cannot be range of a comprehension (must be list, map, or dynamic)`;
      const error = fail(checker, "CEL_TYPE_MISMATCH", node.range, message);
      return [error, error];
    }
  }
}
