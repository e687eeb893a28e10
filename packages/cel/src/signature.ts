import type { Type } from "./type.ts";
import * as types from "./type.ts";

/** A signature: whether it is called on its first parameter, what it takes and gives. */
export interface Signature {
  readonly name: string;
  readonly member: boolean;
  readonly parameters: readonly Type[];
  readonly result: Type;
  readonly typeParameters: readonly string[];
}

/**
 * Reads a signature as the tables of the libraries write it: `(string) charAt(int) string` is called on a string,
 * `optional.of(V) optional(V)` is not; single capitals are type parameters. For tables only: throws on anything else.
 */
export function signature(text: string): Signature {
  const match = /^(?:\((?<receiver>.+?)\) )?(?<name>[^ (]+)\((?<given>.*)\) (?<result>\S.*)$/.exec(text);
  if (match?.groups === undefined) throw new Error(`"${text}" is no signature.`);
  const { receiver, name, given, result } = match.groups;
  const parameters = splitTypes(given ?? "").map(readType);
  if (receiver !== undefined) parameters.unshift(readType(receiver));
  const typeParameters = new Set([...text.matchAll(/\b[A-Z]\b/g)].map(([letter]) => letter));
  const member = receiver !== undefined;
  return { name: name!, member, parameters, result: readType(result!), typeParameters: [...typeParameters] };
}

const SIMPLE: Readonly<Record<string, Type>> = Object.fromEntries(
  [
    types.BOOL,
    types.BYTES,
    types.DOUBLE,
    types.DURATION,
    types.DYN,
    types.INT,
    types.NULL,
    types.STRING,
    types.TIMESTAMP,
    types.TYPE,
    types.UINT,
  ].map((type) => [type.text, type]),
);

function readType(text: string): Type {
  const simple = SIMPLE[text];
  if (simple !== undefined) return simple;
  if (/^[A-Z]$/.test(text)) return types.typeParameter(text);
  const match = /^(list|map|optional|type)\((.*)\)$/.exec(text);
  if (match === null) return text.startsWith("net.") ? types.opaqueType(text) : types.objectType(text);
  const [first, second] = splitTypes(match[2]!).map(readType);
  if (match[1] === "list") return types.listType(first!);
  if (match[1] === "map") return types.mapType(first!, second!);
  return match[1] === "optional" ? types.optionalType(first!) : types.typeType(first!);
}

/** Splits at commas that are in no parentheses. */
function splitTypes(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of text) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  if (part.trim() !== "") parts.push(part.trim());
  return parts;
}
