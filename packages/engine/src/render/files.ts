import { createHash } from "node:crypto";
import type { Manifest, Value } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { SecretKey, Workload } from "../workload.ts";
import { object } from "./object.ts";
import { siteConfig } from "./site.ts";

/** The key of the server's configuration in the ConfigMap of a static site. */
export const siteConfigKey = "nginx.conf";

/** A key may be 253 long; that of a secret file has a few letters before it. */
const longestKey = 240;

/**
 * The key of each file in the ConfigMap or Secret, by its path: the path with dashes, told apart by a hash where two are
 * alike, and cut where it is too long.
 */
export function fileKeys(workload: Workload): ReadonlyMap<string, string> {
  const plain = (path: string) => path.slice(1).replaceAll("/", "-");
  const taken = new Map<string, number>(workload.site === undefined ? [] : [[siteConfigKey, 1]]);
  for (const { path } of workload.files) taken.set(plain(path), (taken.get(plain(path)) ?? 0) + 1);
  return new Map(
    workload.files.map(({ path }) => {
      const key = plain(path);
      const alone = taken.get(key) === 1 && !key.startsWith("..") && key.length <= longestKey;
      const hash = createHash("sha256").update(path).digest("hex").slice(0, 8);
      return [path, alone ? key : `${hash}-${key.slice(-longestKey + 9)}`];
    }),
  );
}

/** The key of a file that is a secret, apart from those of variables. */
export function secretFileKey(key: string): string {
  return `file.${key}`;
}

/** The files that stand in the spec. */
export function configMap(workload: Workload, trace: Trace): Manifest[] {
  const keys = fileKeys(workload);
  const data: { [key: string]: Value } = {};
  for (const { path, content } of workload.files)
    if (content !== undefined) data[keys.get(path) ?? ""] = trace.from(`files/${path}`, content);
  if (workload.site !== undefined) data[siteConfigKey] = trace.from("site", siteConfig(workload.site));
  if (Object.keys(data).length === 0) return [];
  return [
    object(
      workload,
      trace,
      { apiVersion: "v1", kind: "ConfigMap", reason: "files that stand in the spec are mounted from a ConfigMap" },
      { data },
    ),
  ];
}

/** The variables and files that are secrets, fetched from the environment's store. */
export function externalSecret(workload: Workload, trace: Trace): Manifest[] {
  const { from, because } = trace;
  const { secrets } = workload;
  const keys = fileKeys(workload);
  const wanted: { field: string; secretKey: string; secret: SecretKey }[] = [];
  for (const { name, secret } of workload.variables)
    if (secret !== undefined) wanted.push({ field: `variables/${name}`, secretKey: name, secret });
  for (const { path, secret } of workload.files)
    if (secret !== undefined)
      wanted.push({ field: `files/${path}`, secretKey: secretFileKey(keys.get(path) ?? ""), secret });
  if (wanted.length === 0 || secrets === undefined) return [];
  const data = wanted.map(({ field, secretKey, secret }) => ({
    secretKey: from(field, secretKey),
    remoteRef: {
      key: from(field, `${secrets.path}/${secret.team}/${secret.secret}`, "below the path of the environment's store"),
      property: from(field, secret.key),
    },
  }));
  const spec = {
    refreshInterval: from("secrets", goDuration(secrets.refresh)),
    secretStoreRef: {
      kind: because("environments have a ClusterSecretStore", "ClusterSecretStore"),
      name: from("secrets", secrets.store),
    },
    target: because("the Secret has the name of the service", {
      name: workload.name,
      creationPolicy: "Owner",
      deletionPolicy: "Retain",
    }),
    data,
  };
  const head = {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    reason: "secrets are fetched from the environment's store",
  };
  return [object(workload, trace, head, { spec })];
}

/** A duration as Go writes it, which has no days. */
function goDuration(duration: string): string {
  return duration.endsWith("d") ? `${Number(duration.slice(0, -1)) * 24}h` : duration;
}
