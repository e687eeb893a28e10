import type { Draw } from "./draw.ts";
import { object, versionOf } from "./objects.ts";
import { podMerge } from "./pod-merges.ts";
import { scalar } from "./scalars.ts";
import type { ObjectId } from "./tree.ts";
import { write, type Yaml } from "./write.ts";

type Map = { readonly [key: string]: Yaml | undefined };

/** A strategic merge patch for an object: another one of its kind, or a few fields with directives. */
export function merge(draw: Draw, id: ObjectId): string {
  if (draw.is(40)) return object(draw, id);
  const { labels, annotations, ...fields } = draw.one(...metadata(draw), ...kindFields(draw, id.kind));
  const own: Map = { name: id.name, namespace: id.namespace, labels, annotations };
  return write(draw, { apiVersion: versionOf(id.kind), kind: id.kind, metadata: own, ...fields });
}

function metadata(draw: Draw): Map[] {
  return [
    { labels: { app: "null", added: '"1"' } },
    { annotations: { note: draw.one("null", scalar(draw)), added: "text" } },
    { labels: { $patch: draw.one("replace", "delete"), added: "x" } },
    draw.is(30) ? { $patch: "delete" } : { annotations: { added: scalar(draw) } },
  ];
}

function kindFields(draw: Draw, kind: string): Map[] {
  switch (kind) {
    case "Deployment":
    case "StatefulSet":
    case "DaemonSet":
      return [
        podMerge(draw),
        podMerge(draw),
        { spec: { template: { spec: podMerge(draw)["spec"] } } },
        { spec: { template: podMerge(draw) } },
      ];
    case "Pod":
      return [podMerge(draw), podMerge(draw)];
    case "CronJob":
      return [{ spec: { jobTemplate: { spec: { template: podMerge(draw) } } } }];
    case "Service":
      return [
        {
          spec: {
            ports: draw.some<Map>(
              [
                { port: 80, protocol: "UDP", name: "u" },
                { port: 80, targetPort: scalar(draw) },
                { port: 82 },
                { port: 81, $patch: "delete" },
                { $patch: "replace" },
              ],
              3,
            ),
          },
        },
      ];
    case "ServiceAccount":
      return [{ secrets: draw.some<Map>([{ name: "app" }, { name: "x", $patch: "delete" }, { name: "new" }], 3) }];
    case "ConfigMap":
      return [
        { data: { k: "null", added: scalar(draw) } },
        { data: { $patch: "replace", only: scalar(draw) } },
        { data: "null" },
      ];
    default:
      return [
        { spec: { $patch: draw.one("merge", "replace"), added: scalar(draw) } },
        {
          spec: {
            text: draw.one("null", scalar(draw)),
            list: [{ name: "a", v: 2 }],
            map: { a: "null", b: { c: scalar(draw) } },
          },
        },
        {
          spec: {
            words: draw.one<Yaml>("null", [scalar(draw)], []),
            none: scalar(draw),
            ref: draw.one<Yaml>("null", {}, { name: "x" }),
          },
        },
        {
          spec: {
            list: [{ $patch: draw.one("replace", "delete", "merge") }, { name: "c" }],
            map: { $retainKeys: ["b"], b: 1 },
          },
        },
      ];
  }
}
