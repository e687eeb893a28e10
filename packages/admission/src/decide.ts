import type { Value } from "@slipway/cel";
import type { FailurePolicy, Validation } from "./policy.ts";
import type { Outcome, Run } from "./run.ts";

/** What one validation says. `error` tells that its expression failed and the failure policy decided. */
export type Verdict =
  | { readonly is: "allow"; readonly error?: string }
  | { readonly is: "deny"; readonly message: string; readonly reason: string; readonly error: boolean }
  | { readonly is: "unknown"; readonly missing: readonly string[] };

/** What one audit annotation comes to. */
export type Annotation =
  | { readonly is: "publish"; readonly key: string; readonly value: string }
  | { readonly is: "exclude" }
  | { readonly is: "error"; readonly message: string };

const longestMessage = 5 * 1024;
const utf8 = new TextEncoder();

/** What an error means under a failure policy. */
export function errorVerdict(message: string, failurePolicy: FailurePolicy = "Fail"): Verdict {
  return failurePolicy === "Ignore"
    ? { is: "allow", error: message }
    : { is: "deny", message, reason: "Invalid", error: true };
}

/** What a policy's validations say, from what came of their expressions and of their message expressions. */
export function verdictsOf(
  validations: readonly Validation[],
  outcomes: readonly Outcome[],
  messages: Run,
  failurePolicy?: FailurePolicy,
): Verdict[] {
  return outcomes.map((outcome, index): Verdict => {
    if (outcome.is === "unknown") return outcome;
    if (outcome.is === "error") return errorVerdict(outcome.message, failurePolicy);
    if (messages.overrun !== undefined)
      return errorVerdict(`failed messageExpression: ${messages.overrun}`, failurePolicy);
    if (outcome.is === "value" && outcome.value === true) return { is: "allow" };
    const validation = validations[index] ?? { expression: "" };
    const message = messageOf(validation, messages.outcomes[index]);
    return { is: "deny", message, reason: validation.reason ?? "Invalid", error: false };
  });
}

/** The message expression's if it gives one line that is not too long, else the message, else the expression itself. */
function messageOf({ expression, message = "" }: Validation, outcome: Outcome | undefined): string {
  const evaluated = outcome?.is === "value" && typeof outcome.value === "string" ? trimSpace(outcome.value) : "";
  const usable = !evaluated.includes("\n") && utf8.encode(evaluated).length <= longestMessage ? evaluated : "";
  return usable || trimSpace(message) || `failed expression: ${trimSpace(expression)}`;
}

/** What a policy's audit annotations come to; what cannot be known is left out. */
export function annotationsOf(
  annotations: readonly { readonly key: string; readonly valueExpression: string }[],
  outcomes: readonly Outcome[],
  failurePolicy: FailurePolicy = "Fail",
): Annotation[] {
  return outcomes.map((outcome, index): Annotation => {
    if (outcome.is === "unknown" || outcome.is === "none") return { is: "exclude" };
    if (outcome.is === "error")
      return failurePolicy === "Ignore" ? { is: "exclude" } : { is: "error", message: outcome.message };
    const value = annotationText(outcome.value);
    return value === "" ? { is: "exclude" } : { is: "publish", key: annotations[index]?.key ?? "", value };
  });
}

/** The checker lets only texts and null through. */
function annotationText(value: Value): string {
  return typeof value === "string" ? trimSpace(value) : "";
}

const spaces = new Set(
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);

/** Takes off what Go's strings.TrimSpace takes off; `trim()` differs in two characters. */
function trimSpace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && spaces.has(text[start] ?? "")) start++;
  while (end > start && spaces.has(text[end - 1] ?? "")) end--;
  return text.slice(start, end);
}
