import { servedTypes } from "./gen/served-types.ts";
import {
  type GroupVersionKind,
  type GroupVersionResource,
  type Manifest,
  objectOr,
  splitVersion,
  textOr,
} from "./manifest.ts";

/** A kind as the server knows it. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Its plural: `deployments`. */
  readonly resource: string;
  readonly namespaced: boolean;
  /** The Go type of Kubernetes' own kinds: `apps.v1.Deployment`. */
  readonly type?: string;
  /** The structural schema of a custom kind. */
  readonly schema?: Manifest;
  /** Whether a custom kind's status is a resource of its own. */
  readonly hasStatus?: boolean;
}

/** Kinds by `apiVersion kind`. */
export type Kinds = ReadonlyMap<string, Kind>;

/** Kubernetes' own kinds. */
export const builtInKinds: Kinds = new Map(
  servedTypes
    .split("\n")
    .filter((line) => line.startsWith("kind "))
    .map((line) => {
      const [, apiVersion = "", kind = "", resource = "", scope, type = ""] = line.split(" ");
      const known: Kind = { apiVersion, kind, resource, namespaced: scope === "namespaced", ...(type ? { type } : {}) };
      return [`${apiVersion} ${kind}`, known];
    }),
);

/** The kinds that CustomResourceDefinitions among some objects define, besides Kubernetes' own. */
export function kindsOf(objects: readonly Manifest[]): Kinds {
  const kinds = new Map(builtInKinds);
  for (const object of objects) {
    if (object["kind"] !== "CustomResourceDefinition") continue;
    const spec = objectOr(object["spec"]);
    const names = objectOr(spec["names"]);
    for (const version of Array.isArray(spec["versions"]) ? spec["versions"] : []) {
      const apiVersion = `${textOr(spec["group"])}/${textOr(objectOr(version)["name"])}`;
      const schema = objectOr(objectOr(version)["schema"])["openAPIV3Schema"];
      kinds.set(`${apiVersion} ${textOr(names["kind"])}`, {
        apiVersion,
        kind: textOr(names["kind"]),
        resource: textOr(names["plural"]),
        namespaced: spec["scope"] !== "Cluster",
        ...(schema === undefined ? {} : { schema: objectOr(schema) }),
        hasStatus: objectOr(objectOr(version)["subresources"])["status"] !== undefined,
      });
    }
  }
  return kinds;
}

/**
 * The kind of an object. Of one that nobody has defined the plural is the English one, and it has a namespace if it says
 * so.
 */
export function kindOf(object: Manifest, kinds: Kinds = builtInKinds): Kind {
  const [apiVersion, kind] = [textOr(object["apiVersion"]), textOr(object["kind"])];
  const known = kinds.get(`${apiVersion} ${kind}`);
  if (known !== undefined) return known;
  const namespaced = textOr(objectOr(object["metadata"])["namespace"]) !== "";
  return { apiVersion, kind, resource: pluralOf(kind), namespaced };
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** The group, version and kind of a kind. */
export function groupKindOf({ apiVersion, kind }: Kind): GroupVersionKind {
  return { ...splitVersion(apiVersion), kind };
}

/** The group, version and plural of a kind. */
export function resourceOf({ apiVersion, resource }: Kind): GroupVersionResource {
  return { ...splitVersion(apiVersion), resource };
}
