import type { Manifest, Value } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Peer, Workload } from "../workload.ts";
import { object } from "./object.ts";

/** Networks that are not the internet. */
const privateNetworks = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Who may talk with the pods, from this service's own spec alone: what it declares, the services in its variables, DNS,
 * the gateways of its routes and Prometheus.
 */
export function networkPolicy(workload: Workload, trace: Trace): Manifest {
  const { from, because } = trace;
  const head = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    reason: "nothing but declared access is let through",
  };
  const spec = {
    podSelector: { matchLabels: { "app.kubernetes.io/name": from("name", workload.name) } },
    policyTypes: because("nothing but declared access is let through", ["Ingress", "Egress"]),
    ingress: ingress(workload, trace),
    egress: [dns(trace), ...workload.to.map((peer) => egress(workload, peer, trace))],
  };
  return object(workload, trace, head, { spec });
}

function namespace(name: string): { namespaceSelector: { matchLabels: { [label: string]: string } } } {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

/** Services and whole teams stand in the namespace of their team in this environment. */
function podsOf(workload: Workload, team: string, service: string | undefined): Value {
  const pods = namespace(`${team}-${workload.environment}`);
  return service === undefined
    ? pods
    : { ...pods, podSelector: { matchLabels: { "app.kubernetes.io/name": service } } };
}

function ingress(workload: Workload, trace: Trace): Value[] {
  const { from, because } = trace;
  const rules: Value[] = [];
  const targets = workload.ports.map(({ name, targetPort, protocol }) =>
    from(`ports/${name}`, { port: targetPort, protocol: protocol === "udp" ? "UDP" : "TCP" }),
  );
  const callers = workload.from.flatMap((peer) =>
    "team" in peer ? [from(peer.field, podsOf(workload, peer.team, peer.service))] : [],
  );
  if (callers.length > 0 && targets.length > 0) rules.push({ from: callers, ports: targets });
  const gateways = new Map(workload.routes.map((route) => [route.gateway.namespace, route]));
  for (const [name, route] of gateways)
    rules.push({ from: from(`gateways/${route.visibility}`, [namespace(name)]), ports: targets });
  if (workload.metrics !== undefined)
    rules.push({
      from: from("prometheus", [namespace(workload.metrics.namespace)], "Prometheus reads the metrics"),
      ports: from("metrics/port", [{ port: workload.metrics.port, protocol: "TCP" }]),
    });
  return rules.length > 0 ? rules : because("nobody calls it", []);
}

function dns({ because }: Trace): Value {
  return because("names are looked up in the cluster's DNS", {
    to: [namespace("kube-system")],
    ports: [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ],
  });
}

function egress(workload: Workload, peer: Peer, { from }: Trace): Value {
  if ("team" in peer) return from(peer.field, { to: [podsOf(workload, peer.team, peer.service)] });
  const ports = [{ port: peer.port, protocol: "TCP" }];
  if ("cidr" in peer) return from(peer.field, { to: [{ ipBlock: { cidr: peer.cidr } }], ports });
  return from(peer.field, { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: privateNetworks } }], ports });
}
