import type { Ingress } from "../gen/types.ts";
import type { Value } from "../manifest.ts";
import { at, item, type Path } from "../path.ts";
import { listIn, look, textIn } from "./look.ts";
import { type Placed, relation, type Tell, type World } from "./world.ts";

const gateways = "gateway.networking.k8s.io";

/** One host and path that an object serves, or the host of one of its listeners. */
interface Route {
  readonly object: Placed;
  readonly path: Path;
  readonly key: string;
  readonly words: string;
}

/**
 * Two routes for one host and path: which of them is served is up to the controller. Two listeners of one Gateway for one
 * host and port: the younger one's routes are not served at all (GEP-1713).
 */
export function relateRoutes(world: World, tell: Tell): void {
  const first = new Map<string, Route>();
  const routes = [
    ...world.ofKind("networking.k8s.io", "Ingress").flatMap(routesOfIngress),
    ...world.ofKind(gateways, "HTTPRoute").flatMap(routesOfHttpRoute),
    ...world.ofKind(gateways, "Gateway").flatMap(listenersOf),
    ...world.ofKind(gateways, "ListenerSet").flatMap(listenersOf),
  ];
  for (const route of routes) {
    const other = first.get(route.key);
    if (other === undefined) {
      first.set(route.key, route);
      continue;
    }
    const { kind, namespace, name } = other.object;
    const where =
      other.object === route.object ? "twice" : `by ${kind} ${[namespace, name].filter(Boolean).join("/")} as well`;
    tell(route.object, relation("ROUTE_CONFLICT", route.path, { message: `${route.words} is served ${where}` }));
  }
}

function routesOfIngress(object: Placed): Route[] {
  const { metadata, spec = {} } = object.decoded as Ingress;
  const annotations = metadata?.annotations ?? {};
  // A canary shares its route with the one that it is tried beside.
  if (annotations["nginx.ingress.kubernetes.io/canary"] === "true") return [];
  const ingressClass = spec.ingressClassName ?? annotations["kubernetes.io/ingress.class"] ?? "";
  return (spec.rules ?? []).flatMap(({ host = "", http }, index) =>
    (http?.paths ?? []).map(({ path = "/", pathType = "" }, place) => ({
      object,
      path: item(at(item(at(undefined, "spec", "rules"), index), "http", "paths"), place),
      key: JSON.stringify(["Ingress", ingressClass, host.toLowerCase(), pathType, path]),
      words: `${pathType} ${host}${path}`,
    })),
  );
}

function routesOfHttpRoute(object: Placed): Route[] {
  const { decoded, namespace } = object;
  const hosts = listIn(decoded, "spec", "hostnames").filter((host) => typeof host === "string");
  const parents = listIn(decoded, "spec", "parentRefs").map((parent) => parentKey(parent, namespace));
  return listIn(decoded, "spec", "rules").flatMap((rule, index) => {
    const matches = listIn(rule, "matches");
    const place = item(at(undefined, "spec", "rules"), index);
    return (matches.length === 0 ? [{}] : matches).flatMap((match, which) =>
      (hosts.length === 0 ? [""] : hosts).flatMap((host) =>
        parents.map((parent) => ({
          object,
          path: matches.length === 0 ? place : item(at(place, "matches"), which),
          key: JSON.stringify(["HTTPRoute", parent, host.toLowerCase(), matchKey(match)]),
          words: `${matchWords(match)} of ${host || "every host"}`,
        })),
      ),
    );
  });
}

/** The listeners of a Gateway, be they its own or those of a ListenerSet that adds to it. */
function listenersOf(object: Placed): Route[] {
  const { decoded, kind, namespace, name } = object;
  const gateway = kind === "Gateway" ? { namespace, name } : look(decoded, "spec", "parentRef");
  return listIn(decoded, "spec", "listeners").flatMap((listener, index) => {
    const [host, port] = [textIn(listener, "hostname"), look(listener, "port")];
    if (typeof port !== "number") return [];
    return [
      {
        object,
        path: item(at(undefined, "spec", "listeners"), index),
        key: JSON.stringify(["Listener", parentKey(gateway, namespace), host.toLowerCase(), port]),
        words: `port ${port} of ${host || "every host"}`,
      },
    ];
  });
}

function parentKey(parent: Value | undefined, namespace: string): string {
  const port = look(parent, "port");
  const steps = [textIn(parent, "namespace") || namespace, textIn(parent, "name"), textIn(parent, "sectionName")];
  return JSON.stringify([...steps, typeof port === "number" ? port : 0]);
}

/** All that a match asks of a request: two that ask the same are one. */
function matchKey(match: Value): string {
  const { type, value } = pathOf(match);
  const pairs = (field: string) =>
    listIn(match, field)
      .map((pair) => JSON.stringify([textIn(pair, "type"), textIn(pair, "name").toLowerCase(), textIn(pair, "value")]))
      .sort();
  return JSON.stringify([type, value, textIn(match, "method"), pairs("headers"), pairs("queryParams")]);
}

function pathOf(match: Value): { type: string; value: string } {
  return { type: textIn(match, "path", "type") || "PathPrefix", value: textIn(match, "path", "value") || "/" };
}

function matchWords(match: Value): string {
  const { type, value } = pathOf(match);
  return [textIn(match, "method"), type, value].filter(Boolean).join(" ");
}
