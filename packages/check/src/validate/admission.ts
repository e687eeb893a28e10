import { isKeyword } from "@slipway/cel";
import { duplicate, invalid, required, tooMany, unsupported } from "../fault.ts";
import type {
  AuditAnnotation,
  MatchCondition,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  Mutation,
  ParamKind,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  Validation,
  Variable,
} from "../gen/types.ts";
import { at, item, type Path, unsaid } from "../path.ts";
import { validateMatchResources, validateParamKind, validateParamRef } from "./admission-rules.ts";
import { type Expressions, expressionsOf } from "./expressions.ts";
import { dnsSubdomain, qualifiedName } from "./names.ts";
import { repeated } from "./repeated.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Admission policies and their bindings (pkg/apis/admissionregistration/validation). */

const path = at(undefined, "spec");

interface PolicySpec {
  failurePolicy?: string;
  paramKind?: ParamKind;
  matchConstraints?: NonNullable<ValidatingAdmissionPolicy["spec"]>["matchConstraints"];
  matchConditions?: MatchCondition[];
  variables?: Variable[];
}

/**
 * What both sorts of policies have. Gives the expressions that come after it, which see the variables; where there are
 * none, only those of a policy that always composes some know the word.
 */
function validatePolicy(spec: PolicySpec, composes: boolean, scope: Scope): Expressions {
  const { failurePolicy = "Fail", paramKind, matchConstraints, matchConditions = [], variables = [] } = spec;
  oneOf(scope, at(path, "failurePolicy"), failurePolicy, ["Fail", "Ignore"]);
  if (paramKind !== undefined) validateParamKind(paramKind, at(path, "paramKind"), scope);
  const constraints = at(path, "matchConstraints");
  if (matchConstraints === undefined) scope.report(required(constraints));
  else {
    validateMatchResources(matchConstraints, constraints, scope);
    if ((matchConstraints.resourceRules ?? []).length === 0) {
      scope.report(required(at(constraints, "resourceRules")));
    }
  }
  const parameters = paramKind !== undefined;
  validateMatchConditions(matchConditions, parameters, at(path, "matchConditions"), scope);
  const expressions = expressionsOf({ parameters, ...(composes ? { variables } : {}) }, scope);
  const place = (index: number) => item(at(path, "variables"), index);
  for (const [index, variable] of variables.entries()) validateVariable(variable, place(index), scope);
  expressions.checkVariables((index) => at(place(index), "expression"));
  return expressions;
}

function validateVariable(variable: Variable, place: Path, scope: Scope): void {
  const { name = "", expression = "" } = variable;
  if (name.trim() === "") scope.report(required(at(place, "name"), "name is not specified"));
  else if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) || isKeyword(name)) {
    scope.report(invalid(at(place, "name"), name, "must be a valid CEL identifier"));
  }
  if (expression.trim() === "") scope.report(required(at(place, "expression"), "expression is not specified"));
}

/** Conditions of a policy or a webhook, all of which must hold for it to be asked. */
export function validateMatchConditions(
  conditions: readonly MatchCondition[],
  parameters: boolean,
  place: Path,
  scope: Scope,
): void {
  if (conditions.length > 64) scope.report(tooMany(place, conditions.length, 64));
  const expressions = expressionsOf({ parameters }, scope);
  const names = new Set<string>();
  for (const [index, { name = "", expression = "" }] of conditions.entries()) {
    const here = item(place, index);
    if (expression.trim() === "") scope.report(required(at(here, "expression")));
    else expressions.check(expression.trim(), { type: "bool", path: at(here, "expression") });
    if (name === "") {
      scope.report(required(at(here, "name")));
      continue;
    }
    invalidEach(scope, at(here, "name"), name, qualifiedName(name));
    if (names.has(name)) scope.report(duplicate(at(here, "name"), name));
    names.add(name);
  }
}

export function validateAdmissionPolicy(policy: ValidatingAdmissionPolicy, scope: Scope): void {
  const spec = policy.spec ?? {};
  const expressions = validatePolicy(spec, (spec.variables ?? []).length > 0, scope);
  const { validations = [], auditAnnotations = [] } = spec;
  if (validations.length === 0 && auditAnnotations.length === 0) {
    const detail = "validations or auditAnnotations must contain at least one item";
    for (const field of ["validations", "auditAnnotations"]) scope.report(required(at(path, field), detail));
    return;
  }
  for (const [index, validation] of validations.entries()) {
    validateValidation(validation, expressions, item(at(path, "validations"), index), scope);
  }
  validateAuditAnnotations(policy.metadata?.name ?? "", auditAnnotations, expressions, scope);
}

const reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge"];

function validateValidation(validation: Validation, expressions: Expressions, place: Path, scope: Scope): void {
  const { expression = "", message = "", messageExpression = "", reason } = validation;
  if (expression.trim() === "") scope.report(required(at(place, "expression"), "expression is not specified"));
  else expressions.check(expression, { type: "bool", path: at(place, "expression") });
  const notEmpty = "must be non-empty if specified";
  const messageExpressionPath = at(place, "messageExpression");
  if (messageExpression !== "" && messageExpression.trim() === "") {
    scope.report(invalid(messageExpressionPath, messageExpression, notEmpty));
  } else if (messageExpression !== "") {
    expressions.check(messageExpression, { type: "string", path: messageExpressionPath, message: true });
  }
  const messagePath = at(place, "message");
  if (message !== "" && message.trim() === "") scope.report(invalid(messagePath, message, notEmpty));
  else if (/[\n\r]/.test(message.trim())) {
    scope.report(invalid(messagePath, message, "must not contain line breaks"));
  }
  if (reason !== undefined) oneOf(scope, at(place, "reason"), reason, reasons);
}

