import { refuse } from "../refusal.ts";
import { get, isMap, type MapNode, type Node, textOf } from "../yaml/node.ts";
import { setElement } from "./element.ts";

/** What a patch says is to become of the map or list that it patches. */
export type Directive = "merge" | "replace" | "delete";

const KEY = "$patch";

/** Reads and takes away the directive of a map. */
export function mapDirective(patch: MapNode): Directive {
  const node = get(patch, KEY);
  if (node === undefined) return "merge";
  const directive = check(textOf(node));
  delete patch[KEY];
  return directive;
}

/** Reads and takes away the directive of a list: an element that has nothing else. */
export function listDirective(patch: Node[]): Directive {
  const element = patch.find((each) => isMap(each) && get(each, KEY) !== undefined);
  if (!isMap(element) || Object.keys(element).length > 1) return "merge";
  const text = textOf(get(element, KEY));
  const directive = check(text);
  patch.splice(0, patch.length, ...setElement(patch, undefined, [KEY], [text]));
  return directive;
}

function check(text: string): Directive {
  if (text === "merge" || text === "replace" || text === "delete") return text;
  return refuse("PATCH_INVALID", `unknown patch strategy '${text}'`, "Use merge, replace or delete.");
}
