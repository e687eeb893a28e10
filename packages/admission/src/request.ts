import type { GroupVersionKind, GroupVersionResource, Manifest } from "./manifest.ts";

export type Operation = "CREATE" | "UPDATE" | "DELETE" | "CONNECT";

/** A resource that is the same thing under another group or version. */
export interface EquivalentResource {
  readonly resource: GroupVersionResource;
  readonly subResource?: string;
  readonly kind: GroupVersionKind;
  /** The object of the request in that version, where the caller can say; needed when a policy knows it by this one. */
  readonly object?: Manifest;
}

/** Who asks, as `request.userInfo` has it. */
export interface UserInfo {
  readonly username?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A request as the API server would decide on it. What is left out is not known, and whatever depends on it is not
 * decided; null says that there is none.
 */
export interface AdmissionRequest {
  readonly operation: Operation;
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly subResource?: string;
  /** Empty when the server is to make one (`generateName`). */
  readonly name: string;
  /** Empty for cluster-scoped objects. A Namespace is in the namespace of its own name. */
  readonly namespace: string;
  /** As the server has it when it decides: see `served`. Null on DELETE. */
  readonly object: Manifest | null;
  /** What lives in the cluster now; null on CREATE. */
  readonly oldObject?: Manifest | null;
  /** The Namespace that the object is in. Null: it is in none. */
  readonly namespaceObject?: Manifest | null;
  readonly userInfo?: UserInfo;
  readonly dryRun?: boolean;
  readonly options?: Manifest;
  /** What else the server calls the resource; needed for `matchPolicy: Equivalent`. */
  readonly equivalents?: readonly EquivalentResource[];
}
