import { get, isEmpty, isMap, type MapNode, textOf } from "../yaml/node.ts";
import { type History, historyOf, remember } from "./resource.ts";

const INTERNAL = "internal.config.kubernetes.io/";

const NAMES = ["previousNames", "previousNamespaces", "previousKinds", "prefixes", "suffixes"] as const;
const OF_TOOLS = ["allowNameChange", "allowKindChange", "refBy", "generatorBehavior", "needsHashSuffix"];
const OF_PIPELINES = ["path", "index", "seqindent", "id", "annotations-migration-resource-id"];

/** The annotations that tools pass objects on with, Kustomize's own among them. A build takes them away at its end. */
export const BUILD_ANNOTATIONS: readonly string[] = [
  ...[...NAMES, ...OF_TOOLS, ...OF_PIPELINES].map((name) => INTERNAL + name),
  "config.kubernetes.io/path",
  "config.kubernetes.io/index",
  "config.k8s.io/id",
];

/** Takes in what another build noted on an object in Kustomize's internal annotations: the names that it had, say. */
export function adoptHistory(node: MapNode): void {
  const metadata = get(node, "metadata");
  const annotations = isMap(metadata) ? get(metadata, "annotations") : undefined;
  if (!isMap(annotations) || !Object.keys(annotations).some((key) => key.startsWith(INTERNAL))) return;
  const text = (name: string): string | undefined => {
    const value = get(annotations, INTERNAL + name);
    return isEmpty(value) ? undefined : textOf(value);
  };
  const [names, namespaces, kinds, prefixes, suffixes] = NAMES.map((name) => text(name)?.split(","));
  const isWhole = names !== undefined && names.length === namespaces?.length && names.length === kinds?.length;
  const previous = isWhole
    ? names.map((name, at): History["previous"][number] => ({ name, namespace: namespaces![at]!, kind: kinds![at]! }))
    : [];
  remember(node, {
    previous: [...previous, ...historyOf(node).previous],
    prefixes: prefixes ?? [],
    suffixes: suffixes ?? [],
    behavior: text("generatorBehavior") ?? "",
    needsHash: text("needsHashSuffix") === "enabled",
  });
}
