import type { Checked } from "../checked.ts";
import { toDuration, toTimestamp } from "../convert.ts";
import { report } from "../issue.ts";
import type { Library, Validator } from "../library.ts";
import { compilePattern } from "../regex.ts";
import { children, type Expression, type ListLiteral, type MapLiteral } from "../syntax.ts";
import { DYN, sameType, type Type } from "../type.ts";
import { CelError, type Value } from "../value.ts";

/** What a function's first argument must be able to become, where it is written out. */
const ACCEPTS: ReadonlyMap<string, (value: Value) => boolean> = new Map([
  ["duration", (value: Value) => !(toDuration(value) instanceof CelError)],
  ["timestamp", (value: Value) => !(toTimestamp(value) instanceof CelError)],
  // Of the global `matches(text, pattern)` the API server looks at the text: its slip, kept.
  ["matches", (value: Value) => typeof value !== "string" || !("message" in compilePattern(value))],
]);

/** Finds durations, timestamps and patterns that never will be ones. */
const validateArguments: Validator = (checked, _environment, to) => {
  // Names have no other spelling, so most expressions are done here.
  if (!/duration|timestamp|matches/.test(checked.parsed.text)) return;
  const visit = (node: Expression): void => {
    children(node).forEach(visit);
    if (node.kind !== "call") return;
    const accepts = ACCEPTS.get(node.name);
    const given = node.arguments[0];
    if (accepts === undefined || given?.kind !== "literal" || accepts(given.value)) return;
    report(to, "CEL_BAD_LITERAL", given.at, `invalid ${node.name} argument`);
  };
  visit(checked.expression!);
};

/** Literal arguments that can be judged before anything runs. */
export const ARGUMENT_CHECKS: Library = { name: "argument checks", validators: [validateArguments] };

/** Finds list and map literals of mixed types. What is given to `format` may mix them, at any depth. */
const validateTypes: Validator = (checked, environment, to) => {
  if (!/[[{]/.test(checked.parsed.text)) return;
  const mismatch = (node: Expression, expected: Type, actual: Type) =>
    report(to, "CEL_TYPE_MISMATCH", node.at, `expected type '${expected.text}' but found '${actual.text}'`);
  const mayMix = environment.functions.has("format");
  const visit = (node: Expression): void => {
    if (mayMix && node.kind === "call" && node.name === "format") return;
    children(node).forEach(visit);
    if (node.kind === "list") validateList(checked, node, mismatch);
    if (node.kind === "map") validateMap(checked, node, mismatch);
  };
  visit(checked.expression!);
};

type Mismatch = (node: Expression, expected: Type, actual: Type) => void;

/** Only the first element that differs is told. */
function validateList(checked: Checked, node: ListLiteral, mismatch: Mismatch): void {
  const found = node.elements.map((element, index) => typeOf(checked, element, node.optional.includes(index)));
  const index = found.findIndex((type) => !sameType(type, found[0]!));
  if (index > 0) mismatch(node.elements[index]!, found[0]!, found[index]!);
}

function validateMap(checked: Checked, node: MapLiteral, mismatch: Mismatch): void {
  const first = node.entries[0];
  if (first === undefined) return;
  const [keyType, valueType] = [typeOf(checked, first.key, false), typeOf(checked, first.value, first.optional)];
  for (const { key, value, optional } of node.entries) {
    const [keyFound, valueFound] = [typeOf(checked, key, false), typeOf(checked, value, optional)];
    if (!sameType(keyFound, keyType)) mismatch(key, keyType, keyFound);
    if (!sameType(valueFound, valueType)) mismatch(value, valueType, valueFound);
  }
}

/** The type that an element adds; one written with `?` adds what its optional holds. */
function typeOf(checked: Checked, node: Expression, optional: boolean): Type {
  const type = checked.types[node.id] ?? DYN;
  return optional ? (type.parameters[0] ?? DYN) : type;
}

/** List and map literals hold one type. */
export const HOMOGENEOUS_LITERALS: Library = { name: "homogeneous literals", validators: [validateTypes] };
