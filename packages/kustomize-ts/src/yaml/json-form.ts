import { printFloat } from "../print/number.ts";
import { isWrittenPlain } from "../print/text.ts";
import { isList, isMap, NOTES, type Node, put, quoted, unbonded } from "./node.ts";
import { Scalar } from "./scalar.ts";

/**
 * Turns a node, in place, into what Kustomize has after a way through JSON and back: every number a float, written as
 * Go writes one (`1e+06`), each string in the quotes that go-yaml gives it, however it was written before.
 */
export function jsonForm(node: Node): Node {
  if (isList(node)) {
    for (let at = 0; at < node.length; at++) node[at] = jsonForm(node[at]!);
    return node;
  }
  if (isMap(node)) {
    if (node[NOTES] !== undefined) node[NOTES] = unbonded(node[NOTES]);
    for (const key of Object.keys(node)) put(node, key, jsonForm(node[key]!));
    return node;
  }
  const value = node instanceof Scalar ? node.value : node;
  if (typeof value === "string") return isWrittenPlain(value) ? value : quoted(value);
  if (typeof value !== "number" && typeof value !== "bigint") return value;
  const float = Number(value);
  const text = printFloat(float);
  return text === String(float) ? float : new Scalar(float, text, "!!float");
}