function validateAuditAnnotations(
  policy: string,
  annotations: readonly AuditAnnotation[],
  expressions: Expressions,
  scope: Scope,
): void {
  const place = at(path, "auditAnnotations");
  if (annotations.length > 20) {
    scope.report(invalid(place, annotations, "must not have more than 20 auditAnnotations"));
  }
  const keys = new Set<string>();
  for (const [index, { key = "", valueExpression = "" }] of annotations.entries()) {
    const keyPath = at(item(place, index), "key");
    const expressionPath = at(item(place, index), "valueExpression");
    if (policy === "") scope.report(invalid(keyPath, key, "requires metadata.name be non-empty"));
    else invalidEach(scope, keyPath, `${policy}/${key}`, qualifiedName(`${policy}/${key}`));
    if (valueExpression.trim() === "") scope.report(required(expressionPath, "valueExpression is not specified"));
    else if (valueExpression.trim().length > 5 * 1024) {
      scope.report(required(expressionPath, "must not exceed 5120 bytes in length"));
    } else expressions.check(valueExpression.trim(), { type: "string or null", path: expressionPath });
    if (keys.has(key)) scope.report(duplicate(keyPath, key));
    keys.add(key);
  }
}

const actions = ["Audit", "Deny", "Warn"];

export function validateAdmissionBinding(binding: ValidatingAdmissionPolicyBinding, scope: Scope): void {
  const { policyName = "", paramRef, matchResources, validationActions = [] } = binding.spec ?? {};
  validateBinding(policyName, scope);
  if (paramRef !== undefined) validateParamRef(paramRef, at(path, "paramRef"), scope);
  if (matchResources !== undefined) validateMatchResources(matchResources, at(path, "matchResources"), scope);
  const place = at(path, "validationActions");
  const again = repeated(validationActions);
  for (const [index, action] of validationActions.entries()) {
    oneOf(scope, item(place, index), action, actions);
    if (again.has(index)) scope.report(duplicate(item(place, index), action));
  }
  if (validationActions.includes("Deny") && validationActions.includes("Warn")) {
    const detail =
      "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)";
    scope.report(invalid(place, validationActions, detail));
  }
  if (validationActions.length === 0) scope.report(required(place, "at least one validation action is required"));
}

function validateBinding(policyName: string, scope: Scope): void {
  if (policyName === "") scope.report(required(at(path, "policyName")));
  else invalidEach(scope, at(path, "policyName"), policyName, dnsSubdomain(policyName));
}

const mutatingOperations = ["*", "CONNECT", "CREATE", "UPDATE"];

/** Deleting changes nothing that a mutation could be put on. */
function validateMutatingOperations(rules: readonly { operations?: string[] }[], field: string, scope: Scope): void {
  for (const [index, { operations = [] }] of rules.entries()) {
    const place = at(unsaid(at(path, field, "resourceRules"), index), "operations");
    for (const operation of operations) {
      if (!mutatingOperations.includes(operation)) scope.report(unsupported(place, operation, mutatingOperations));
    }
  }
}

export function validateMutatingPolicy(policy: MutatingAdmissionPolicy, scope: Scope): void {
  const spec = policy.spec ?? {};
  const expressions = validatePolicy(spec, true, scope);
  validateMutatingOperations(spec.matchConstraints?.resourceRules ?? [], "matchConstraints", scope);
  const mutations = spec.mutations ?? [];
  if (mutations.length === 0) {
    scope.report(required(at(path, "mutations"), "mutations must contain at least one item"));
  }
  for (const [index, mutation] of mutations.entries()) {
    validateMutation(mutation, expressions, item(at(path, "mutations"), index), scope);
  }
  const { reinvocationPolicy = "" } = spec;
  const place = at(path, "reinvocationPolicy");
  if (reinvocationPolicy === "") scope.report(required(place));
  else oneOf(scope, place, reinvocationPolicy, ["IfNeeded", "Never"]);
}

function validateMutation(mutation: Mutation, expressions: Expressions, place: Path, scope: Scope): void {
  const { patchType = "" } = mutation;
  if (patchType === "") scope.report(required(at(place, "patchType")));
  else if (patchType !== "JSONPatch" && patchType !== "ApplyConfiguration") {
    scope.report(unsupported(at(place, "patchType"), patchType, ["ApplyConfiguration", "JSONPatch"]));
  }
  for (const [type, field] of [
    ["JSONPatch", "jsonPatch"],
    ["ApplyConfiguration", "applyConfiguration"],
  ] as const) {
    const here = at(place, field);
    if (patchType === type) {
      const expression = mutation[field]?.expression ?? "";
      if (mutation[field] === undefined) scope.report(required(here, `must be specified when patchType is ${type}`));
      else if (expression.trim() === "") scope.report(required(at(here, "expression")));
      else expressions.check(expression.trim(), { type: "patch", path: at(here, "expression") });
    } else if (mutation[field] !== undefined && ["JSONPatch", "ApplyConfiguration"].includes(patchType)) {
      scope.report(invalid(here, `{${field}}`, `must not be specified when patchType is ${patchType}`));
    }
  }
}

export function validateMutatingBinding(binding: MutatingAdmissionPolicyBinding, scope: Scope): void {
  const { policyName = "", paramRef, matchResources } = binding.spec ?? {};
  validateBinding(policyName, scope);
  if (paramRef !== undefined) validateParamRef(paramRef, at(path, "paramRef"), scope);
  if (matchResources === undefined) return;
  validateMatchResources(matchResources, at(path, "matchResources"), scope);
  validateMutatingOperations(matchResources.resourceRules ?? [], "matchResources", scope);
}
