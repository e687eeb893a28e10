import { findingAt, place, type Saying } from "./doc.ts";
import type { Finding } from "./finding.ts";
import { type Ground, promotionOrder } from "./ground.ts";
import { load } from "./load.ts";

/** The longest name of an Application or a namespace. */
const longest = 63;

const kept = new WeakMap<Ground, ReadonlyMap<string, readonly Finding[]>>();

/**
 * Teams and services whose names on the clusters are too long, the cluster's own, or the same as those of others: none of
 * them is built, and all stay as they stand. By "team/name", or "team" for a team and then for each of its services too.
 */
export function nameProblems(ground: Ground): ReadonlyMap<string, readonly Finding[]> {
  const before = kept.get(ground);
  if (before !== undefined) return before;
  const made = findProblems(ground);
  kept.set(ground, made);
  return made;
}

interface Claim {
  /** The team or service that has the name; undefined for the platform itself. */
  readonly id: string | undefined;
  /** What has it: an Application, an AppProject, a namespace. */
  readonly kind: "Application" | "AppProject" | "namespace";
  readonly name: string;
}

function findProblems(ground: Ground): Map<string, Finding[]> {
  const problems = new Map<string, Finding[]>();
  const ids = serviceIds(ground);
  const add = (id: string, saying: Saying) => {
    const finding = atName(ground, id, saying);
    const concerned = id.includes("/") ? [id] : [id, ...ids.filter((service) => service.startsWith(`${id}/`))];
    for (const one of concerned) {
      const known = problems.get(one) ?? [];
      // The same in every environment is one mistake.
      if (known.every(({ code, file }) => code !== finding.code || file !== finding.file))
        problems.set(one, [...known, finding]);
    }
  };
  const taken = new Map<string, Claim>();
  for (const claim of claims(ground, ids)) {
    const { id, kind, name } = claim;
    const key = `${kind} ${name}`;
    const other = taken.get(key) ?? claim;
    taken.set(key, other);
    if (id !== undefined && name.length > longest) add(id, tooLong(claim));
    if (id !== undefined && kind === "namespace" && isReserved(ground, name)) add(id, reservedNamespace(name));
    if (other.id === id) continue;
    if (id !== undefined) add(id, sameName(claim, other));
    if (other.id !== undefined) add(other.id, sameName(other, claim));
  }
  return problems;
}

function serviceIds({ catalog }: Ground): string[] {
  const all = new Set(catalog.services.keys());
  for (const folders of catalog.releases.values()) for (const id of folders.keys()) all.add(id);
  return [...all];
}

/** Every name on the clusters, with who has it. */
function* claims(ground: Ground, ids: readonly string[]): Generator<Claim> {
  for (const environment of promotionOrder(ground.environments)) {
    for (const name of ["platform", "slipway"])
      yield { id: undefined, kind: "Application", name: `${environment}-${name}` };
    yield { id: undefined, kind: "AppProject", name: `${environment}-slipway` };
    for (const id of ground.catalog.teams) {
      yield { id, kind: "AppProject", name: `${environment}-${id}` };
      yield { id, kind: "namespace", name: `${id}-${environment}` };
    }
    for (const id of ids) yield { id, kind: "Application", name: `${environment}-${id.replace("/", "-")}` };
  }
}

function tooLong({ kind, name }: Claim): Saying {
  const message = `Its ${kind} would be called ${name}, which is longer than ${longest}.`;
  return { code: "NAME_TOO_LONG", message, hint: "Choose a shorter name." };
}

function sameName({ kind, name }: Claim, { id }: Claim): Saying {
  const whose = id === undefined ? "one of the platform itself" : `that of ${id}`;
  const message = `Its ${kind} would be called ${name}, as ${whose} is.`;
  return { code: "NAME_COLLISION", message, hint: "Choose another name for one of them." };
}

function reservedNamespace(name: string): Saying {
  const message = `Its namespace would be called ${name}, which is not a team's.`;
  return { code: "NAME_RESERVED", message, hint: "Choose another name." };
}

/** Namespaces of Kubernetes, and of what is installed in the clusters. */
function isReserved({ platform, environments }: Ground, name: string): boolean {
  if (name.startsWith("kube-") || name === (platform?.value.spec.argocd?.namespace ?? "argocd")) return true;
  return [...environments.values()].some(({ value }) => {
    const { gateway, prometheus } = value.spec.capabilities ?? {};
    return [gateway?.external, gateway?.internal, prometheus].some((installed) => installed?.namespace === name);
  });
}

function atName({ catalog }: Ground, id: string, saying: Saying): Finding {
  const folders = [catalog.services, ...catalog.releases.values()].flatMap((group) => group.get(id) ?? []);
  const path = id.includes("/") ? `${folders[0]?.path}/service.yaml` : `apps/${id}/team.yaml`;
  const file = catalog.files.get(path);
  const doc = file === undefined ? undefined : load(path, file).doc;
  return doc === undefined ? place(path, { line: 1, column: 1 }, saying) : findingAt(doc, ["metadata", "name"], saying);
}
