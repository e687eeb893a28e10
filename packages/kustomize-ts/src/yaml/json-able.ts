import type { FindingCode } from "../finding.ts";
import { type Place, refuse } from "../refusal.ts";
import { mayBeBlock } from "./folded.ts";
import { isBlock, isList, isMap, isQuoted, NOTES, type Node, type Repeated, textOf } from "./node.ts";
import type { Pointer } from "./position.ts";
import { Scalar } from "./scalar.ts";
import { tagged } from "./tagged.ts";

type Problem = {
  readonly code?: FindingCode;
  readonly message: string;
  readonly hint: string;
  readonly pointer: Pointer;
  readonly atKey?: boolean;
  /** Where it is, if that is known better than by the pointer. */
  readonly place?: Place | undefined;
};

/**
 * Refuses what JSON cannot say: a key, inside of the object, that is written as something else than a string, or twice;
 * a number that is none or has no end; a scalar whose text is not of its type; and a text that Kustomize cannot read
 * again once it has written it. Kustomize keeps all of them, and ends only where it needs the object as JSON: to print
 * it, for a JSON patch, a hash, a list of objects or a plugin.
 */
export function refuseWhatIsNoJson(node: Node, place: Place | undefined): void {
  const problem = problemIn(node);
  if (problem === undefined) return;
  const { code = "RESOURCE_INVALID", message, hint, pointer, atKey } = problem;
  const found = place && {
    ...place,
    pointer: [...(place.pointer ?? []), ...pointer],
    ...(atKey === true && { atKey }),
  };
  refuse(code, message, hint, problem.place ?? found);
}

/** Refuses a map for a key that is repeated. */
export function refuseRepeated(repeated: Repeated): never {
  const { message, hint } = problemOfRepeated(repeated);
  return refuse("KEY_DUPLICATE", message, hint, repeated.place);
}

function problemIn(node: Node): Problem | undefined {
  if (isList(node)) return problemOfFields(node.entries());
  if (!isMap(node)) return problemOfType(node) ?? problemOfTab(node);
  const repeated = node[NOTES]?.repeated;
  if (repeated !== undefined && Object.hasOwn(node, repeated.key)) return problemOfRepeated(repeated);
  for (const key of node[NOTES]?.oddKeys ?? []) if (Object.hasOwn(node, key)) return problemOfKey(key);
  return problemOfFields(Object.entries(node));
}

function problemOfType(node: Node): Problem | undefined {
  const message = problemOfScalar(node);
  const hint = "Give the field a value of its type. It keeps the type that it has, unless it is in quotes.";
  return message === undefined ? undefined : { message, hint, pointer: [] };
}

/** Kustomize writes a text as a block without saying how far that is indented, and cannot read it again. */
function problemOfTab(node: Node): Problem | undefined {
  const text = textOf(node);
  if (!text.startsWith("\t") || !mayBeBlock(text)) return undefined;
  if (!isBlock(node) && (isQuoted(node) || !text.includes("\n"))) return undefined;
  const message = "yaml: found a tab character where an indentation space is expected";
  return { message, hint: "Begin the text with another character than a tab.", pointer: [] };
}

function problemOfFields(fields: Iterable<[string | number, Node]>): Problem | undefined {
  for (const [key, field] of fields) {
    const problem = problemIn(field);
    if (problem !== undefined) return { ...problem, pointer: [key, ...problem.pointer] };
  }
  return undefined;
}

function problemOfRepeated({ key, message, place }: Repeated): Problem {
  const whole = `yaml: unmarshal errors:\n  ${message}`;
  return { code: "KEY_DUPLICATE", message: whole, hint: "Keep one of the two.", pointer: [key], atKey: true, place };
}

function problemOfKey(key: string): Problem {
  const hint = `Put the key ${key} in quotes, or choose another: YAML takes it for something else than a string.`;
  return { message: "json: unsupported type: map[interface {}]interface {}", hint, pointer: [key], atKey: true };
}

/** Why JSON cannot say a scalar, in Go's words. */
export function problemOfScalar(node: Node): string | undefined {
  const value = node instanceof Scalar ? node.value : node;
  if (typeof value === "number" && !Number.isFinite(value)) {
    return `json: unsupported value: ${Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"}`;
  }
  if (!(node instanceof Scalar) || node.style !== "plain" || node.tag === "!!str") return undefined;
  const result = tagged(node.tag, node.text);
  return "problem" in result ? `yaml: ${result.problem}` : undefined;
}
