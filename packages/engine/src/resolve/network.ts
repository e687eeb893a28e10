import { isMap, valueAt } from "../doc.ts";
import type { Access, Ports, Route } from "../gen/types.ts";
import { suggest } from "../suggest.ts";
import type { Peer, RouteGroup, ServicePort } from "../workload.ts";
import type { Json } from "../yaml.ts";
import { checkService } from "./content.ts";
import type { Context } from "./context.ts";
import { type Layers, note, noteDefault, noteInstalled, report } from "./layers.ts";

/** The ports that others reach; the first is the one for routes and health. */
export function resolvePorts(layers: Layers, kind: string): ServicePort[] {
  const { port, ports, health } = layers.merged;
  if (kind === "StaticSite") {
    noteDefault(layers, "ports", "the server of static sites listens on 8080 and is served on 80");
    return [{ name: "http", port: 80, targetPort: 8080, protocol: "http" }];
  }
  if (typeof port === "number") {
    note(layers, "ports", ["port"]);
    const protocol = health === "grpc" || usesGrpc(health) ? "grpc" : health === "tcp" ? "tcp" : "http";
    if (protocol !== "http") note(layers, `ports/${protocol}/name`, ["health"]);
    return [{ name: protocol, port: 80, targetPort: port, protocol }];
  }
  return Object.entries((ports as unknown as Ports | undefined) ?? {}).map(([name, entry]) => {
    note(layers, `ports/${name}`, ["ports", name]);
    return { name, port: entry.port, targetPort: entry.targetPort ?? entry.port, protocol: entry.protocol ?? "http" };
  });
}

function usesGrpc(health: Json | undefined): boolean {
  return isMap(health) && Object.values(health).some((probe) => isMap(probe) && "grpc" in probe);
}

/** The routes, together by host and visibility. */
export function resolveRoutes(
  layers: Layers,
  context: Context,
  name: string,
  ports: readonly ServicePort[],
): RouteGroup[] {
  const routes = (layers.merged["routes"] as unknown as Route[] | undefined) ?? [];
  const { domain, capabilities } = context.environment.value.spec;
  const groups = new Map<string, RouteGroup & { rules: RouteGroup["rules"][number][] }>();
  for (const [index, route] of routes.entries()) {
    const visibility = route.visibility ?? "external";
    const written = route.host ?? name;
    const host = written.includes(".") ? written : `${written}.${domain}`;
    const gateway = capabilities?.gateway?.[visibility];
    const field = `routes/${index}`;
    note(layers, field, ["routes", index]);
    if (gateway === undefined) {
      lacksGateway(layers, context, index, visibility);
      continue;
    }
    noteInstalled(layers, `gateways/${visibility}`, context.environment.doc, ["gateway", visibility]);
    const issuer = ownIssuer(context, host, domain);
    if (issuer !== undefined) noteInstalled(layers, "certificates", context.environment.doc, ["certificates"]);
    const key = `${visibility} ${host}`;
    const group = groups.get(key) ?? {
      host,
      visibility,
      gateway,
      rules: [],
      ...(issuer === undefined ? {} : { issuer }),
    };
    const portField = route.port === undefined ? `ports/${ports[0]?.name}` : field;
    group.rules.push({ path: route.path ?? "/", port: route.port ?? ports[0]?.port ?? 80, field, portField });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function ownIssuer(context: Context, host: string, domain: string): string | undefined {
  const certificates = context.environment.value.spec.capabilities?.certificates;
  const covered =
    certificates?.wildcard === true && host.endsWith(`.${domain}`) && !host.slice(0, -domain.length - 1).includes(".");
  return covered ? undefined : certificates?.issuer;
}

function lacksGateway(layers: Layers, context: Context, index: number, visibility: string): void {
  const where = context.environment.value.metadata.name;
  const stated = valueAt(layers.merged, ["routes", index, "visibility"]) !== undefined;
  report(layers, stated ? ["routes", index, "visibility"] : ["routes", index], {
    code: "CAPABILITY_MISSING",
    message: `${where} has no ${visibility} gateway, which this route needs.`,
    hint: `Use another visibility in ${where}, or have the platform team add the gateway (capabilities.gateway.${visibility}).`,
  });
}

/** Who may call the service: those it names, else its own team. */
export function resolveCallers(layers: Layers, context: Context): Peer[] {
  const from = (layers.merged["access"] as unknown as Access | undefined)?.from;
  if (from === undefined) {
    noteDefault(layers, "from", "the own team may call, when access.from does not say who");
    return [{ team: context.team.value.metadata.name, field: "from" }];
  }
  return from.map((caller, index) => {
    const field = `from/${index}`;
    note(layers, field, ["access", "from", index]);
    const [team = "", service] = caller.split("/");
    if (service !== undefined) checkService(layers, context, caller, ["access", "from", index]);
    else checkTeam(layers, context, team, index);
    return { team, field, ...(service === undefined ? {} : { service }) };
  });
}

function checkTeam(layers: Layers, context: Context, team: string, index: number): void {
  if (context.ground.catalog.teams.has(team)) return;
  const guess = suggest(team, [...context.ground.catalog.teams]);
  report(layers, ["access", "from", index], {
    code: "TEAM_UNKNOWN",
    message: `There is no team "${team}".`,
    hint:
      guess === undefined
        ? "Write a team that has a folder under apps/, or a service as team/name."
        : `Did you mean "${guess}"?`,
  });
}

/** Whom the service may call: those it names, and the services in its variables. */
export function resolveCallees(layers: Layers, context: Context): Peer[] {
  const peers = new Map<string, Peer>();
  const add = (peer: Peer) => {
    const { field: _field, ...rest } = peer;
    const key = JSON.stringify(rest);
    if (!peers.has(key)) peers.set(key, peer);
  };
  const to = (layers.merged["access"] as unknown as Access | undefined)?.to ?? [];
  for (const [index, callee] of to.entries()) {
    const field = `to/${index}`;
    note(layers, field, ["access", "to", index]);
    if (!callee.includes(":")) checkService(layers, context, callee, ["access", "to", index]);
    add(calleeOf(callee, field));
  }
  const variables = layers.merged["variables"];
  for (const [name, value] of Object.entries(isMap(variables) ? variables : {}))
    if (isMap(value) && typeof value["service"] === "string") add(calleeOf(value["service"], `variables/${name}`));
  return [...peers.values()];
}

function calleeOf(written: string, field: string): Peer {
  const colon = written.lastIndexOf(":");
  if (colon < 0) {
    const [team = "", service = ""] = written.split("/");
    return { team, service, field };
  }
  const address = written.slice(0, colon);
  const port = Number(written.slice(colon + 1));
  return address.includes("/") ? { cidr: address, port, field } : { internet: true, port, field };
}
