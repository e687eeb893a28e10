import type { Manifest } from "kustomize-ts";
import { place } from "./doc.ts";
import { compare, type Finding } from "./finding.ts";
import type { Ground } from "./ground.ts";

/** What makes a manifest the same object on a cluster: the version of its API does not. */
export function identity(manifest: Manifest): string {
  const metadata = (manifest["metadata"] ?? {}) as { readonly [field: string]: unknown };
  const group = String(manifest["apiVersion"]).split("/").slice(0, -1).join("/");
  return [manifest["kind"], group, metadata["namespace"] ?? "", metadata["name"] ?? ""].join(" ");
}

/** Who makes which object of an environment: identity → services, as "team/name". */
export type Owners = Map<string, string[]>;

/** Notes that a service makes some objects. */
export function own(owners: Owners, id: string, manifests: readonly Manifest[]): void {
  for (const manifest of manifests) {
    const others = owners.get(identity(manifest));
    if (others === undefined) owners.set(identity(manifest), [id]);
    else others.push(id);
  }
}

/** Services that make an object which another one makes too, by "team/name"; who makes what goes by identity. */
export function sharedObjects(owners: Owners, ground: Ground): Map<string, Finding[]> {
  const problems = new Map<string, Finding[]>();
  for (const [object, ids] of owners) {
    if (ids.length < 2) continue;
    const [kind, , , name] = object.split(" ");
    for (const id of [...new Set(ids)].sort(compare)) {
      const others = ids.filter((other) => other !== id);
      const by = others.length === 0 ? "twice" : `by ${others.join(" and ")} too`;
      const file = `${ground.catalog.services.get(id)?.path ?? `apps/${id}`}/service.yaml`;
      const finding = place(
        file,
        { line: 1, column: 1 },
        {
          code: "OBJECT_SHARED",
          message: `${kind}/${name} is made ${by}.`,
          hint: "Give it another name in one of them.",
        },
      );
      problems.set(id, [...(problems.get(id) ?? []), finding]);
    }
  }
  return problems;
}
