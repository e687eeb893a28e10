import { refuse } from "../refusal.ts";
import { wrongKind } from "../resource/resource.ts";
import { get, isList, isMap, isNull, type Node, textOf } from "../yaml/node.ts";
import { indexOf, isElementPart } from "./path.ts";

const HINT = "Check the path against the object.";

/**
 * The node under a path. A part is the name of a field, the index of an element (`-` for the last), or an element by
 * the value of a field (`[name=nginx]`) or its own value (`[=nginx]`). Undefined where there is none.
 */
export function lookup(root: Node, parts: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const part of parts.map((each) => each.trim()).filter((each) => each !== "")) {
    if (node === undefined) return undefined;
    node = step(node, part);
  }
  return node;
}

function step(node: Node, part: string): Node | undefined {
  const index = indexOf(part);
  if (index !== undefined && index < 0) {
    return refuse("REPLACEMENT_FAILED", `array index ${index} cannot be negative`, HINT);
  }
  if (part === "*") return refuse("REPLACEMENT_FAILED", "wildcard is not supported in PathGetter", HINT);
  if (index !== undefined || part === "-") return part === "-" ? asList(node)?.at(-1) : asList(node)?.[index!];
  if (isElementPart(part)) {
    const [name, value] = elementPart(part);
    return asList(node)?.find((each) =>
      name === ""
        ? textOf(each) === value
        : isMap(each) && get(each, name) !== undefined && textOf(get(each, name)) === value,
    );
  }
  if (isNull(node)) return undefined;
  return isMap(node) ? get(node, part) : refuse("REPLACEMENT_FAILED", wrongKind("MappingNode", node), HINT);
}

function asList(node: Node): Node[] | undefined {
  if (isNull(node)) return undefined;
  return isList(node) ? node : refuse("REPLACEMENT_FAILED", wrongKind("SequenceNode", node), HINT);
}

/** The name and value of a part like `[name=value]`. */
export function elementPart(part: string): [string, string] {
  const inside = part.replace(/^\[/, "").replace(/\]$/, "");
  const equals = inside.indexOf("=");
  if (equals === -1) {
    const message = "list path element must contain fieldName=fieldValue for element to match";
    return refuse("REPLACEMENT_INVALID", message, "Write [name=value].");
  }
  return [inside.slice(0, equals), inside.slice(equals + 1)];
}
