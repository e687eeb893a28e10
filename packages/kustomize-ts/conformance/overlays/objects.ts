import type { Draw } from "./draw.ts";
import { TYPES } from "./kinds.ts";
import { NAMES, NAMESPACES, type ObjectId } from "./tree.ts";
import { labels } from "./workloads.ts";
import { write, type Yaml } from "./write.ts";

type Map = { readonly [key: string]: Yaml | undefined };

const CLUSTER_SCOPED = /^(Cluster|Namespace|.*WebhookConfiguration$|PersistentVolume$|APIService|CustomResource)/;

/** The kinds that there are objects of, the usual ones more often. */
export const KINDS: readonly string[] = [
  ...["Deployment", "StatefulSet", "ConfigMap", "Secret", "Service", "Thing", "Thing", "Thing"],
  ...Object.keys(TYPES),
];
export const WORKLOADS: readonly string[] = ["Deployment", "StatefulSet"];

export function versionOf(kind: string): string {
  return TYPES[kind]?.[0] ?? "v1";
}

/** A kind, a name and perhaps a namespace for an object. */
export function objectId(draw: Draw): ObjectId {
  const kind = draw.one(...KINDS);
  const namespace = !CLUSTER_SCOPED.test(kind) && draw.is(20) ? draw.one(...NAMESPACES) : undefined;
  return { kind, name: draw.one(...NAMES), namespace };
}

/** An object as data. */
export function objectFields(draw: Draw, { kind, name, namespace }: ObjectId): Map {
  const metadata: Map = {
    name,
    namespace,
    labels: draw.is(50) ? labels(draw) : undefined,
    annotations: draw.is(25) ? { note: draw.one("text", "'1'", "'true'", '"a\\nb"', "1", "~") } : undefined,
  };
  return { apiVersion: versionOf(kind), kind, metadata, ...TYPES[kind]?.[1](draw) };
}

/** An object as YAML. */
export function object(draw: Draw, id: ObjectId): string {
  return write(draw, objectFields(draw, id));
}
