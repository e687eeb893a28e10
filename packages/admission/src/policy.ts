import type { Manifest } from "./manifest.ts";

/** What the server does when an expression fails. */
export type FailurePolicy = "Fail" | "Ignore";

/** What a binding does with a validation that does not hold. */
export type ValidationAction = "Deny" | "Warn" | "Audit";

/** Which labels an object or its namespace must have; an empty one takes all. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Requests by operation and resource, optionally by the names of objects. */
export interface ResourceRule {
  readonly operations?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly resources?: readonly string[];
  readonly scope?: string;
  readonly resourceNames?: readonly string[];
}

/** Which requests a policy or a binding is about. */
export interface MatchResources {
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly resourceRules?: readonly ResourceRule[];
  readonly excludeResourceRules?: readonly ResourceRule[];
  readonly matchPolicy?: string;
}

export interface Validation {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
}

/** The spec of a ValidatingAdmissionPolicy. */
export interface PolicySpec {
  readonly failurePolicy?: FailurePolicy;
  readonly paramKind?: { readonly apiVersion: string; readonly kind: string };
  readonly matchConstraints: MatchResources;
  readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations?: readonly Validation[];
  readonly auditAnnotations?: readonly { readonly key: string; readonly valueExpression: string }[];
}

export interface ParamRef {
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: LabelSelector;
  readonly parameterNotFoundAction?: string;
}

/** The spec of a ValidatingAdmissionPolicyBinding. */
export interface BindingSpec {
  readonly policyName: string;
  readonly paramRef?: ParamRef;
  readonly matchResources?: MatchResources;
  readonly validationActions: readonly ValidationAction[];
}

/** A policy or a binding with its name, and the object that it was read from. */
export interface Named<Spec> {
  readonly name: string;
  readonly spec: Spec;
  readonly source: Manifest;
}
