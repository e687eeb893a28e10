import type { Draw } from "./draw.ts";
import { scalar } from "./scalars.ts";
import { NAMES } from "./tree.ts";
import type { Yaml } from "./write.ts";

type Map = { readonly [key: string]: Yaml | undefined };

/** Labels as they stand in YAML. */
export function labels(draw: Draw): Map {
  return Object.assign({}, ...draw.some([{ app: "app" }, { tier: "front" }, { version: '"1"' }], 3));
}

/** The template of a pod, with references to objects of all kinds and lists of all merge keys. */
export function podTemplate(draw: Draw): Map {
  return { metadata: { labels: labels(draw), ...(draw.is(20) && { annotations: { a: "'1'" } }) }, spec: podSpec(draw) };
}

/** What stands in a pod. */
export function podSpec(draw: Draw): Map {
  const names = ["first", "second"].slice(0, draw.one(1, 1, 2));
  return {
    containers: names.map((name) => container(draw, name)),
    ...Object.assign({}, ...draw.some([...volumes(draw), ...lists(draw)], 3)),
  };
}

function volumes(draw: Draw): Map[] {
  const volume = (name: string): Map => ({
    name,
    ...draw.one<Map>(
      { configMap: { name: "made" } },
      { secret: { secretName: draw.one(...NAMES) } },
      { emptyDir: {} },
      { persistentVolumeClaim: { claimName: draw.one(...NAMES) } },
      { projected: { sources: [{ configMap: { name: draw.one(...NAMES) } }, { secret: { name: "made" } }] } },
      { csi: { driver: "d", nodePublishSecretRef: { name: draw.one(...NAMES) } } },
    ),
  });
  return [{ volumes: [volume("v")] }, { volumes: [volume("v"), volume("w")] }];
}

function lists(draw: Draw): Map[] {
  return [
    { serviceAccountName: draw.one(...NAMES) },
    { initContainers: [container(draw, "init")] },
    { imagePullSecrets: draw.some<Map>([{ name: "app" }, { name: "made" }, { name: "x" }], 3) },
    { tolerations: draw.some<Map>([{ key: "a", operator: "Exists" }, { key: "a", effect: "NoSchedule" }, {}], 2) },
    { hostAliases: [{ ip: "1.2.3.4", hostnames: ["h", "i"] }] },
    { topologySpreadConstraints: [constraint(draw, "zone"), constraint(draw, "host")] },
    { priorityClassName: "app" },
    { ephemeralContainers: [container(draw, "debug")] },
    { nodeSelector: { disk: scalar(draw) } },
    { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [affinity(draw)] } } },
  ];
}

export function constraint(draw: Draw, topologyKey: string): Map {
  const whenUnsatisfiable = draw.one("DoNotSchedule", "ScheduleAnyway");
  return { maxSkew: draw.one(1, 2), topologyKey, whenUnsatisfiable, labelSelector: { matchLabels: labels(draw) } };
}

function affinity(draw: Draw): Map {
  return { topologyKey: "zone", labelSelector: { matchLabels: labels(draw) } };
}

const IMAGES = [
  "nginx",
  "'nginx:1.7'",
  "'acme/app:v1'",
  "'host:5000/acme/app'",
  "'nginx@sha256:ab'",
  "'nginx:1@sha256:ab'",
];

/** A container, or what a patch says of one. */
export function container(draw: Draw, name: string): Map {
  const fields: Map[] = [
    { env: environment(draw) },
    { envFrom: [{ configMapRef: { name: draw.one(...NAMES, "made") } }, { prefix: "p_", secretRef: { name: "app" } }] },
    { ports: ports(draw) },
    { command: ["run", "$(V)", scalar(draw)] },
    { args: ["'$(V)'", "a$(V)b"] },
    { resources: { limits: { cpu: draw.one<Yaml>(1, "500m", "1.50") } } },
    {
      volumeMounts: draw.some<Map>(
        [
          { name: "v", mountPath: "/a" },
          { name: "v", mountPath: "/b" },
          { name: "w", mountPath: "/c", subPath: "s" },
        ],
        3,
      ),
    },
    { volumeDevices: [{ name: "v", devicePath: "/d" }] },
  ];
  return { name, image: draw.one(...IMAGES), ...Object.assign({}, ...draw.some(fields, 3)) };
}

function environment(draw: Draw): Map[] {
  const key = { name: draw.one(...NAMES), key: "k" };
  return draw.some<Map>(
    [
      { name: "A", value: scalar(draw) },
      { name: "B", valueFrom: draw.one<Map>({ secretKeyRef: key }, { configMapKeyRef: key }) },
      { name: "C", value: "$(V)" },
      { name: "D" },
    ],
    4,
  );
}

/** Ports, which merge by number and protocol. */
export function ports(draw: Draw): Map[] {
  return draw.some<Map>(
    [
      { containerPort: 80 },
      { containerPort: 80, protocol: "TCP", name: "t" },
      { containerPort: 80, protocol: "UDP" },
      { containerPort: 81, name: "x", protocol: "UDP" },
      { containerPort: 82, hostPort: 1 },
    ],
    3,
  );
}
