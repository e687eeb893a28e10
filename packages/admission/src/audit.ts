import type { Decision } from "./admit.ts";

/** By key, the different values, in the order in which they came. */
export type Annotations = Map<string, Set<string>>;

const longest = 10 * 1024;

/** Adds a value to a key, cut at 10 KiB. */
export function addAnnotation(annotations: Annotations, key: string, value: string): void {
  const bytes = new TextEncoder().encode(value);
  const cut = bytes.length > longest ? new TextDecoder().decode(bytes.subarray(0, longest)) : value;
  const values = annotations.get(key) ?? new Set();
  annotations.set(key, values.add(cut));
}

/** The annotations of the request's audit event: those of the policies, and the first failure that is audited. */
export function published(annotations: Annotations, decisions: readonly Decision[]): Readonly<Record<string, string>> {
  const first = decisions.find(({ actions }) => actions.includes("Audit"));
  return {
    ...Object.fromEntries([...annotations].map(([key, values]) => [key, [...values].join(", ")])),
    ...(first === undefined ? {} : { "validation.policy.admission.k8s.io/validation_failure": failureText(first) }),
  };
}

function failureText({ message, policy, binding, validation, actions }: Decision): string {
  const expressionIndex = validation ?? 0;
  return JSON.stringify([{ message, policy, binding, expressionIndex, validationActions: actions }]);
}
