import { retext } from "../fields/scalar.ts";
import { refuse } from "../refusal.ts";
import { wrongKind } from "../resource/resource.ts";
import { get, isEmpty, isEmptyMap, isList, isMap, isNull, type Node, put, quoted, textOf } from "../yaml/node.ts";
import { findElement, setElement } from "./element.ts";

type Maybe = Node | undefined;

/** Merges an element of the object's with one of the patch's; either may be missing, and so may the result. */
export type MergeElement = (object: Maybe, patch: Maybe) => Maybe;

/**
 * Merges the elements of two lists by the schema's merge keys; without keys, scalars by their value. Those of the patch
 * come first, then those of the object that the patch does not name. This follows Kustomize step by step, because what
 * becomes of elements that lack a key, or share one, is decided by nothing but its steps.
 */
export function mergeElements(
  object: Node[],
  patch: Node[] | undefined,
  { mergeKeys, merge }: { readonly mergeKeys: readonly string[]; readonly merge: MergeElement },
): Node[] {
  const isByKeys = mergeKeys.length > 0;
  const lists = patch === undefined ? [object] : [patch, object];
  const keys = isByKeys ? mergeKeys : [""];
  const all = isByKeys ? valuesUnderKeys(lists, keys) : scalarValues(lists);
  const named = keys.length > 1 ? completed(all) : all;
  let rest = object;
  let added: Node[] = [];
  let used: readonly string[] = [];
  for (const values of named) {
    const [validKeys, validValues] = validKeysOf(named, keys, values);
    used = validKeys;
    const [searchKeys, searchValues] = validKeysOf([validValues], validKeys, validValues);
    const find = (list: Node[] | undefined): Maybe => list && findElement(list, searchKeys, searchValues);
    const merged = merge(find(rest), find(patch === object ? rest : patch));
    if (merged === undefined || isNull(merged) || (isMap(merged) && isEmptyMap(merged))) {
      for (const _ of validKeys) rest = setElement(rest, undefined, validKeys, validValues);
      continue;
    }
    const made = withKeys(merged, validKeys, validValues);
    // Kustomize changes the node itself, which is the object's where the patch says nothing of it.
    if (made !== merged) rest = rest.map((element) => (element === merged ? made : element));
    added = setElement(added, made, validKeys, validValues);
  }
  return named.length === 0 ? rest : appended(added, rest, used);
}

/** The values that the elements have under the keys, each combination once. */
function valuesUnderKeys(lists: readonly Node[][], keys: readonly string[]): string[][] {
  const seen = new Set<string>();
  const result: string[][] = [];
  for (const element of lists.flat()) {
    const values = keys.map((key) => {
      const node = isMap(element) ? get(element, key) : undefined;
      return isEmpty(node) ? "" : textOf(node);
    });
    const id = JSON.stringify(values);
    if (!seen.has(id)) result.push(values);
    seen.add(id);
  }
  return result;
}

function scalarValues(lists: readonly Node[][]): string[][] {
  return [...new Set(lists.flat().map(textOf))].map((text) => [text]);
}

/** Takes combinations that agree where both have a value for the same, and fills each with the values of the other. */
function completed(combinations: readonly (readonly string[])[]): (readonly string[])[] {
  const result = [...combinations];
  for (let i = 0; i < result.length; i++) {
    const before = result[i]!;
    for (let j = 0; j < result.length; j++) {
      // Kustomize goes on comparing with the combination as it was before this round.
      const both = agreement(before, result[j]!);
      if (both === undefined) continue;
      result[i] = both;
      result[j] = both;
    }
  }
  return result;
}

function agreement(a: readonly string[], b: readonly string[]): string[] | undefined {
  if (a.some((value, at) => value !== b[at] && value !== "" && b[at] !== "")) return undefined;
  if (!a.some((value, at) => value === b[at])) return undefined;
  return a.map((value, at) => value || b[at]!);
}

/** The keys under which any combination has a value, and this combination's values for them. */
function validKeysOf(
  combinations: readonly (readonly string[])[],
  keys: readonly string[],
  values: readonly string[],
): [readonly string[], readonly string[]] {
  const isValid = keys.map((_, at) => combinations.some((combination) => (combination[at] ?? "") !== ""));
  if (!isValid.includes(true)) return [keys, values];
  return [keys.filter((_, at) => isValid[at]), values.filter((value, at) => value !== "" || isValid[at])];
}

/** The element with the keys set by which it was found. */
function withKeys(element: Node, keys: readonly string[], values: readonly string[]): Node {
  let result = element;
  for (const [at, key] of keys.entries()) {
    const value = values[at]!;
    if (value === "") continue;
    if (key === "" && !isMap(result) && !isList(result)) result = retext(value, result);
    else if (isMap(result) && get(result, key) === undefined) put(result, key, quoted(value));
  }
  return result;
}

/** Appends the object's elements to those that are there already. */
function appended(list: Node[], elements: readonly Node[], keys: readonly string[]): Node[] {
  let result = list;
  for (const element of elements) {
    if (keys[0] === "") {
      result = setElement(result, element, [""], [textOf(element)]);
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      if (!isMap(element) && !isNull(element)) {
        refuse("PATCH_FAILED", wrongKind("MappingNode", element), "Make the element a map.");
      }
      const node = isMap(element) ? get(element, key) : undefined;
      if (node === undefined) result = [...result, element];
      else values.push(textOf(node));
    }
    if (keys.length > 1) result = setElement(result, undefined, keys, values);
    result = setElement(result, element, keys, values);
  }
  return result;
}
