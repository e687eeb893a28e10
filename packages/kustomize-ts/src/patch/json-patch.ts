import { indexOf } from "../fields/path.ts";
import { refuse } from "../refusal.ts";
import { jsonForm } from "../yaml/json-form.ts";
import { clone, get, isList, isMap, isNull, isSame, type MapNode, type Node, put, textOf } from "../yaml/node.ts";
import { refuseOddKeys } from "../yaml/odd-keys.ts";

/** One operation of RFC 6902, as a person wrote it. */
export type Operation = MapNode;

type Container = MapNode | Node[];

const HINT = "Check the operation against the object as it is when the patch is applied.";

/**
 * Applies the operations to an object, as Kustomize's JSON patch library does: it counts negative indexes from the end,
 * and `replace` adds a field that is not there. All of the object goes through JSON on the way, so that its numbers
 * become floats. Changes the object and gives it, or what replaced it.
 */
export function patchJson(object: MapNode, operations: readonly Operation[]): MapNode {
  refuseOddKeys(object, undefined);
  let root: Node = object;
  for (const operation of operations) root = apply(root, operation);
  if (!isMap(root)) {
    return refuse("PATCH_FAILED", "json: cannot unmarshal array into Go value of type map[string]interface {}", HINT);
  }
  return jsonForm(root) as MapNode;
}

function apply(root: Node, operation: Operation): Node {
  const kind = textOf(get(operation, "op"));
  switch (kind) {
    case "add":
      return add(root, operation, clone(get(operation, "value") ?? null));
    case "remove":
      return remove(root, operation);
    case "replace":
      return replace(root, operation);
    case "move":
      return move(root, operation);
    case "copy":
      return copy(root, operation);
    case "test":
      return test(root, operation);
    default:
      return refuse(
        "PATCH_INVALID",
        `Unexpected kind: ${kind || "unknown"}`,
        "Use add, remove, replace, move, copy or test.",
      );
  }
}

function pathOf(operation: Operation, field: "path" | "from"): string {
  const path = get(operation, field);
  if (typeof path === "string") return path;
  const message = `${textOf(get(operation, "op"))} operation failed to decode ${field}: missing value`;
  return refuse("PATCH_INVALID", message, `Give the operation a ${field}.`);
}

/** The map or list that a path ends in, and the last part of the path. */
function locate(root: Node, path: string): { readonly container: Container; readonly key: string } | undefined {
  const [first, ...parts] = path.split("/");
  if (first === undefined || parts.length === 0) return undefined;
  const key = unescaped(parts.pop()!);
  let node: Node | undefined = root;
  for (const part of parts) {
    if (isMap(node)) node = get(node, unescaped(part));
    else if (isList(node)) node = node[elementIndex(node, unescaped(part)) ?? -1];
    else return undefined;
  }
  return isMap(node) || isList(node) ? { container: node, key } : undefined;
}

function unescaped(part: string): string {
  return part.replace(/~[01]/g, (escaped) => (escaped === "~1" ? "/" : "~"));
}

/** The index of an element that is there; negative ones count from the end. */
function elementIndex(list: readonly Node[], key: string): number | undefined {
  const index = indexOf(key);
  if (index === undefined || index >= list.length || index < -list.length) return undefined;
  return index < 0 ? index + list.length : index;
}

function missing(operation: Operation, what: string, path: string): never {
  const kind = textOf(get(operation, "op"));
  const message = `${kind} operation does not apply: doc is missing ${what}: ${kind === "replace" ? path : `"${path}"`}`;
  return refuse("PATCH_FAILED", `${message}: missing value`, HINT);
}

function invalidIndex(prefix: string, key: string): never {
  const isNumber = indexOf(key) !== undefined;
  const reason = isNumber
    ? `Unable to access invalid index: ${key}: invalid index referenced`
    : `value was not a proper array index: '${key}': strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`;
  return refuse("PATCH_FAILED", `${prefix}: ${reason}`, HINT);
}

function add(root: Node, operation: Operation, value: Node, path = pathOf(operation, "path")): Node {
  const found = locate(root, path) ?? missing(operation, "path", path);
  const { container, key } = found;
  if (isMap(container)) put(container, key, value);
  else if (key === "-") container.push(value);
  else {
    const index = indexOf(key);
    const size = container.length + 1;
    if (index === undefined || index >= size || index < -size) {
      invalidIndex(`error in ${textOf(get(operation, "op"))} for path: '${path}'`, key);
    } else container.splice(index < 0 ? index + size : index, 0, value);
  }
  return root;
}

function remove(root: Node, operation: Operation, path = pathOf(operation, "path")): Node {
  const { container, key } = locate(root, path) ?? missing(operation, "path", path);
  const prefix = `error in ${textOf(get(operation, "op"))} for path: '${path}'`;
  if (isMap(container)) {
    if (get(container, key) === undefined) {
      refuse("PATCH_FAILED", `${prefix}: Unable to remove nonexistent key: ${key}: missing value`, HINT);
    }
    delete container[key];
  } else {
    const index = elementIndex(container, key) ?? invalidIndex(prefix, key);
    container.splice(index, 1);
  }
  return root;
}

function replace(root: Node, operation: Operation): Node {
  const path = pathOf(operation, "path");
  const value = clone(get(operation, "value") ?? null);
  if (path === "") {
    if (isMap(value) || isList(value)) return value;
    return refuse("PATCH_INVALID", "replace operation value must be object or array", HINT);
  }
  const { container, key } = locate(root, path) ?? missing(operation, "path", path);
  if (isMap(container)) put(container, key, value);
  else container[elementIndex(container, key) ?? missing(operation, "key", path)] = value;
  return root;
}

/** The node at a path that an operation reads from; null where a map has no such field. */
function read(root: Node, operation: Operation, path: string, what: string): Node {
  const { container, key } = locate(root, path) ?? missing(operation, what, path);
  if (isMap(container)) return get(container, key) ?? null;
  const kind = textOf(get(operation, "op"));
  return container[elementIndex(container, key) ?? invalidIndex(`error in ${kind} for path: '${path}'`, key)]!;
}

function move(root: Node, operation: Operation): Node {
  const from = pathOf(operation, "from");
  const value = read(root, operation, from, "from path");
  return add(remove(root, operation, from), operation, value);
}

function copy(root: Node, operation: Operation): Node {
  return add(root, operation, clone(read(root, operation, pathOf(operation, "from"), "from path")));
}

function test(root: Node, operation: Operation): Node {
  const path = pathOf(operation, "path");
  const found = path === "" ? root : read(root, operation, path, "path");
  if (isEqual(found, get(operation, "value") ?? null)) return root;
  return refuse("PATCH_FAILED", `testing value ${path} failed: test failed`, HINT);
}

/** As the library compares: an empty map is equal to null. */
function isEqual(a: Node, b: Node): boolean {
  const isNothing = (node: Node): boolean => isNull(node) || (isMap(node) && Object.keys(node).length === 0);
  return isSame(a, b) || (isNothing(a) && isNothing(b));
}
