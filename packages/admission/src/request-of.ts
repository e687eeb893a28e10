import { builtInKinds, groupKindOf, type Kind, type Kinds, kindOf, resourceOf } from "./kinds.ts";
import { type Manifest, objectOr, splitVersion, textOr } from "./manifest.ts";
import type { AdmissionRequest, EquivalentResource, Operation } from "./request.ts";

/** What is known of a request besides its object. */
export interface RequestOptions {
  /** CREATE unless it is given. */
  readonly operation?: Operation;
  /** What lives in the cluster; none on CREATE, and otherwise not known unless it is given. */
  readonly oldObject?: Manifest | null;
  /** The Namespace that the object is in; not known unless it is given. */
  readonly namespaceObject?: Manifest | null;
  readonly kinds?: Kinds;
}

/** The request by which an object reaches the API server. The object is taken as it is: see `served`. */
export function requestOf(object: Manifest, options: RequestOptions = {}): AdmissionRequest {
  const { operation = "CREATE", kinds = builtInKinds } = options;
  const kind = kindOf(object, kinds);
  const metadata = objectOr(object["metadata"]);
  const name = textOr(metadata["name"]);
  const isNamespace = kind.apiVersion === "v1" && kind.kind === "Namespace";
  const oldObject = options.oldObject === undefined && operation === "CREATE" ? null : options.oldObject;
  return {
    operation,
    kind: groupKindOf(kind),
    resource: resourceOf(kind),
    name,
    namespace: kind.namespaced ? textOr(metadata["namespace"]) || "default" : isNamespace ? name : "",
    object,
    ...(oldObject === undefined ? {} : { oldObject }),
    ...(options.namespaceObject === undefined ? {} : { namespaceObject: options.namespaceObject }),
    equivalents: equivalentsOf(kind, object, kinds),
  };
}

const kept = new WeakMap<Kinds, Map<string, readonly Kind[]>>();

/**
 * The same resource in the other versions of its group. Between versions of a custom kind nothing changes but the version;
 * how Kubernetes' own are converted is not known here.
 */
function equivalentsOf(kind: Kind, object: Manifest, kinds: Kinds): readonly EquivalentResource[] {
  const known = kept.get(kinds) ?? byResource(kinds);
  kept.set(kinds, known);
  return (known.get(keyOf(kind)) ?? [])
    .filter((other) => other.apiVersion !== kind.apiVersion)
    .map((other) => ({
      resource: resourceOf(other),
      kind: groupKindOf(other),
      ...(other.type === undefined ? { object: { ...object, apiVersion: other.apiVersion } } : {}),
    }));
}

function keyOf({ apiVersion, resource }: Kind): string {
  return `${splitVersion(apiVersion).group}/${resource}`;
}

function byResource(kinds: Kinds): Map<string, Kind[]> {
  const all = new Map<string, Kind[]>();
  for (const kind of kinds.values()) all.set(keyOf(kind), [...(all.get(keyOf(kind)) ?? []), kind]);
  return all;
}
