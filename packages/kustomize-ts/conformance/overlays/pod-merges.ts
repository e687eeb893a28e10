import type { Draw } from "./draw.ts";
import { scalar } from "./scalars.ts";
import { constraint, container, ports } from "./workloads.ts";
import type { Yaml } from "./write.ts";

type Map = { readonly [key: string]: Yaml | undefined };

/** A part of a pod for a strategic merge: its lists merge by one key or by several. */
export function podMerge(draw: Draw): Map {
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
