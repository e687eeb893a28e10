import type { Draw } from "./draw.ts";
import { object, versionOf } from "./objects.ts";
import { scalar } from "./scalars.ts";
import type { ObjectId } from "./tree.ts";
import { constraint, container, ports } from "./workloads.ts";
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
        pod(draw),
        pod(draw),
        { spec: { template: { spec: pod(draw)["spec"] } } },
        { spec: { template: pod(draw) } },
      ];
    case "Pod":
      return [pod(draw), pod(draw)];
    case "CronJob":
      return [{ spec: { jobTemplate: { spec: { template: pod(draw) } } } }];
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

/** A part of a pod, whose lists merge by one key or by several. */
function pod(draw: Draw): Map {
  const deleted = { name: "first", $patch: draw.one("delete", "merge", "replace") };
  const lists: Map[] = [
    {
      containers: draw.some<Map>(
        [deleted, container(draw, "first"), container(draw, "new"), { name: "second", image: "null" }],
        2,
      ),
    },
    {
      containers: [
        { name: "first", ports: [...ports(draw), { containerPort: 80, $patch: draw.one("delete", "replace") }] },
      ],
    },
    {
      containers: [
        {
          name: "first",
          env: [
            { name: "A", $patch: "delete" },
            { name: "B", value: scalar(draw), valueFrom: "null" },
          ],
        },
      ],
    },
    {
      containers: [
        {
          name: "first",
          volumeMounts: [
            { mountPath: "/a", name: "x" },
            { mountPath: "/b", $patch: "delete" },
          ],
        },
      ],
    },
    {
      containers: [
        { name: "first", "$setElementOrder/env": [{ name: "C" }, { name: "A" }], env: [{ name: "C", value: "c" }] },
      ],
    },
    {
      "$setElementOrder/containers": [{ name: "second" }, { name: "first" }],
      containers: [{ name: "first", image: "i" }],
    },
    { initContainers: [container(draw, "init"), { name: "init", $patch: "delete" }] },
    {
      volumes: [
        { name: "v", $retainKeys: ["emptyDir", "name"], emptyDir: {} },
        { name: "w", $patch: "delete" },
      ],
    },
    { volumes: [{ name: "v", emptyDir: { medium: "Memory" } }, { $patch: draw.one("replace", "delete") }] },
    { tolerations: [{ key: "a", operator: "Equal", value: scalar(draw) }] },
    { imagePullSecrets: [{ name: "app" }, { name: "x", $patch: "delete" }, { name: "new" }] },
    {
      hostAliases: [
        { ip: "1.2.3.4", hostnames: ["j"] },
        { ip: "5.6.7.8", hostnames: ["k"] },
      ],
    },
    { topologySpreadConstraints: [constraint(draw, "zone"), constraint(draw, "new")] },
    {
      "$deleteFromPrimitiveList/finalizers": ["a"],
      nodeSelector: draw.one<Yaml>("null", { disk: scalar(draw), $patch: "replace" }),
    },
    { template: { $patch: "replace", x: 1 }, dnsPolicy: scalar(draw) },
  ];
  return { spec: Object.assign({}, ...draw.some(lists, 2)) };
}
