import { createHash } from "node:crypto";
import { retext } from "../fields/scalar.ts";
import type { Value } from "../manifest.ts";
import { at } from "../refusal.ts";
import type { Collection } from "../resource/collect.ts";
import { historyOf, kindOf, nameOf, rememberId } from "../resource/resource.ts";
import { goJson } from "../yaml/go-json.ts";
import { refuseWhatIsNoJson } from "../yaml/json-able.ts";
import { clone, get, isMap, type MapNode, mapAt, put, textOf, toValue } from "../yaml/node.ts";

/** So that no hash spells a word. */
const LETTERS: { readonly [digit: string]: string } = { "0": "g", "1": "h", "3": "k", a: "m", e: "t" };

/** Adds to the names of generated objects a hash of what is in them. */
export function addHashes({ schemas, resources, trace }: Collection): void {
  for (const resource of resources) {
    const { node, place } = resource;
    if (node === undefined || !historyOf(node).needsHash) continue;
    const hash = at(place, () => hashOf(node));
    rememberId(schemas, node);
    const metadata = mapAt(node, "metadata")!;
    put(metadata, "name", retext(`${nameOf(node)}-${hash}`, get(metadata, "name") ?? null));
    if (place !== undefined) trace?.([resource], { transform: "HashTransformer", place });
  }
}

/** Kustomize's hash of a config map or secret. */
export function hashOf(node: MapNode): string {
  const digest = createHash("sha256")
    .update(goJson(hashed(node)))
    .digest("hex");
  return digest.slice(0, 10).replace(/[013ae]/g, (digit) => LETTERS[digit]!);
}

function hashed(node: MapNode): Value {
  const kind = kindOf(node);
  if (kind !== "ConfigMap" && kind !== "Secret") return toValue(clone(node));
  // The name was to be part of it, but Kustomize looks for it in the wrong place and finds nothing.
  const base = { kind, name: "", data: valueAt(node, "data") };
  if (kind === "ConfigMap") return { ...base, ...mapOnly(node, "binaryData") };
  return { ...base, type: valueAt(node, "type"), ...mapOnly(node, "stringData") };
}

function valueAt(node: MapNode, field: string): Value {
  const value = get(node, field);
  if (!isMap(value)) return textOf(value);
  refuseWhatIsNoJson(value, undefined);
  return toValue(clone(value));
}

function mapOnly(node: MapNode, field: string): { [field: string]: Value } {
  return isMap(get(node, field)) ? { [field]: valueAt(node, field) } : {};
}
