import type { Path } from "./path.ts";

/** What a finding is about: a closed list, each with its meaning. */
export type Code =
  /** The object is not an object, or has no apiVersion or kind. */
  | "NOT_AN_OBJECT"
  /** The object is too large, nested too deep, or holds itself. */
  | "TOO_LARGE"
  /** Neither Kubernetes nor one of the definitions has this kind. */
  | "UNKNOWN_KIND"
  /** The kind is of a later Kubernetes, or no longer of this one. */
  | "KIND_NOT_IN_VERSION"
  /** Alpha and beta APIs are served only where they are switched on. */
  | "KIND_NOT_SERVED_BY_DEFAULT"
  /** The object names another namespace than the one that it is sent to. */
  | "OTHER_NAMESPACE"
  | "UNKNOWN_FIELD"
  /** The field is of a later Kubernetes, or no longer of this one. */
  | "FIELD_NOT_IN_VERSION"
  | "DUPLICATE_FIELD"
  | "WRONG_TYPE"
  /** A quantity, time, duration or base64 text that is none. */
  | "MALFORMED_VALUE"
  | "REQUIRED"
  | "INVALID"
  | "UNSUPPORTED"
  | "DUPLICATE"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "TOO_LONG"
  | "TOO_MANY"
  /** The server does not let this change on a living object. */
  | "IMMUTABLE"
  /** A rule could not be evaluated here; the server may still refuse. */
  | "NOT_EVALUATED"
  /** Server-side apply refuses this where create and update take it. */
  | "NOT_APPLICABLE"
  /** Two routes serve one host and path. */
  | "ROUTE_CONFLICT"
  | "SELECTS_NOTHING"
  /** A port that no container has, or no Service. */
  | "PORT_NOT_FOUND"
  | "BUDGET_BLOCKS_DRAIN"
  /** Something is referred to that nothing here makes. */
  | "REFERENCE_NOT_FOUND"
  /** An autoscaler and fixed replicas, or two autoscalers, rule one workload. */
  | "REPLICAS_CONTESTED";

/**
 * Where a finding comes from: `decode` is a refusal with status 400, `validate` one with 422, `change` one that only a
 * living object brings about, and `relation` a rule of ours over several objects.
 */
export type Stage = "decode" | "validate" | "change" | "relation";

/**
 * One thing wrong with one object. An `error` is what the server refuses; everything that it would take is at most a
 * `warning`. Findings are collected, never thrown.
 */
export interface Finding {
  readonly severity: "error" | "warning" | "info";
  readonly stage: Stage;
  readonly code: Code;
  /** The object's place in the list that was checked, from 0. */
  readonly index: number;
  /** The object by name, for people: `apps/v1 Deployment default/checkout`. */
  readonly object: string;
  /** The field as the server words it, `spec.template.spec.containers[0].image`; empty for the object as a whole. */
  readonly path: string;
  /** The field as a JSON pointer (RFC 6901). The last steps may be missing in the object: then the field is missing. */
  readonly pointer: string;
  /** What the server says of the field, without its path. */
  readonly message: string;
  /** What to do about it, where there is more to say than the message. */
  readonly hint?: string;
}

/** A finding as the rules see it: the object's identity is not theirs to know. */
export interface Fault extends Pick<Finding, "severity" | "stage" | "code" | "message" | "hint"> {
  readonly at: Path | undefined;
}

/** Where rules put what they find. */
export type Report = (fault: Fault) => void;
