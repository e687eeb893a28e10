import type { Authorize, Decision, ResourceQuestion, User } from "../authorization.ts";
import { type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { NAMED_FORMATS } from "../named-formats.ts";
import { objectType, type Type } from "../type.ts";
import { CelError, noSuchOverload, Opaque, type OpaqueKind, type Value } from "../value.ts";

const PREFIX = "kubernetes.authorization";
const AUTHORIZER = `${PREFIX}.Authorizer`;
const PATH_CHECK = `${PREFIX}.PathCheck`;
const GROUP_CHECK = `${PREFIX}.GroupCheck`;
const RESOURCE_CHECK = `${PREFIX}.ResourceCheck`;
const DECISION = `${PREFIX}.Decision`;

/** The type of the variable `authorizer`. */
export const AUTHORIZER_TYPE: Type = objectType(AUTHORIZER);
/** The type of the variable `authorizer.requestResource`. */
export const RESOURCE_CHECK_TYPE: Type = objectType(RESOURCE_CHECK);

interface Asker {
  readonly user: User;
  readonly authorize: Authorize;
}

interface PathCheck extends Asker {
  readonly path: string;
}

interface GroupCheck extends Asker {
  readonly group: string;
}

interface ResourceCheck extends Asker {
  readonly question: ResourceQuestion;
}

const KINDS = new Map<string, OpaqueKind>(
  // None of these compares, not even with itself: the API server's way.
  [AUTHORIZER, PATH_CHECK, GROUP_CHECK, RESOURCE_CHECK, DECISION].map((name) => [
    name,
    { name, equal: noSuchOverload },
  ]),
);

function opaque(name: string, content: unknown): Opaque {
  return new Opaque(KINDS.get(name)!, content);
}

/** A value for the variable `authorizer`, for this user. */
export function authorizerValue(user: User, authorize: Authorize): Value {
  return opaque(AUTHORIZER, { user, authorize });
}

/** A value for the variable `authorizer.requestResource`: what the request is about. */
export function requestResourceValue(user: User, authorize: Authorize, request: Partial<ResourceQuestion>): Value {
  return opaque(RESOURCE_CHECK, { user, authorize, question: { ...NOTHING, ...request } });
}

const NOTHING: ResourceQuestion = {
  group: "",
  resource: "",
  subresource: "",
  namespace: "",
  name: "",
  fieldSelector: "",
  labelSelector: "",
};

function content<T>(value: Value | undefined): T {
  return (value as Opaque).content as T;
}

function serviceAccount({ authorize }: Asker, namespace: string, name: string): Value {
  const isName = NAMED_FORMATS.dns1123Subdomain!.validate(name).length === 0;
  if (!isName) return new CelError("Invalid service account name");
  const isNamespace = NAMED_FORMATS.dns1123Label!.validate(namespace).length === 0;
  if (!isNamespace) return new CelError("Invalid service account namespace");
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
  return authorizerValue({ username: `system:serviceaccount:${namespace}:${name}`, groups }, authorize);
}

function path(asker: Asker, text: string): Value {
  return text.trim() === "" ? new CelError("path must not be empty") : opaque(PATH_CHECK, { ...asker, path: text });
}

function resource({ group, ...asker }: GroupCheck, text: string): Value {
  if (text.trim() === "") return new CelError("resource must not be empty");
  return opaque(RESOURCE_CHECK, { ...asker, question: { ...NOTHING, group, resource: text } });
}

/** A function that says more about the resource in question. */
function refinement(id: string, name: string, field: keyof ResourceQuestion): OverloadRow {
  return [
    id,
    `(${RESOURCE_CHECK}) ${name}(string) ${RESOURCE_CHECK}`,
    (check, text) => {
      const { question, ...asker } = content<ResourceCheck>(check);
      return opaque(RESOURCE_CHECK, { ...asker, question: { ...question, [field]: text as string } });
    },
  ];
}

function checkPath({ user, authorize, path }: PathCheck, verb: string): Value {
  return opaque(DECISION, authorize({ kind: "path", user, verb, path }));
}

function checkResource({ user, authorize, question }: ResourceCheck, verb: string): Value {
  return opaque(DECISION, authorize({ kind: "resource", user, verb, ...question }));
}

const ROWS: readonly OverloadRow[] = [
  [
    "authorizer_path",
    `(${AUTHORIZER}) path(string) ${PATH_CHECK}`,
    (asker, text) => path(content(asker), text as string),
  ],
  [
    "authorizer_group",
    `(${AUTHORIZER}) group(string) ${GROUP_CHECK}`,
    (asker, group) => opaque(GROUP_CHECK, { ...content<Asker>(asker), group }),
  ],
  [
    "authorizer_serviceaccount",
    `(${AUTHORIZER}) serviceAccount(string, string) ${AUTHORIZER}`,
    (asker, namespace, name) => serviceAccount(content(asker), namespace as string, name as string),
  ],
  [
    "groupcheck_resource",
    `(${GROUP_CHECK}) resource(string) ${RESOURCE_CHECK}`,
    (check, text) => resource(content(check), text as string),
  ],
  refinement("resourcecheck_subresource", "subresource", "subresource"),
  refinement("resourcecheck_namespace", "namespace", "namespace"),
  refinement("resourcecheck_name", "name", "name"),
  [
    "pathcheck_check",
    `(${PATH_CHECK}) check(string) ${DECISION}`,
    (check, verb) => checkPath(content(check), verb as string),
  ],
  [
    "resourcecheck_check",
    `(${RESOURCE_CHECK}) check(string) ${DECISION}`,
    (check, verb) => checkResource(content(check), verb as string),
  ],
  ["decision_errored", `(${DECISION}) errored() bool`, (value) => content<Decision>(value).error !== undefined],
  ["decision_error", `(${DECISION}) error() string`, (value) => content<Decision>(value).error ?? ""],
  ["decision_allowed", `(${DECISION}) allowed() bool`, (value) => content<Decision>(value).allowed],
  ["decision_reason", `(${DECISION}) reason() string`, (value) => content<Decision>(value).reason],
];

/** Kubernetes' authorization checks. */
export const AUTHORIZATION: Library = { name: "kubernetes.authz", overloads: overloads(ROWS) };

/** `fieldSelector` and `labelSelector` of authorization checks. */
export const AUTHORIZATION_SELECTORS: Library = {
  name: "kubernetes.authzSelectors",
  overloads: overloads([
    refinement("authorizer_fieldselector", "fieldSelector", "fieldSelector"),
    refinement("authorizer_labelselector", "labelSelector", "labelSelector"),
  ]),
};
