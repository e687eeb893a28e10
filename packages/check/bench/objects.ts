import type { Manifest } from "../src/index.ts";

/**
 * Objects as a service platform renders them: for each of `count` services ten, in `teams` namespaces. The same numbers
 * give the same objects.
 */
export function servicesOf(count: number, teams: number): Manifest[] {
  const objects: Manifest[] = [];
  for (let team = 0; team < teams; team++) objects.push(namespaceOf(`team-${team}`));
  for (let index = 0; index < count; index++) {
    objects.push(...serviceOf(`service-${index}`, `team-${index % teams}`, index));
  }
  return objects;
}

function namespaceOf(name: string): Manifest {
  const labels = { "pod-security.kubernetes.io/enforce": "restricted", "app.kubernetes.io/managed-by": "bench" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function serviceOf(name: string, namespace: string, index: number): Manifest[] {
  const selector = { "app.kubernetes.io/name": name };
  const labels = { ...selector, "app.kubernetes.io/part-of": namespace, "app.kubernetes.io/version": `1.${index}.0` };
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
    image: `ghcr.io/example/${name}:1.2.3`,
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
