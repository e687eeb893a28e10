export { admit, type Decision, type Decisions, type Undecided } from "./admit.ts";
export { type CompiledBinding, type CompiledPolicy, type CompileOptions, compile, type Policies } from "./compile.ts";
export { concerns } from "./concerns.ts";
export { builtInKinds, type Kind, type Kinds, kindOf, kindsOf } from "./kinds.ts";
export { languageMinor } from "./language.ts";
export type { GroupVersionKind, GroupVersionResource, Manifest, Value } from "./manifest.ts";
export { type FieldPath, offendingField } from "./offence.ts";
export { podRequestOf, podTemplatePath } from "./pod-request.ts";
export type {
  BindingSpec,
  FailurePolicy,
  LabelSelector,
  MatchResources,
  PolicySpec,
  ValidationAction,
} from "./policy.ts";
export type { PolicyIssue } from "./read-policy.ts";
export type { AdmissionRequest, EquivalentResource, Operation, UserInfo } from "./request.ts";
export { type RequestOptions, requestOf } from "./request-of.ts";
export { type Response, respond } from "./response.ts";
export { served } from "./served/served.ts";
