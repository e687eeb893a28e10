import { builtInKinds, groupKindOf, type Kind, type Kinds, kindOf, resourceOf } from "./kinds.ts";
import { type Manifest, objectOr, splitVersion, textOr } from "./manifest.ts";
import type { AdmissionRequest, EquivalentResource, Operation } from "./request.ts";
import { arrived } from "./served/served.ts";

/** What is known of a request besides its object. */
export interface RequestOptions {
  /** CREATE unless it is given. */
  readonly operation?: Operation;
  /** What lives in the cluster; none on CREATE, and otherwise not known unless it is given. */
  readonly oldObject?: Manifest | null;
  /** The Namespace that the object is in; not known unless it is given. */
  readonly namespaceObject?: Manifest | null;
  /** The kinds that the cluster has; Kubernetes' own unless they are given. */
  readonly kinds?: Kinds;
  /** Objects of the same namespace: its service accounts and limit ranges change Pods. */
  readonly neighbours?: readonly Manifest[];
  /** Take the objects as they are written, as if the server did nothing to them. */
  readonly asWritten?: boolean;
}

/**
 * The request by which an object reaches the API server's policies: typed, defaulted and changed as the server does it.
 * What the server makes up is not known, and a policy that depends on it is not decided.
 */
export function requestOf(written: Manifest, options: RequestOptions = {}): AdmissionRequest {
  const { operation = "CREATE", kinds = builtInKinds, neighbours = [], asWritten = false } = options;
  const kind = kindOf(written, kinds);
  const metadata = objectOr(written["metadata"]);
  const namespace = kind.namespaced ? textOr(metadata["namespace"]) || "default" : undefined;
  const object = asWritten ? written : arrived(written, kinds, { operation, namespace, neighbours });
  const name = textOr(metadata["name"]);
  const isNamespace = kind.apiVersion === "v1" && kind.kind === "Namespace";
  const oldObject = options.oldObject === undefined && operation === "CREATE" ? null : options.oldObject;
  return {
    operation,
    kind: groupKindOf(kind),
    resource: resourceOf(kind),
    name,
    namespace: namespace ?? (isNamespace ? name : ""),
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
