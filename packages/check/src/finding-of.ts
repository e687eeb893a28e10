import { refused } from "./decode-fault.ts";
import type { Fault, Finding } from "./finding.ts";
import { quote } from "./go-text.ts";
import { isObject, type Value } from "./manifest.ts";
import { at, item, type Path, pointerOf, wordsOf } from "./path.ts";

/** A fault with the object that it is of. */
export function findingOf({ at: path, ...fault }: Fault, object: Value, index: number): Finding {
  return { ...fault, index, object: nameOf(object), path: wordsOf(path), pointer: pointerOf(path) };
}

function nameOf(object: Value): string {
  if (!isObject(object)) return "";
  const meta = isObject(object["metadata"]) ? object["metadata"] : {};
  const own = textOf(meta["name"]) || textOf(meta["generateName"]);
  const name = [textOf(meta["namespace"]), own].filter(Boolean).join("/");
  return [textOf(object["apiVersion"]), textOf(object["kind"]), name].filter(Boolean).join(" ");
}

function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/**
 * The finding that a key stands twice in one mapping, for whoever reads the text of objects: in plain data the first of
 * the two is lost. Takes the way to the key, `["spec", "ports", 0, "name"]`, and the object with its place in the list.
 */
export function duplicateField(steps: readonly (string | number)[], object: Value, index: number): Finding {
  const path = steps.reduce<Path | undefined>(
    (parent, step) =>
      typeof step === "number" && parent !== undefined ? item(parent, step) : at(parent, String(step)),
    undefined,
  );
  const message = `strict decoding error: duplicate field ${quote(wordsOf(path))}`;
  return findingOf(refused("DUPLICATE_FIELD", path, message), object, index);
}
