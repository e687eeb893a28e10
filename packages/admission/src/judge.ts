import type { Scope } from "./activation.ts";
import type { CompiledPolicy } from "./compile.ts";
import { type Annotation, annotationsOf, errorVerdict, type Verdict, verdictsOf } from "./decide.ts";
import { MATCH_BUDGET, type Outcome, POLICY_BUDGET, run } from "./run.ts";

/** What a policy says about one scope. `whole`: one verdict about everything, not one for each validation. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  readonly whole: boolean;
  readonly annotations: readonly Annotation[];
}

/**
 * One full evaluation: of a policy, with a binding, with a param. Match conditions, validations, message expressions and
 * audit annotations each begin with variables that have not been read.
 */
export function judge(policy: CompiledPolicy, scope: Scope): Judgement {
  const { activation, spec, validations, messages, auditAnnotations } = policy;
  const { failurePolicy } = spec;
  const whole = (verdict: Verdict): Judgement => ({ verdicts: [verdict], whole: true, annotations: [] });
  const met = conditionsMet(policy, scope);
  if (met.is === "no") return { verdicts: [], whole: true, annotations: [] };
  if (met.is === "unknown") return whole(met);
  if (met.is === "error") return whole(errorVerdict(met.message, failurePolicy));
  activation.enter(scope);
  const validated = run(validations, activation, POLICY_BUDGET);
  if (validated.overrun !== undefined) return whole(errorVerdict(validated.overrun, failurePolicy));
  activation.enter(scope);
  const said = run(messages, activation, validated.left);
  activation.enter(scope);
  const annotated = run(auditAnnotations, activation, POLICY_BUDGET);
  if (annotated.overrun !== undefined) return whole(errorVerdict(annotated.overrun, failurePolicy));
  return {
    verdicts: verdictsOf(spec.validations ?? [], validated.outcomes, said, failurePolicy),
    whole: false,
    annotations: annotationsOf(spec.auditAnnotations ?? [], annotated.outcomes, failurePolicy),
  };
}

type Met =
  | { readonly is: "yes" | "no" }
  | { readonly is: "error"; readonly message: string }
  | { readonly is: "unknown"; readonly missing: readonly string[] };

/** Match conditions never see the namespace: the server's rule. */
function conditionsMet({ matchConditions, activation, spec }: CompiledPolicy, scope: Scope): Met {
  if (matchConditions.length === 0) return { is: "yes" };
  activation.enter({ ...scope, namespaceObject: null });
  const { outcomes, overrun } = { outcomes: [], ...run(matchConditions, activation, MATCH_BUDGET) };
  const errors = [...new Set(outcomes.flatMap((outcome) => (outcome.is === "error" ? [outcome.message] : [])))];
  return metOf(outcomes, overrun === undefined ? errors : [overrun], spec.failurePolicy === "Ignore");
}

/** One that is false decides, whatever came of the others; then an error that is ignored; then what is not known. */
function metOf(outcomes: readonly Outcome[], errors: readonly string[], ignore: boolean): Met {
  if (outcomes.some((outcome) => outcome.is === "value" && outcome.value === false)) return { is: "no" };
  if (errors.length > 0 && ignore) return { is: "no" };
  const missing = outcomes.flatMap((outcome) => (outcome.is === "unknown" ? outcome.missing : []));
  if (missing.length > 0) return { is: "unknown", missing };
  if (errors.length === 0) return { is: "yes" };
  return { is: "error", message: errors.length === 1 ? (errors[0] as string) : `[${errors.join(", ")}]` };
}
