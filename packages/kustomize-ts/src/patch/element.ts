import { refuse } from "../refusal.ts";
import { wrongKind } from "../resource/resource.ts";
import { get, isEmptyMap, isList, isMap, isNull, type MapNode, type Node, textOf } from "../yaml/node.ts";

/**
 * Puts an element in the place of all that have these values under these keys, or behind all others if none has; takes
 * these away for no element. An empty value lets any value pass. As Kustomize does it, and with its oddities: empty
 * elements are dropped, and without any values all others too. An empty first key compares scalars.
 */
export function setElement(
  list: readonly Node[],
  element: Node | undefined,
  keys: readonly string[],
  values: readonly string[],
): Node[] {
  const result: Node[] = [];
  const wantsMap = keys[0] !== "" && (values[0] ?? "") !== "";
  let isFound = false;
  for (const each of list) {
    if (isNull(each) || (isMap(each) && isEmptyMap(each))) continue;
    if (!isMap(each) && wantsMap) {
      result.push(each);
    } else if (!hasValues(each, keys, values)) {
      if (values.length > 0) result.push(each);
    } else {
      isFound = true;
      if (element !== undefined) result.push(element);
    }
  }
  if (element !== undefined && !isNull(element) && !isFound) result.push(element);
  return result;
}

function hasValues(element: Node, keys: readonly string[], values: readonly string[]): boolean {
  if (values.length === 0) return false;
  // A key without a value takes over the answer of the key before it.
  return keys.every((key, at) => at >= values.length || hasValue(element, key, values[at]!));
}

function hasValue(element: Node, key: string, value: string): boolean {
  if (key === "") {
    if (isMap(element) || isList(element)) refuse("PATCH_FAILED", wrongKind("ScalarNode", element), "Mix no types.");
    return textOf(element) === value;
  }
  if (!isMap(element)) return refuse("PATCH_FAILED", wrongKind("MappingNode", element), "Make the element a map.");
  const node = get(element, key);
  return node !== undefined && (value === "" || textOf(node) === value);
}

/** The first element that has exactly these values under these keys; with an empty first key, the scalar of that text. */
export function findElement(
  list: readonly Node[],
  keys: readonly string[],
  values: readonly string[],
): Node | undefined {
  if ((keys[0] ?? "") === "") return list.find((each) => textOf(each) === (values[0] ?? ""));
  if (keys.length !== values.length) return undefined;
  return list.find((each) => isMap(each) && keys.every((key, at) => hasExactly(each, key, values[at]!)));
}

function hasExactly(element: MapNode, key: string, value: string): boolean {
  const node = get(element, key);
  return node !== undefined && textOf(node) === value;
}
