import type { Container, Ingress, PodSpec, Probe, Service, ServicePort } from "../gen/types.ts";
import { at, item, type Path } from "../path.ts";
import type { Labels } from "../validate/labels.ts";
import { listIn, look, objectIn, textIn } from "./look.ts";
import { type Placed, relation, type Tell, type Workload, type World } from "./world.ts";

/** Ports that nothing has: of a Service at its pods, of a probe at its container, of a route at its Service. */
export function relatePorts(world: World, tell: Tell): void {
  for (const service of world.ofKind("", "Service")) relateService(service, world, tell);
  for (const workload of world.workloads) relateProbes(workload, tell);
  for (const ingress of world.ofKind("networking.k8s.io", "Ingress")) relateIngress(ingress, world, tell);
  for (const route of world.ofKind("gateway.networking.k8s.io", "HTTPRoute")) relateHttpRoute(route, world, tell);
  for (const monitor of world.ofKind("monitoring.coreos.com", "ServiceMonitor")) relateMonitor(monitor, world, tell);
}

function containersOf({ containers = [], initContainers = [] }: PodSpec): Container[] {
  // A container that is started first and stays serves like the others.
  return [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === "Always")];
}

function relateService(object: Placed, world: World, tell: Tell): void {
  const { selector = {}, ports = [], type } = (object.decoded as Service).spec ?? {};
  if (type === "ExternalName" || Object.keys(selector).length === 0) return;
  const pods = world.selected(object.namespace, { matchLabels: selector }).map(({ template }) => template.spec ?? {});
  if (pods.length === 0) return;
  for (const [index, port] of ports.entries()) {
    const target = port.targetPort ?? port.port ?? 0;
    if (pods.some((pod) => offers(pod, target, port))) continue;
    const place = at(
      item(at(undefined, "spec", "ports"), index),
      port.targetPort === port.port ? "port" : "targetPort",
    );
    const message = `no container of the pods that are selected has the port ${target}`;
    tell(object, relation("PORT_NOT_FOUND", place, { message, ...hintOf(pods.flatMap(containersOf)) }));
  }
}

function offers(pod: PodSpec, target: number | string, { protocol }: ServicePort): boolean {
  const ports = containersOf(pod).flatMap((container) => container.ports ?? []);
  if (typeof target === "string") return ports.some(({ name }) => name === target);
  // Nobody has to write a number down: what writes down none may listen anywhere.
  if (ports.length === 0) return true;
  return ports.some((port) => port.containerPort === target && port.protocol === protocol);
}

function hintOf(containers: readonly Container[]): { hint?: string } {
  const ports = containers.flatMap((container) => container.ports ?? []);
  const words = ports.map(({ name, containerPort = 0 }) =>
    name ? `${name} (${containerPort})` : String(containerPort),
  );
  return words.length === 0 ? {} : { hint: `They have ${[...new Set(words)].slice(0, 10).join(", ")}.` };
}

function relateProbes(workload: Workload, tell: Tell): void {
  const { containers = [], initContainers = [] } = workload.template.spec ?? {};
  for (const [list, all] of Object.entries({ containers, initContainers })) {
    for (const [index, container] of all.entries()) {
      const place = item(at(workload.path, "spec", list), index);
      for (const field of ["livenessProbe", "readinessProbe", "startupProbe"] as const) {
        relateProbe(container[field] ?? {}, at(place, field), container, (fault) => tell(workload, fault));
      }
    }
  }
}

function relateProbe(
  probe: Probe,
  path: Path,
  container: Container,
  report: (fault: ReturnType<typeof relation>) => void,
): void {
  for (const action of ["httpGet", "tcpSocket"] as const) {
    const port = probe[action]?.port;
    if (typeof port !== "string" || (container.ports ?? []).some(({ name }) => name === port)) continue;
    const message = `the container has no port ${port}: the probe fails always`;
    report(relation("PORT_NOT_FOUND", at(path, action, "port"), { message, ...hintOf([container]) }));
  }
}

/** Tells of a port of a Service that is here and has no such port. */
function relateBackend(
  world: World,
  backend: { object: Placed; path: Path; namespace: string; service: string; port: number | string | undefined },
  tell: Tell,
): void {
  const { object, path, namespace, service: name, port } = backend;
  const service = world.find({ group: "", kind: "Service", namespace, name });
  if (service === undefined || port === undefined || port === "") return;
  const ports = (service.decoded as Service).spec?.ports ?? [];
  if (ports.some((other) => (typeof port === "string" ? other.name : other.port) === port)) return;
  const words = ports.map((other) => [other.name, other.port].filter(Boolean).join(" "));
  const hint = `It has ${words.join(", ") || "none"}.`;
  tell(object, relation("PORT_NOT_FOUND", path, { message: `Service ${name} has no port ${port}`, hint }));
}

function relateIngress(object: Placed, world: World, tell: Tell): void {
  const { defaultBackend, rules = [] } = (object.decoded as Ingress).spec ?? {};
  const spec = at(undefined, "spec");
  const backends = rules.flatMap(({ http }, index) =>
    (http?.paths ?? []).map(({ backend }, place) => ({
      backend,
      path: at(item(at(item(at(spec, "rules"), index), "http", "paths"), place), "backend"),
    })),
  );
  for (const { backend, path } of [{ backend: defaultBackend, path: at(spec, "defaultBackend") }, ...backends]) {
    const { name: service = "", port } = backend?.service ?? {};
    const field = port?.name ? "name" : "number";
    const place = at(path, "service", "port", field);
    relateBackend(world, { object, path: place, namespace: object.namespace, service, port: port?.[field] }, tell);
  }
}

function relateHttpRoute(object: Placed, world: World, tell: Tell): void {
  for (const [index, rule] of listIn(object.decoded, "spec", "rules").entries()) {
    for (const [place, backend] of listIn(rule, "backendRefs").entries()) {
      if ((textIn(backend, "kind") || "Service") !== "Service" || textIn(backend, "group") !== "") continue;
      const port = look(backend, "port");
      if (typeof port !== "number") continue;
      const path = at(item(at(item(at(undefined, "spec", "rules"), index), "backendRefs"), place), "port");
      const namespace = textIn(backend, "namespace") || object.namespace;
      relateBackend(world, { object, path, namespace, service: textIn(backend, "name"), port }, tell);
    }
  }
}

/** A monitor's ports are those of the Services that it selects in its own namespace. */
function relateMonitor(object: Placed, world: World, tell: Tell): void {
  const labels = objectIn(object.decoded, "spec", "selector", "matchLabels");
  if (Object.keys(labels).length === 0 || look(object.decoded, "spec", "namespaceSelector") !== undefined) return;
  const services = world.servicesWith(object.namespace, labels as Labels);
  if (services.length === 0) return;
  const ports = services.flatMap(({ decoded }) => (decoded as Service).spec?.ports ?? []);
  for (const [index, endpoint] of listIn(object.decoded, "spec", "endpoints").entries()) {
    const port = textIn(endpoint, "port");
    if (port === "") continue;
    if (ports.some(({ name }) => name === port)) continue;
    const path = at(item(at(undefined, "spec", "endpoints"), index), "port");
    const message = `no Service that is selected has a port with the name ${port}`;
    const names = [...new Set(ports.map(({ name }) => name).filter(Boolean))];
    const hint = names.length === 0 ? {} : { hint: `They have ${names.join(", ")}.` };
    tell(object, relation("PORT_NOT_FOUND", path, { message, ...hint }));
  }
}
