import type { Manifest } from "../src/index.ts";

/** The namespaces that the services are spread over. */
const teams = 20;

/**
 * Objects as a service platform renders them, of one service after the other: ten for each, and with `custom` three of
 * kinds that a cluster has from definitions. The same arguments give the same objects.
 */
export function objectsOf(count: number, version: string, custom: boolean): Manifest[] {
  const objects = Array.from({ length: teams }, (_, team) => namespaceOf(`team-${team}`));
  for (let index = 0; objects.length < count; index++) {
    const service = { name: `service-${index}`, namespace: `team-${index % teams}`, version };
    objects.push(...serviceOf(service), ...(custom ? customOf(service) : []));
  }
  return objects.slice(0, count);
}

interface Service {
  readonly name: string;
  readonly namespace: string;
  readonly version: string;
}

function namespaceOf(name: string): Manifest {
  const labels = { "pod-security.kubernetes.io/enforce": "restricted", "app.kubernetes.io/managed-by": "bench" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function serviceOf({ name, namespace, version }: Service): Manifest[] {
  const selector = { "app.kubernetes.io/name": name };
  const labels = { ...selector, "app.kubernetes.io/part-of": namespace, "app.kubernetes.io/version": version };
  const metadata = { name, namespace, labels };
  const hash = { ...metadata, name: `${name}-config` };
  const target = { apiVersion: "apps/v1", kind: "Deployment", name };
  const backend = { service: { name, port: { name: "http" } } };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: hash,
      data: { LOG_LEVEL: "info", REGION: "eu-1" },
      immutable: true,
    },
    { apiVersion: "v1", kind: "Secret", metadata: { ...hash, name: `${name}-token` }, data: { token: "c2VjcmV0" } },
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: deploymentOf(name, labels, selector) },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: {
        selector,
        ports: [
          { name: "http", port: 80, targetPort: "http" },
          { name: "metrics", port: 9090, targetPort: 9090 },
        ],
      },
    },
    {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata,
      spec: {
        scaleTargetRef: target,
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
      },
    },
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata,
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: "http" }] }],
        egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] }],
      },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata,
      spec: {
        ingressClassName: "public",
        tls: [{ hosts: [`${name}.example.com`] }],
        rules: [{ host: `${name}.example.com`, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
      },
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata,
      rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: [hash.name], verbs: ["get", "watch"] }],
    },
  ];
}

function deploymentOf(name: string, labels: Manifest, selector: Manifest): Manifest {
  const probe = { httpGet: { path: "/healthz", port: "http" }, periodSeconds: 10, timeoutSeconds: 2 };
  const container = {
    name,
    image: `ghcr.io/example/${name}:${String(labels["app.kubernetes.io/version"])}`,
    ports: [
      { name: "http", containerPort: 8080 },
      { name: "metrics", containerPort: 9090 },
    ],
    env: [
      { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: `${name}-token`, key: "token" } } },
      ...Array.from({ length: 10 }, (_, index) => ({ name: `SETTING_${index}`, value: `value ${index}` })),
    ],
    envFrom: [{ configMapRef: { name: `${name}-config` } }],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    livenessProbe: probe,
    readinessProbe: probe,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      { name: "config", mountPath: "/etc/config", readOnly: true },
    ],
  };
  const spread = {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
  };
  return {
    revisionHistoryLimit: 3,
    selector: { matchLabels: selector },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
    template: {
      metadata: { labels, annotations: { "checksum/config": "0123456789abcdef" } },
      spec: {
        serviceAccountName: name,
        terminationGracePeriodSeconds: 45,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        topologySpreadConstraints: [spread],
        containers: [container],
        volumes: [
          { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
          { name: "config", configMap: { name: `${name}-config` } },
        ],
      },
    },
  };
}

function customOf({ name, namespace }: Service): Manifest[] {
  const metadata = { name, namespace };
  return [
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata,
      spec: {
        parentRefs: [{ name: "public", namespace: "infra", sectionName: "https" }],
        hostnames: [`${name}.example.org`],
        rules: [
          {
            matches: [{ path: { type: "PathPrefix", value: "/" } }],
            filters: [
              { type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name: "x-team", value: namespace }] } },
            ],
            backendRefs: [{ name, port: 80, weight: 1 }],
          },
        ],
      },
    },
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata,
      spec: {
        selector: { matchLabels: { "app.kubernetes.io/name": name } },
        endpoints: [
          {
            port: "metrics",
            interval: "30s",
            relabelings: [{ action: "replace", targetLabel: "team", replacement: namespace }],
          },
        ],
      },
    },
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata,
      spec: {
        refreshInterval: "5m",
        secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
        target: { name: `${name}-external`, creationPolicy: "Owner" },
        data: [{ secretKey: "password", remoteRef: { key: `secret/${name}`, property: "password" } }],
      },
    },
  ];
}
