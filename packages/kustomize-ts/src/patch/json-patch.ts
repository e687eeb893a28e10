import { indexOf } from "../fields/path.ts";
import { at, type Place, refuse } from "../refusal.ts";
import { refuseWhatIsNoJson } from "../yaml/json-able.ts";
import { jsonForm } from "../yaml/json-form.ts";
import {
  clone,
  get,
  isList,
  isMap,
  isNull,
  isSame,
  type MapNode,
  type Node,
  put,
  sizeOf,
  textOf,
} from "../yaml/node.ts";

/** One operation of RFC 6902, as a person wrote it. */
export type Operation = MapNode;

/** An operation with where it stands. */
export type PlacedOperation = { readonly operation: Operation; readonly place: Place };

/** The map or list that a path ends in, and the last part of the path. */
type Field = { readonly container: MapNode | Node[]; readonly key: string };

/** How many nodes a value may have that is copied: a few operations that copy each other would fill any memory. */
const MAX_COPIED = 100_000;
const COPY_TOO_LARGE = `Unable to copy, the accumulated size increase of copy exceeds the limit ${MAX_COPIED}`;

const HINT = "Check the operation against the object as it is when the patch is applied.";

/**
 * Applies the operations to an object, as Kustomize's JSON patch library does: it counts negative indexes from the end,
 * and `replace` adds a field that is not there. All of the object goes through JSON on the way, so that its numbers
 * become floats. Changes the object and gives it, or what replaced it. `done` is told of each operation.
 */
export function patchJson(
  object: MapNode,
  operations: readonly PlacedOperation[],
  done?: (root: Node, operation: PlacedOperation) => void,
): MapNode {
  refuseWhatIsNoJson(object, undefined);
  let root: Node = object;
  for (const each of operations) {
    root = at(each.place, () => apply(root, each.operation));
    done?.(root, each);
  }
  if (!isMap(root)) {
    return refuse("PATCH_FAILED", "json: cannot unmarshal array into Go value of type map[string]interface {}", HINT);
  }
  return jsonForm(root) as MapNode;
}

function apply(root: Node, operation: Operation): Node {
  const kind = textOf(get(operation, "op"));
  switch (kind) {
    case "add":
      return add(root, operation);
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

function locate(root: Node, path: string): Field | undefined {
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
  return part.replace(/~[01]/g, (found) => (found === "~1" ? "/" : "~"));
}

/** The index of an element that is there; negative ones count from the end. */
function elementIndex(list: readonly Node[], key: string): number | undefined {
  const index = indexOf(key);
  if (index === undefined || index >= list.length || index < -list.length) return undefined;
  return index < 0 ? index + list.length : index;
}

/** What an operation is in need of, in the library's words for it. */
function missing(operation: Operation, what: string): never {
  const message = `${textOf(get(operation, "op"))} operation does not apply: ${what}: missing value`;
  return refuse("PATCH_FAILED", message, HINT);
}

function fail(operation: Operation, where: string, reason: string): never {
  return refuse("PATCH_FAILED", `error in ${textOf(get(operation, "op"))} for ${where}: ${reason}`, HINT);
}

function invalidIndex(key: string): string {
  const index = indexOf(key);
  if (index !== undefined) return `Unable to access invalid index: ${index}: invalid index referenced`;
  return `strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`;
}

function add(root: Node, operation: Operation): Node {
  const path = pathOf(operation, "path");
  const place = locate(root, path) ?? missing(operation, `doc is missing path: "${path}"`);
  addAt(place, operation, clone(get(operation, "value") ?? null));
  return root;
}

function addAt({ container, key }: Field, operation: Operation, value: Node): void {
  if (isMap(container)) put(container, key, value);
  else if (key === "-") container.push(value);
  else {
    const index = indexOf(key);
    const size = container.length + 1;
    if (index === undefined || index >= size || index < -size) {
      const prefix = index === undefined ? `value was not a proper array index: '${key}': ` : "";
      fail(operation, `path: '${pathOf(operation, "path")}'`, prefix + invalidIndex(key));
    } else container.splice(index < 0 ? index + size : index, 0, value);
  }
}

function remove(root: Node, operation: Operation): Node {
  const path = pathOf(operation, "path");
  const place = locate(root, path) ?? missing(operation, `doc is missing path: "${path}"`);
  removeAt(place, operation, `path: '${path}'`);
  return root;
}

function removeAt({ container, key }: Field, operation: Operation, where: string): void {
  if (isMap(container)) {
    if (get(container, key) === undefined) {
      fail(operation, where, `Unable to remove nonexistent key: ${key}: missing value`);
    }
    delete container[key];
  } else container.splice(elementIndex(container, key) ?? fail(operation, where, invalidIndex(key)), 1);
}

function replace(root: Node, operation: Operation): Node {
  const path = pathOf(operation, "path");
  const value = clone(get(operation, "value") ?? null);
  if (path === "") {
    if (isMap(value) || isList(value)) return value;
    return refuse("PATCH_INVALID", "replace operation value must be object or array", HINT);
  }
  const { container, key } = locate(root, path) ?? missing(operation, `doc is missing path: ${path}`);
  if (isMap(container)) put(container, key, value);
  else container[elementIndex(container, key) ?? missing(operation, `doc is missing key: ${path}`)] = value;
  return root;
}

/** The node at a place that an operation reads from; null where a map has no such field. */
function read({ container, key }: Field, operation: Operation, where: string): Node {
  if (isMap(container)) return get(container, key) ?? null;
  return container[elementIndex(container, key) ?? fail(operation, where, invalidIndex(key))]!;
}

function source(root: Node, operation: Operation): Field {
  const from = pathOf(operation, "from");
  return locate(root, from) ?? missing(operation, `doc is missing from path: ${from}`);
}

function destination(root: Node, operation: Operation): Field {
  const path = pathOf(operation, "path");
  return locate(root, path) ?? missing(operation, `doc is missing destination path: ${path}`);
}

function move(root: Node, operation: Operation): Node {
  const from = source(root, operation);
  const where = `path: '${from.key}'`;
  const value = read(from, operation, where);
  removeAt(from, operation, where);
  addAt(destination(root, operation), operation, value);
  return root;
}

function copy(root: Node, operation: Operation): Node {
  const from = read(source(root, operation), operation, `from: '${pathOf(operation, "from")}'`);
  if (sizeOf(from, MAX_COPIED) > MAX_COPIED)
    refuse("PATCH_FAILED", COPY_TOO_LARGE, "Do not copy copies into each other.");
  const value = clone(from);
  addAt(destination(root, operation), operation, value);
  return root;
}

function test(root: Node, operation: Operation): Node {
  const path = pathOf(operation, "path");
  const place = path === "" ? undefined : (locate(root, path) ?? missing(operation, `is missing path: ${path}`));
  const found = place === undefined ? root : read(place, operation, `path: '${path}'`);
  if (isEqual(found, get(operation, "value") ?? null)) return root;
  return refuse("PATCH_FAILED", `testing value ${path} failed: test failed`, HINT);
}

/** As the library compares: an empty map is equal to null. */
function isEqual(a: Node, b: Node): boolean {
  const isNothing = (node: Node): boolean => isNull(node) || (isMap(node) && Object.keys(node).length === 0);
  return isSame(a, b) || (isNothing(a) && isNothing(b));
}
