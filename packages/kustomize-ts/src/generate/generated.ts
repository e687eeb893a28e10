import type { GeneratorArguments, GeneratorOptions } from "../kustomization/fields.ts";
import { type Place, refuse } from "../refusal.ts";
import { type Resource, remember } from "../resource/resource.ts";
import { block, type MapNode, mapOf, type Node, quoted } from "../yaml/node.ts";
import { base64 } from "./base64.ts";
import type { Content } from "./key-values.ts";

/** The options of a generator, with those for all generators of the kustomization where it says nothing itself. */
export function mergeOptions(own: GeneratorOptions = {}, all: GeneratorOptions = {}): GeneratorOptions {
  return {
    labels: new Map([...(all.labels ?? []), ...(own.labels ?? [])]),
    annotations: new Map([...(all.annotations ?? []), ...(own.annotations ?? [])]),
    disableNameSuffixHash: own.disableNameSuffixHash === true || all.disableNameSuffixHash === true,
    immutable: own.immutable === true || all.immutable === true,
  };
}

/** What config map and secret generators have in common: an object with its metadata, and what is to become of it. */
export function generated(kind: string, generator: GeneratorArguments, data: MapNode, place: Place): Resource {
  const { name = "", namespace = "", options = {}, behavior = "" } = generator;
  if (name === "") refuse("GENERATOR_INVALID", "a configmap must have a name", "Give the generator a name.", place);
  const metadata: MapNode = { name };
  if (namespace !== "") metadata["namespace"] = namespace;
  if (options.labels !== undefined && options.labels.size > 0) metadata["labels"] = mapNode(options.labels);
  metadata["annotations"] = mapNode(options.annotations ?? new Map());
  const node: MapNode = { apiVersion: "v1", kind, metadata, ...data };
  if (options.immutable === true) node["immutable"] = true;
  remember(node, { behavior, needsHash: options.disableNameSuffixHash !== true });
  return { node, place, variables: [] };
}

function mapNode(entries: ReadonlyMap<string, string>): MapNode {
  return mapOf([...entries].map(([key, text]): [string, Node] => [key, quoted(text)]));
}

/** The values of a config map: text under `data`, bytes that are none under `binaryData`. */
export function configMapData(values: ReadonlyMap<string, Content>): MapNode {
  const data: [string, Node][] = [];
  const binaryData: [string, Node][] = [];
  for (const [key, content] of values) {
    if (typeof content === "string") data.push([key, dataText(content)]);
    else binaryData.push([key, dataText(base64(content))]);
  }
  return {
    ...(data.length > 0 && { data: mapOf(data) }),
    ...(binaryData.length > 0 && { binaryData: mapOf(binaryData) }),
  };
}

/** A text as Kustomize writes one into generated data: one of several lines in a block. */
export function dataText(text: string): Node {
  return text.includes("\n") ? block(text, "literal") : text;
}
