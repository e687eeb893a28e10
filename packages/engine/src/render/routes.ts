import { createHash } from "node:crypto";
import type { Manifest } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { RouteGroup, Workload } from "../workload.ts";
import { object } from "./object.ts";

const group = "gateway.networking.k8s.io";

/** How the service is reached from outside: a route by host, with a listener and a certificate of its own where it needs them. */
export function routes(workload: Workload, trace: Trace): Manifest[] {
  return workload.routes.flatMap((route) => {
    const name = routeName(workload, route);
    const own =
      route.issuer === undefined
        ? []
        : [listenerSet(workload, trace, route, name), certificate(workload, trace, route, name)];
    return [httpRoute(workload, trace, route, name), ...own];
  });
}

/** The longest name of an object, with room for what others add to it. */
const longestName = 200;

/**
 * The service, a dot, and the host: stable whatever other routes there are, and never the name that another service
 * makes, because the name of a service has no dot.
 */
function routeName(workload: Workload, route: RouteGroup): string {
  const plain = `${workload.name}.${route.visibility === "internal" ? "internal." : ""}${route.host}`;
  const isAlone = route.visibility === "internal" || !route.host.startsWith("internal.");
  if (isAlone && plain.length <= longestName) return plain;
  const hash = createHash("sha256").update(`${route.visibility} ${route.host}`).digest("hex");
  return `${workload.name}.${hash.slice(0, 16)}`;
}

function fieldOf(route: RouteGroup): string {
  return route.rules[0]?.field ?? "routes";
}

function hostOf(route: RouteGroup, { from }: Trace): string {
  return from(fieldOf(route), route.host, "under the environment's domain, when the host has no dot");
}

function httpRoute(workload: Workload, trace: Trace, route: RouteGroup, name: string): Manifest {
  const { from, because } = trace;
  const parent =
    route.issuer === undefined
      ? from(`gateways/${route.visibility}`, {
          group,
          kind: "Gateway",
          name: route.gateway.name,
          namespace: route.gateway.namespace,
        })
      : because("the host has a listener of its own, with its certificate", { group, kind: "ListenerSet", name });
  const rules = route.rules.map(({ path, port, field, portField }) => ({
    matches: from(field, [{ path: { type: "PathPrefix", value: path } }]),
    backendRefs: [{ name: from("name", workload.name), port: from(portField, port) }],
  }));
  const head = {
    apiVersion: `${group}/v1`,
    kind: "HTTPRoute",
    name,
    field: fieldOf(route),
    reason: "routes are reached through the environment's gateways",
  };
  return object(workload, trace, head, {
    spec: { parentRefs: [parent], hostnames: [hostOf(route, trace)], rules },
  });
}

function listenerSet(workload: Workload, trace: Trace, route: RouteGroup, name: string): Manifest {
  const { from, because } = trace;
  const head = {
    apiVersion: `${group}/v1`,
    kind: "ListenerSet",
    name,
    field: fieldOf(route),
    reason: "a host with a certificate of its own has a listener of its own at the gateway",
  };
  const spec = {
    parentRef: from(`gateways/${route.visibility}`, {
      group,
      kind: "Gateway",
      name: route.gateway.name,
      namespace: route.gateway.namespace,
    }),
    listeners: [
      {
        name: because("browsers speak https", "https"),
        port: because("browsers speak https", 443),
        protocol: because("browsers speak https", "HTTPS"),
        hostname: hostOf(route, trace),
        tls: because("the secret that the Certificate fills", { mode: "Terminate", certificateRefs: [{ name }] }),
      },
    ],
  };
  return object(workload, trace, head, { spec });
}

function certificate(workload: Workload, trace: Trace, route: RouteGroup, name: string): Manifest {
  const { from, because } = trace;
  const head = {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    name,
    field: fieldOf(route),
    reason: "cert-manager keeps the host's certificate",
  };
  const spec = {
    secretName: because("the listener reads the secret of this name", name),
    dnsNames: [hostOf(route, trace)],
    issuerRef: from("certificates", {
      group: "cert-manager.io",
      kind: "ClusterIssuer",
      name: route.issuer ?? "",
    }),
    privateKey: because("a renewed certificate has a new key", { rotationPolicy: "Always" }),
  };
  return object(workload, trace, head, { spec });
}
