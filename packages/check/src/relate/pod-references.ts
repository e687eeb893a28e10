import type { Container, PodSpec, StatefulSet, Volume } from "../gen/types.ts";
import { at, item, type Path } from "../path.ts";
import type { Workload } from "./world.ts";

/** A reference that must lead somewhere, and the key of a ConfigMap or Secret that must be there. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  readonly path: Path;
  readonly key?: string | undefined;
  readonly namespace?: string | undefined;
}

interface Source {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

/** All ConfigMaps, Secrets, claims and the ServiceAccount that a workload's pods need to start. */
export function podReferences(workload: Workload): Reference[] {
  const spec = workload.template.spec ?? {};
  const path = at(workload.path, "spec");
  const pulls = (spec.imagePullSecrets ?? []).map(({ name = "" }, index) => {
    return { kind: "Secret", name, path: at(item(at(path, "imagePullSecrets"), index), "name") };
  });
  const account = spec.serviceAccountName ?? "";
  return [
    ...(spec.volumes ?? []).flatMap((volume, index) => {
      return volumeReferences(volume, item(at(path, "volumes"), index), claimNames(workload));
    }),
    ...containerReferences(spec, path),
    ...pulls,
    { kind: "ServiceAccount", name: account, path: at(path, "serviceAccountName") },
  ];
}

/** The volumes that a StatefulSet makes claims for itself. */
function claimNames({ group, kind, decoded }: Workload): ReadonlySet<string> {
  const claims = group === "apps" && kind === "StatefulSet" ? (decoded as StatefulSet).spec?.volumeClaimTemplates : [];
  return new Set((claims ?? []).map(({ metadata }) => metadata?.name ?? ""));
}

function sourced(kind: string, source: Source | undefined, path: Path): Reference[] {
  if (source === undefined || source.optional) return [];
  const key = source.key === undefined ? {} : { key: source.key };
  return [{ kind, name: source.name ?? "", path, ...key }];
}

interface Items {
  readonly optional?: boolean;
  readonly items?: readonly { readonly key?: string }[];
}

/** A volume of a ConfigMap or Secret: the whole, and each key that is picked out of it. */
function picked(kind: string, name: string, { source, path }: { source: Items; path: Path }): Reference[] {
  if (source.optional) return [];
  const keys = (source.items ?? []).map(({ key }, index) => {
    return { kind, name, key, path: at(item(at(path, "items"), index), "key") };
  });
  return keys.length > 0 ? keys : [{ kind, name, path: at(path, kind === "Secret" ? "secretName" : "name") }];
}

function volumeReferences(volume: Volume, path: Path, claims: ReadonlySet<string>): Reference[] {
  const { configMap, secret, persistentVolumeClaim: claim, projected } = volume;
  const found: Reference[] = [];
  if (configMap)
    found.push(...picked("ConfigMap", configMap.name ?? "", { source: configMap, path: at(path, "configMap") }));
  if (secret) found.push(...picked("Secret", secret.secretName ?? "", { source: secret, path: at(path, "secret") }));
  if (claim && !claims.has(volume.name ?? "")) {
    const place = at(path, "persistentVolumeClaim", "claimName");
    found.push({ kind: "PersistentVolumeClaim", name: claim.claimName ?? "", path: place });
  }
  for (const [index, source] of (projected?.sources ?? []).entries()) {
    const place = item(at(path, "projected", "sources"), index);
    for (const [kind, field] of [
      ["ConfigMap", "configMap"],
      ["Secret", "secret"],
    ] as const) {
      const inner = source[field];
      if (inner === undefined) continue;
      const references = picked(kind, inner.name ?? "", { source: inner, path: at(place, field) });
      // A projected secret has its name under `name`, as the others do.
      found.push(
        ...references.map((reference) =>
          reference.key === undefined ? { ...reference, path: at(place, field, "name") } : reference,
        ),
      );
    }
  }
  return found;
}

function containerReferences(spec: PodSpec, path: Path): Reference[] {
  const lists = { containers: spec.containers ?? [], initContainers: spec.initContainers ?? [] };
  return Object.entries(lists).flatMap(([list, containers]) =>
    containers.flatMap((container, index) => variableReferences(container, item(at(path, list), index))),
  );
}

function variableReferences({ env = [], envFrom = [] }: Container, path: Path): Reference[] {
  const single = env.flatMap(({ valueFrom }, index) => {
    const place = at(item(at(path, "env"), index), "valueFrom");
    return [
      ...sourced("ConfigMap", valueFrom?.configMapKeyRef, at(place, "configMapKeyRef")),
      ...sourced("Secret", valueFrom?.secretKeyRef, at(place, "secretKeyRef")),
    ];
  });
  const whole = envFrom.flatMap(({ configMapRef, secretRef }, index) => {
    const place = item(at(path, "envFrom"), index);
    return [
      ...sourced("ConfigMap", configMapRef, at(place, "configMapRef")),
      ...sourced("Secret", secretRef, at(place, "secretRef")),
    ];
  });
  return [...single, ...whole];
}
