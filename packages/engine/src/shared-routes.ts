import type { Folder } from "./catalog.ts";
import { place } from "./doc.ts";
import { compare, type Finding } from "./finding.ts";
import type { Ground } from "./ground.ts";
import { hostWordsOf } from "./host-words.ts";
import { showOrigin } from "./origin.ts";
import { type From, foldersOf, readService } from "./read-service.ts";
import { resolveService } from "./service.ts";
import type { RouteGroup, Workload } from "./workload.ts";

/** Where services come from that are not among those looked at. */
export interface Elsewhere {
  readonly ground: Ground;
  readonly environment: string;
  readonly from: From;
}

interface Claim {
  readonly id: string;
  readonly finding: (others: readonly string[]) => Finding;
}

/**
 * Routes of some services, by "team/name", that another service of the environment has as well: whichever is older gets
 * the requests (Gateway API, "conflict resolution"), and the other one gets none. Services that are not among those given
 * are read only where their text names one of the hosts. Routes that come with a kustomization are not looked at.
 */
export function sharedRoutes(services: ReadonlyMap<string, Workload>, elsewhere: Elsewhere): Finding[] {
  const claims = new Map<string, Claim[]>();
  const domain = elsewhere.ground.environments.get(elsewhere.environment)?.value.spec.domain ?? "";
  for (const [id, workload] of services)
    for (const [key, claim] of claimsOf(id, workload, domain)) add(claims, key, claim);
  if (claims.size === 0) return [];
  const hosts = new Set([...services.values()].flatMap(({ routes }) => routes.map(({ host }) => host)));
  for (const [id, folder] of neighbours(hosts, { services, domain, ...elsewhere })) {
    const { workload } = resolveService(readService(elsewhere.ground, elsewhere.environment, id, folder));
    if (workload === undefined) continue;
    for (const [key, claim] of claimsOf(id, workload, domain)) claims.get(key)?.push(claim);
  }
  return [...claims.values()].flatMap((list) => {
    const ids = [...new Set(list.map(({ id }) => id))].sort(compare);
    if (ids.length < 2) return [];
    return list.filter(({ id }) => services.has(id)).map(({ id, finding }) => finding(ids.filter((one) => one !== id)));
  });
}

function add(claims: Map<string, Claim[]>, key: string, claim: Claim): void {
  const known = claims.get(key);
  if (known === undefined) claims.set(key, [claim]);
  else known.push(claim);
}

function claimsOf(id: string, { routes, origins }: Workload, domain: string): [key: string, claim: Claim][] {
  return routes.flatMap((route) =>
    route.rules.map(({ path, field }): [string, Claim] => {
      // The same words in every environment, so that one mistake is one finding.
      const words = `${labelOf(route.host, domain) ?? route.host}${path}`;
      const origin = origins.get(field);
      const { file = `apps/${id}/service.yaml`, line = 1, column = 1 } = origin === undefined ? {} : showOrigin(origin);
      const finding = (others: readonly string[]) =>
        place(
          file,
          { line, column },
          {
            code: "ROUTE_SHARED",
            message: `${words} is served by ${others.join(" and ")} too.`,
            hint: "Give it another host or path in one of them: only the older one gets the requests.",
          },
        );
      return [keyOf(route, path), { id, finding }];
    }),
  );
}

/** The host as it is written where the environment's domain is left out. */
function labelOf(host: string, domain: string): string | undefined {
  return host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : undefined;
}

function keyOf({ gateway, host }: RouteGroup, path: string): string {
  return [gateway.namespace, gateway.name, host, path].join(" ");
}

/** Services that may have one of the hosts: by their text, or by their name, which is the host of a route that names none. */
function neighbours(
  hosts: ReadonlySet<string>,
  {
    services,
    domain,
    ground,
    environment,
    from,
  }: Elsewhere & { readonly services: ReadonlyMap<string, unknown>; readonly domain: string },
): [string, Folder][] {
  const { written, named, unclear } = hostWordsOf(ground.catalog.files);
  const labels = [...hosts].flatMap((host) => labelOf(host, domain) ?? []);
  const found = new Set([
    ...[...hosts, ...labels].flatMap((word) => written.get(word) ?? []),
    ...labels.flatMap((label) => named.get(label) ?? []),
    ...unclear,
  ]);
  const folders = foldersOf(ground, environment, from);
  return [...found].sort(compare).flatMap((id): [string, Folder][] => {
    const folder = services.has(id) ? undefined : folders.get(id);
    return folder === undefined ? [] : [[id, folder]];
  });
}
