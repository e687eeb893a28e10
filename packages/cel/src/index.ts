export { adapt, typeName } from "./adapt.ts";
export type { AuthorizationQuestion, Authorize, Decision, ResourceQuestion, User } from "./authorization.ts";
export { check } from "./check.ts";
export type { Checked, Reference } from "./checked.ts";
export { compare, equal } from "./compare.ts";
export { type Compilation, compile } from "./compile.ts";
export { bindVariables, type ComposedVariable, type Composition, compose } from "./composition.ts";
export { environment, withVariables } from "./environment.ts";
export { isKeyword } from "./escape.ts";
export { estimateCost } from "./estimate.ts";
export { COST_LIMIT, type Evaluation, evaluate, type Limits } from "./evaluate.ts";
export { describeIssues, type Issue, type IssueCode } from "./issue.ts";
export { kubernetes, kubernetesLibraries } from "./kubernetes.ts";
export { letterEscapes } from "./letter-escapes.ts";
export { authorizerValue, requestResourceValue } from "./library/authorizer.ts";
export { OPTIONAL } from "./library/optional.ts";
export { semvers } from "./library/semver.ts";
export { strings } from "./library/strings.ts";
export { TWO_VARIABLE } from "./library/two-variable.ts";
export type { Environment, Library, Options } from "./library.ts";
export { parse } from "./parse.ts";
export { type Plan, type Program, plan } from "./plan.ts";
export { NAMESPACE_TYPE, type PolicyDeclarations, policyEnvironment, REQUEST_TYPE } from "./policy.ts";
export type { Range } from "./range.ts";
export { asResource, type Schema } from "./schema.ts";
export { maxCardinality, resourceType, ruleEnvironment, schemaType } from "./schema-type.ts";
export { schemaValue } from "./schema-value.ts";
export type { Bindings } from "./step.ts";
export type { Expression, Parsed } from "./syntax.ts";
export {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listType,
  mapType,
  NULL,
  objectType,
  opaqueType,
  optionalType,
  STRING,
  TIMESTAMP,
  type Type,
  typeType,
  UINT,
} from "./type.ts";
export {
  CelError,
  CelMap,
  Double,
  Duration,
  NONE,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from "./value.ts";
