import { type Annotations, addAnnotation, published } from "./audit.ts";
import type { CompiledBinding, CompiledPolicy, Policies } from "./compile.ts";
import { type Judgement, judge } from "./judge.ts";
import type { Manifest } from "./manifest.ts";
import { match } from "./match.ts";
import { findParams } from "./params.ts";
import type { ValidationAction } from "./policy.ts";
import type { AdmissionRequest } from "./request.ts";
import { scopeOf } from "./scope.ts";

/** What a policy has against a request. */
export interface Decision {
  readonly policy: string;
  /** Undefined when the policy could not be matched at all. */
  readonly binding: string | undefined;
  /** The place of the validation in the policy; undefined when something else failed. */
  readonly validation: number | undefined;
  /** As the server says it, without the words around it. */
  readonly message: string;
  /** `Invalid`, `Forbidden`, ... */
  readonly reason: string;
  /** An expression, a parameter or a selector failed, and the failure policy decided. */
  readonly error: boolean;
  /** What the server does about it. */
  readonly actions: readonly ValidationAction[];
  /** The parameters that it was judged by; null where there are none. */
  readonly param: Manifest | null;
}

/** What cannot be decided before the merge, and what one would have to know. */
export interface Undecided {
  readonly policy: string;
  readonly binding: string;
  readonly validation: number | undefined;
  readonly missing: readonly string[];
  readonly actions: readonly ValidationAction[];
}

/** What all policies say about a request, in the order of the policies, their bindings, params and validations. */
export interface Decisions {
  /** Whether nothing denies it, as far as that is decided. */
  readonly allowed: boolean;
  readonly decisions: readonly Decision[];
  readonly undecided: readonly Undecided[];
  /** As the server publishes them. */
  readonly auditAnnotations: Readonly<Record<string, string>>;
}

const exempt: ReadonlySet<string> = new Set([
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
]);

/**
 * Decides on a request as the API server's ValidatingAdmissionPolicy plugin does. What the request leaves out, and what
 * no one can know before the merge (who asks, what the authorizer says), is not guessed: a policy whose verdict depends
 * on it is among `undecided`. Never throws, changes nothing.
 */
export function admit(request: AdmissionRequest, policies: Policies): Decisions {
  const found: Found = { decisions: [], undecided: [], annotations: new Map() };
  const isExempt = request.kind.group === "admissionregistration.k8s.io" && exempt.has(request.kind.kind);
  if (!isExempt) for (const policy of policies.policies) admitOne({ request, policies, policy, found });
  const { decisions, undecided, annotations } = found;
  const allowed = !decisions.some(({ actions }) => actions.includes("Deny"));
  return { allowed, decisions, undecided, auditAnnotations: published(annotations, decisions) };
}

interface Found {
  readonly decisions: Decision[];
  readonly undecided: Undecided[];
  readonly annotations: Annotations;
}

interface Task {
  readonly request: AdmissionRequest;
  readonly policies: Policies;
  readonly policy: CompiledPolicy;
  readonly found: Found;
}

function admitOne(task: Task): void {
  const { request, policies, policy } = task;
  if (policy.bindings.length === 0) return;
  const matched = match(policy.matcher, request);
  if (matched.is === "no") return;
  if (matched.is === "error") {
    refuse(task, undefined, `failed to configure policy: ${matched.message}`);
    return;
  }
  if (matched.is === "yes" && policy.paramKindError !== undefined) {
    refuse(task, undefined, `failed to configure policy: ${policy.paramKindError}`);
    return;
  }
  for (const binding of policy.bindings) {
    const bound = binding.matcher === undefined ? matched : match(binding.matcher, request);
    if (bound.is === "no") continue;
    if (bound.is === "error") refuse(task, binding, `failed to configure binding: ${bound.message}`);
    else if (matched.is === "unknown") leaveOpen(task, binding, undefined, [matched.missing]);
    else if (bound.is === "unknown") leaveOpen(task, binding, undefined, [bound.missing]);
    else {
      const params = findParams(policies, policy, binding, request);
      if (params.is === "error") refuse(task, binding, `failed to configure binding: ${params.message}`);
      else if (params.is === "unknown") leaveOpen(task, binding, undefined, [params.missing]);
      else
        for (const param of params.params)
          record(task, binding, param, judge(policy, scopeOf(request, matched, param)));
    }
  }
}

/** What cannot be applied denies whatever the binding's actions are, unless failures are ignored. */
function refuse({ policy, found }: Task, binding: CompiledBinding | undefined, message: string): void {
  if (policy.spec.failurePolicy === "Ignore") return;
  found.decisions.push({
    policy: policy.name,
    binding: binding?.name,
    validation: undefined,
    message,
    reason: "Invalid",
    error: true,
    actions: ["Deny"],
    param: null,
  });
}

function leaveOpen(
  { policy, found }: Task,
  binding: CompiledBinding,
  validation: number | undefined,
  missing: readonly string[],
): void {
  const actions = binding.spec.validationActions;
  const all = [...new Set(missing)];
  found.undecided.push({ policy: policy.name, binding: binding.name, validation, missing: all, actions });
}

function record(
  task: Task,
  binding: CompiledBinding,
  param: Manifest | null,
  { verdicts, whole, annotations }: Judgement,
): void {
  const { policy, found } = task;
  const by = { policy: policy.name, binding: binding.name, actions: binding.spec.validationActions, param };
  for (const [index, verdict] of verdicts.entries()) {
    const validation = whole ? undefined : index;
    if (verdict.is === "unknown") leaveOpen(task, binding, validation, verdict.missing);
    if (verdict.is !== "deny") continue;
    const { message, reason, error } = verdict;
    found.decisions.push({ ...by, validation, message, reason, error });
  }
  for (const annotation of annotations)
    if (annotation.is === "error") refuse(task, binding, annotation.message);
    else if (annotation.is === "publish")
      addAnnotation(found.annotations, `${policy.name}/${annotation.key}`, annotation.value);
}
