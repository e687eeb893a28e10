import type { Draw } from "./draw.ts";
import { scalar, scalarOrBlock } from "./scalars.ts";
import { NAMES } from "./tree.ts";
import { labels, podSpec, podTemplate } from "./workloads.ts";
import type { Yaml } from "./write.ts";

type Map = { readonly [key: string]: Yaml | undefined };

const RBAC = "rbac.authorization.k8s.io/v1";
const ADMISSION = "admissionregistration.k8s.io/v1";
/** Of each kind the version, and its fields beside those that all have. */
export const TYPES: { readonly [kind: string]: readonly [string, (draw: Draw) => Map] } = {
  Deployment: ["apps/v1", (draw) => ({ spec: { ...replicas(draw), ...selector(draw), template: podTemplate(draw) } })],
  StatefulSet: [
    "apps/v1",
    (draw) => ({
      spec: {
        serviceName: name(draw),
        template: podTemplate(draw),
        volumeClaimTemplates: [{ metadata: { name: "disk", labels: labels(draw) } }],
      },
    }),
  ],
  DaemonSet: ["apps/v1", (draw) => ({ spec: { ...selector(draw), template: podTemplate(draw) } })],
  Pod: ["v1", (draw) => ({ spec: podSpec(draw) })],
  CronJob: [
    "batch/v1",
    (draw) => ({ spec: { schedule: '"* * * * *"', jobTemplate: { spec: { template: podTemplate(draw) } } } }),
  ],
  Service: ["v1", (draw) => ({ spec: { selector: labels(draw), ports: servicePorts(draw) } })],
  Ingress: ["networking.k8s.io/v1", ingress],
  NetworkPolicy: [
    "networking.k8s.io/v1",
    (draw) => ({
      spec: {
        podSelector: { matchLabels: labels(draw) },
        ingress: [{ from: [{ podSelector: { matchLabels: labels(draw) } }] }],
      },
    }),
  ],
  PodDisruptionBudget: [
    "policy/v1",
    (draw) => ({ spec: { minAvailable: draw.one<Yaml>(1, "50%"), ...selector(draw) } }),
  ],
  RoleBinding: [RBAC, binding],
  ClusterRoleBinding: [RBAC, binding],
  Role: [RBAC, role],
  ClusterRole: [RBAC, role],
  HorizontalPodAutoscaler: [
    "autoscaling/v2",
    (draw) => ({
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: draw.one("Deployment", "StatefulSet"), name: name(draw) },
        minReplicas: 1,
      },
    }),
  ],
  PersistentVolume: [
    "v1",
    (draw) => ({ spec: { claimRef: { name: name(draw), namespace: "one" }, storageClassName: name(draw) } }),
  ],
  PersistentVolumeClaim: ["v1", (draw) => ({ spec: { volumeName: name(draw), storageClassName: name(draw) } })],
  ValidatingWebhookConfiguration: [ADMISSION, webhooks],
  MutatingWebhookConfiguration: [ADMISSION, webhooks],
  APIService: ["apiregistration.k8s.io/v1", (draw) => ({ spec: { service: service(draw), group: "g" } })],
  CustomResourceDefinition: [
    "apiextensions.k8s.io/v1",
    (draw) => ({
      spec: { group: "g", conversion: { strategy: "Webhook", webhook: { clientConfig: { service: service(draw) } } } },
    }),
  ],
  ConfigMap: [
    "v1",
    (draw) => ({ data: { k: scalarOrBlock(draw), "other.txt": scalarOrBlock(draw), ...oddField(draw) } }),
  ],
  Secret: [
    "v1",
    (draw) => ({ type: "Opaque", data: { k: draw.one("YQ==", "''") }, stringData: { s: scalarOrBlock(draw) } }),
  ],
  ServiceAccount: [
    "v1",
    (draw) => ({
      secrets: draw.some<Map>([{ name: name(draw) }, { name: "x" }], 2),
      imagePullSecrets: [{ name: name(draw) }],
    }),
  ],
  Namespace: ["v1", () => ({})],
  Thing: ["example.com/v1", thing],
};

const name = (draw: Draw): string => draw.one(...NAMES);
const replicas = (draw: Draw): Map => draw.one<Map>({ replicas: 1 }, { replicas: 3 }, {}, { replicas: "~" });
const selector = (draw: Draw): Map => ({ selector: { matchLabels: labels(draw) } });
const service = (draw: Draw): Map => ({ name: name(draw), namespace: draw.one("one", "two", "default") });
/** Now and then a key that is not written as a string. */
const oddField = (draw: Draw): Map =>
  draw.is(3) ? { [draw.one("1", "true", "'1'", "~", "1.0", "y", '"a\\nb"')]: "'x'" } : {};

function servicePorts(draw: Draw): Map[] {
  const all: Map[] = [
    { port: 80, name: "web" },
    { port: 81, protocol: "UDP" },
    { port: 80, protocol: "UDP" },
  ];
  return [all[0]!, ...draw.some(all.slice(1), 2)];
}

function ingress(draw: Draw): Map {
  const backend = { service: { name: name(draw), port: { number: 80 } } };
  const rules = [{ host: "h", http: { paths: [{ path: "/", backend }] } }];
  return { spec: { rules, ...(draw.is(30) && { tls: [{ secretName: name(draw) }], ingressClassName: name(draw) }) } };
}

function binding(draw: Draw): Map {
  const subject = {
    kind: "ServiceAccount",
    name: draw.one(...NAMES, "default"),
    namespace: draw.one("one", "default"),
  };
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: draw.one("ClusterRole", "Role"), name: name(draw) };
  return { roleRef, subjects: draw.one([subject], [subject, { kind: "User", name: "u" }]) };
}

function role(draw: Draw): Map {
  const resources = [draw.one("configmaps", "secrets", "services")];
  return { rules: [{ apiGroups: ['""'], resources, resourceNames: [name(draw)], verbs: ["get"] }] };
}

function webhooks(draw: Draw): Map {
  return { webhooks: [{ name: "w.example.com", clientConfig: { service: service(draw) } }] };
}

/** An object that no schema knows, with all sorts of fields. */
function thing(draw: Draw): Map {
  const spec = {
    text: scalarOrBlock(draw),
    list: [
      { name: "a", v: scalar(draw) },
      { name: "b", v: 1 },
    ],
    words: ["a", scalar(draw)],
    ref: { name: draw.one(...NAMES, "made") },
    map: { ...oddField(draw), ...(draw.is(20) && { "a/b": scalar(draw), "c~d": 1, "e.f": 2 }) },
    none: draw.one("null", "~", ""),
    nested: draw.is(20) ? [["a", [scalar(draw)]], []] : undefined,
    template: draw.is(10) ? podTemplate(draw) : undefined,
    hook: draw.is(10) ? { apiVersion: "v1", kind: "Pod", metadata: { name: "x" }, spec: podSpec(draw) } : undefined,
  };
  return { spec };
}
