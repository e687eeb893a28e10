import { annotationsOf, errorVerdict, verdictsOf } from "../src/decide.ts";
import type { FailurePolicy, Validation } from "../src/policy.ts";
import type { Outcome } from "../src/run.ts";

/** What came of each expression, and the decisions that follow. */
export interface DecisionCase {
  readonly env: "decision";
  readonly name: string;
  readonly failurePolicy: FailurePolicy | null;
  readonly matchConditions: boolean | "error";
  readonly validations: readonly (Evaluated & Partial<Validation>)[];
  readonly messageExpressions: readonly Evaluated[];
  readonly auditAnnotations: readonly (Evaluated & { readonly key?: string })[];
  readonly expect: {
    readonly decisions: readonly Expected[];
    readonly auditAnnotations: readonly { readonly action: string; readonly value?: string; readonly error?: string }[];
  };
}

interface Evaluated {
  readonly value?: { readonly bool?: boolean; readonly string?: string; readonly null?: null };
  readonly error?: true;
}

interface Expected {
  readonly action: "allow" | "deny";
  readonly message?: string;
  readonly reason?: string;
}

/** What is wrong with our decisions, if anything. */
export function judgeDecision(test: DecisionCase): string | undefined {
  const failurePolicy = test.failurePolicy ?? undefined;
  const validations = test.validations.map((validation) => ({
    ...validation,
    expression: validation.expression ?? "",
  }));
  const messages = { outcomes: test.messageExpressions.map(outcomeOf), left: 0, overrun: undefined };
  const verdicts =
    test.matchConditions === "error"
      ? [errorVerdict("match condition", failurePolicy)]
      : test.matchConditions
        ? verdictsOf(validations, validations.map(outcomeOf), messages, failurePolicy)
        : [];
  const got = verdicts.map((verdict) =>
    verdict.is === "deny"
      ? { action: "deny", message: verdict.message, reason: verdict.reason }
      : { action: verdict.is },
  );
  const annotations = annotationsOf(
    test.auditAnnotations.map(({ key = "" }) => ({ key, valueExpression: "" })),
    test.auditAnnotations.map(outcomeOf),
    failurePolicy,
  ).map((annotation) => ({ ...annotation, action: annotation.is }));
  const { expect } = test;
  if (!fits(got, expect.decisions)) return `decisions ${JSON.stringify(got)}, not ${JSON.stringify(expect.decisions)}`;
  if (!fits(annotations, expect.auditAnnotations))
    return `annotations ${JSON.stringify(annotations)}, not ${JSON.stringify(expect.auditAnnotations)}`;
  return undefined;
}

function outcomeOf({ value, error }: Evaluated): Outcome {
  if (error === true) return { is: "error", message: "an error" };
  return value === undefined ? { is: "none" } : { is: "value", value: value.bool ?? value.string ?? null };
}

/** Whether each has at least the fields that are expected of it. */
function fits(got: readonly object[], expected: readonly object[]): boolean {
  return (
    got.length === expected.length &&
    expected.every((fields, index) =>
      Object.entries(fields).every(([field, value]) => (got[index] as Record<string, unknown>)[field] === value),
    )
  );
}
