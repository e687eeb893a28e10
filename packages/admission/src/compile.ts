import { BOOL, compose, type Environment, NULL, policyEnvironment, STRING, withVariables } from "@slipway/cel";
import { type Activation, makeActivation } from "./activation.ts";
import { compileExpression, type Expression } from "./expression.ts";
import { builtInKinds, type Kind, type Kinds, kindsOf } from "./kinds.ts";
import { type Manifest, splitVersion, textOr } from "./manifest.ts";
import { compileMatch, type Matcher } from "./match.ts";
import type { BindingSpec, Named, PolicySpec } from "./policy.ts";
import { type PolicyIssue, readBinding, readPolicy } from "./read-policy.ts";
import { compileSelector, type Selector } from "./selector.ts";

/** A policy made ready to decide on any number of requests. */
export interface CompiledPolicy extends Named<PolicySpec> {
  readonly matcher: Matcher;
  readonly matchConditions: readonly Expression[];
  readonly validations: readonly Expression[];
  /** One for each validation, undefined where it has none. */
  readonly messages: readonly (Expression | undefined)[];
  readonly auditAnnotations: readonly Expression[];
  readonly activation: Activation;
  /** The kind of its params, if it has any and they are of a kind that is known. */
  readonly paramKind: Kind | undefined;
  /** Why its params cannot be looked for, whatever they are. */
  readonly paramKindError: string | undefined;
  readonly bindings: readonly CompiledBinding[];
}

export interface CompiledBinding extends Named<BindingSpec> {
  /** Undefined: it takes all that its policy takes. */
  readonly matcher: Matcher | undefined;
  readonly paramSelector: Selector | undefined;
}

/** Policies with their bindings and the objects that may be their params. */
export interface Policies {
  readonly policies: readonly CompiledPolicy[];
  readonly params: readonly Manifest[];
  /** Whether `params` are all that there are: otherwise one that is not among them is not known, rather than missing. */
  readonly paramsComplete: boolean;
  readonly issues: readonly PolicyIssue[];
}

export interface CompileOptions {
  /** The minor of the Kubernetes release whose language the expressions are in; 36 unless it is given. */
  readonly minor?: number;
  readonly paramsComplete?: boolean;
}

const group = "admissionregistration.k8s.io/";

/**
 * Compiles the ValidatingAdmissionPolicies and their bindings among some objects; all other objects may be params. Every
 * flaw is an issue. A policy that the server would not take decides nothing; an expression that does not compile in a
 * policy that it has taken is an error of that expression, as on the server. Never throws, changes nothing.
 */
export function compile(objects: readonly Manifest[], options: CompileOptions = {}): Policies {
  const { minor = 36, paramsComplete = false } = options;
  const issues: PolicyIssue[] = [];
  const specs: Named<PolicySpec>[] = [];
  const bindings: Named<BindingSpec>[] = [];
  const params: Manifest[] = [];
  for (const object of objects) {
    const kind = textOr(object["apiVersion"]).startsWith(group) ? object["kind"] : undefined;
    if (kind === "ValidatingAdmissionPolicy") add(specs, readPolicy(object, issues));
    else if (kind === "ValidatingAdmissionPolicyBinding") add(bindings, readBinding(object, issues));
    else params.push(object);
  }
  const names = new Set(specs.map(({ name }) => name));
  for (const { source, spec } of bindings)
    if (!names.has(spec.policyName))
      issues.push({ source, path: ["spec", "policyName"], message: `there is no policy "${spec.policyName}"` });
  const compiled = bindings.map((binding) => compileBinding(binding));
  const kinds = kindsOf(params);
  const policies = specs.map((spec) =>
    compilePolicy(
      spec,
      compiled.filter((binding) => binding.spec.policyName === spec.name),
      { minor, issues, kinds },
    ),
  );
  return { policies, params, paramsComplete, issues };
}

function add<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}

function compileBinding(binding: Named<BindingSpec>): CompiledBinding {
  const { matchResources, paramRef } = binding.spec;
  return {
    ...binding,
    matcher: matchResources === undefined ? undefined : compileMatch(matchResources),
    paramSelector: paramRef?.selector === undefined ? undefined : compileSelector(paramRef.selector),
  };
}

interface Context {
  readonly minor: number;
  readonly issues: PolicyIssue[];
  readonly kinds: Kinds;
}

function compilePolicy(
  policy: Named<PolicySpec>,
  bindings: readonly CompiledBinding[],
  { minor, issues, kinds }: Context,
): CompiledPolicy {
  const { source, spec } = policy;
  const note = (expression: Expression, ...path: readonly (string | number)[]): Expression => {
    if (expression.error !== undefined) issues.push({ source, path: ["spec", ...path], message: expression.error });
    return expression;
  };
  const params = spec.paramKind !== undefined;
  const paramKind = params ? kinds.get(`${spec.paramKind.apiVersion} ${spec.paramKind.kind}`) : undefined;
  const bare = policyEnvironment({ minor, params, authorizer: true });
  const { environment, variables } = compose(bare, spec.variables ?? []);
  for (const [index, { expression, compilation }] of variables.entries())
    note({ text: expression, ...compilation }, "variables", index, "expression");
  const plain = withComposed(policyEnvironment({ minor, params }), environment);
  const { matchConditions = [], validations = [], auditAnnotations = [] } = spec;
  return {
    ...policy,
    bindings,
    paramKind,
    paramKindError: spec.paramKind && paramKind === undefined ? missingKind(spec.paramKind) : undefined,
    matcher: compileMatch(spec.matchConstraints),
    activation: makeActivation(variables),
    matchConditions: matchConditions.map(({ expression }, index) =>
      // They are asked before anything else is: the server knows no variables there.
      note(compileExpression(expression, bare, [BOOL]), "matchConditions", index, "expression"),
    ),
    validations: validations.map(({ expression }, index) =>
      note(compileExpression(expression, environment, [BOOL]), "validations", index, "expression"),
    ),
    messages: validations.map(({ messageExpression }, index) =>
      messageExpression
        ? note(compileExpression(messageExpression, plain, [STRING]), "validations", index, "messageExpression")
        : undefined,
    ),
    auditAnnotations: auditAnnotations.map(({ valueExpression }, index) =>
      note(
        compileExpression(valueExpression, environment, [STRING, NULL]),
        "auditAnnotations",
        index,
        "valueExpression",
      ),
    ),
  };
}

const ownVersions = new Set([...builtInKinds.values()].map(({ apiVersion }) => apiVersion));

/** Of a group and version of Kubernetes' own all kinds are known; what others define may live in the cluster. */
function missingKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string | undefined {
  if (!ownVersions.has(apiVersion)) return undefined;
  const { group, version } = splitVersion(apiVersion);
  return `failed to find resource referenced by paramKind: '${group}/${version}, Kind=${kind}'`;
}

/** Message expressions know the variables, but not the authorizer. */
function withComposed(plain: Environment, composed: Environment): Environment {
  const variables = composed.variables.get("variables");
  return variables === undefined ? plain : withVariables(plain, { variables });
}
