export { type Affected, affected, touchedIn } from "./affected.ts";
export { type Branch, branchChanges, branches, metadataFile } from "./branches.ts";
export { type Catalog, catalog, type Folder } from "./catalog.ts";
export { type ChangedEntry, digest } from "./digest.ts";
export { type Doc, findingAt, isMap } from "./doc.ts";
export {
  type BranchChange,
  type Change,
  type EnvironmentPlan,
  environmentPlan,
  type ObjectChange,
  serverOf,
} from "./environment-plan.ts";
export { explain } from "./explain.ts";
export type { ExplainedObject } from "./explain-manifests.ts";
export { type File, type Files, largestSpec } from "./files.ts";
export { type Code, codes, compare, type Finding, failed, type Severity, sortFindings } from "./finding.ts";
export type { Environment, Platform, Service, Settings, Team } from "./gen/types.ts";
export { loadDocuments } from "./go-yaml.ts";
export { type Ground, groundOf, promotionOrder } from "./ground.ts";
export { type GuardFacts, type GuardReason, type GuardRule, guard, guardRules } from "./guard.ts";
export { type Build, type BuildOptions, build } from "./line.ts";
export { load } from "./load.ts";
export { locate } from "./locate.ts";
export type { Origin, ShownOrigin } from "./origin.ts";
export { type Plan, plan, planChanges } from "./plan.ts";
export { casesOf, decideCase, type PolicyCase, requestOfCase, runCase } from "./policy/cases.ts";
export { clusterPolicies } from "./policy/cluster-policies.ts";
export { type Impact, impactOf } from "./policy/impact.ts";
export { type JudgedObject, judgeObjects } from "./policy/judge-objects.ts";
export { type Level, levelsOf, levelsText, type PolicyWords, wordsOf } from "./policy/levels.ts";
export { compiledFor, type PolicySet, type PolicySource, policiesOf } from "./policy/policies.ts";
export { type ExceptionWish, type ProposedExceptions, proposeExceptions } from "./policy/propose-exceptions.ts";
export { type PolicyTest, testPolicy } from "./policy/test-policy.ts";
export { code, details, fence, htmlCode } from "./print/inert.ts";
export { explainJson, findingsJson, planJson } from "./print/json.ts";
export { type Frame, findingsMarkdown, planMarkdown, verdict } from "./print/markdown.ts";
export { fixed, longestComment, pack, type Section } from "./print/pack.ts";
export {
  countOf,
  explainText,
  findingsText,
  originText,
  type Paint,
  planText,
  summaryLine,
  unpainted,
} from "./print/text.ts";
export { meets, type PathChange, type Reach, reachesNothing, reachOf } from "./reach.ts";
export { type From, releasesOf } from "./read-service.ts";
export { type Review, type ReviewOptions, review } from "./review.ts";
export { type Risk, risks } from "./risk.ts";
export { either, suggest } from "./suggest.ts";
export type { Leaf } from "./trace.ts";
export type { SchemaName } from "./validate/schema.ts";
export { validate } from "./validate.ts";
export type { Workload } from "./workload.ts";
export type { Json } from "./yaml.ts";
