import { withVariables } from "./environment.ts";
import { kubernetes } from "./kubernetes.ts";
import { AUTHORIZER_TYPE, RESOURCE_CHECK_TYPE } from "./library/authorizer.ts";
import type { Environment } from "./library.ts";
import { BOOL, DYN, INT, listType, mapType, objectType, STRING, TIMESTAMP, type Type } from "./type.ts";

/** Fields of one type each: `fields(STRING, "group", "kind")`. */
function fields(type: Type, ...names: string[]): Record<string, Type> {
  return Object.fromEntries(names.map((name) => [name, type]));
}

const KIND = objectType("kubernetes.GroupVersionKind", fields(STRING, "group", "version", "kind"));
const RESOURCE = objectType("kubernetes.GroupVersionResource", fields(STRING, "group", "version", "resource"));
const STRINGS = listType(STRING);
const TEXT_MAP = mapType(STRING, STRING);

const USER = objectType("kubernetes.UserInfo", {
  ...fields(STRING, "username", "uid"),
  groups: STRINGS,
  extra: mapType(STRING, STRINGS),
});

/** The type of `request`: an admission review's request without its uid and objects. */
export const REQUEST_TYPE: Type = objectType("kubernetes.AdmissionRequest", {
  ...fields(KIND, "kind", "requestKind"),
  ...fields(RESOURCE, "resource", "requestResource"),
  ...fields(STRING, "subResource", "requestSubResource", "name", "namespace", "operation"),
  userInfo: USER,
  dryRun: BOOL,
  options: DYN,
});

const NAMESPACE_METADATA = objectType("kubernetes.NamespaceMetadata", {
  ...fields(STRING, "name", "generateName", "namespace", "UID", "resourceVersion"),
  ...fields(TEXT_MAP, "labels", "annotations"),
  ...fields(TIMESTAMP, "creationTimestamp", "deletionTimestamp"),
  ...fields(INT, "deletionGracePeriodSeconds", "generation"),
  finalizers: STRINGS,
});

const NAMESPACE_CONDITION = objectType("kubernetes.NamespaceCondition", {
  ...fields(STRING, "status", "type", "message", "reason"),
  lastTransitionTime: TIMESTAMP,
});

/** The type of `namespaceObject`; the API server leaves out owner references and managed fields. */
export const NAMESPACE_TYPE: Type = objectType("kubernetes.Namespace", {
  metadata: NAMESPACE_METADATA,
  spec: objectType("kubernetes.NamespaceSpec", { finalizers: STRINGS }),
  status: objectType("kubernetes.NamespaceStatus", { conditions: listType(NAMESPACE_CONDITION), phase: STRING }),
});

/** What an admission policy declares besides the variables that all of them have. */
export interface PolicyDeclarations {
  /** The Kubernetes release, `1.minor`, that the expressions are for. */
  readonly minor: number;
  /** `params`: policies with a paramKind. */
  readonly params?: boolean;
  /** `authorizer` and `authorizer.requestResource`: all but message expressions. */
  readonly authorizer?: boolean;
}

/** The environment of an admission policy's expressions: k8s.io/apiserver/pkg/admission/plugin/cel/compile.go. */
export function policyEnvironment({ minor, params = false, authorizer = false }: PolicyDeclarations): Environment {
  return withVariables(kubernetes(minor), {
    object: DYN,
    oldObject: DYN,
    namespaceObject: NAMESPACE_TYPE,
    request: REQUEST_TYPE,
    ...(params ? { params: DYN } : {}),
    ...(authorizer ? { authorizer: AUTHORIZER_TYPE, "authorizer.requestResource": RESOURCE_CHECK_TYPE } : {}),
  });
}
