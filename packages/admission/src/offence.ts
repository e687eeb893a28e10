import type { Decision } from "./admit.ts";
import type { Policies } from "./compile.ts";
import { type Manifest, objectOr } from "./manifest.ts";
import { match } from "./match.ts";
import type { AdmissionRequest } from "./request.ts";
import { POLICY_BUDGET, run } from "./run.ts";
import { scopeOf } from "./scope.ts";

/** Keys and indexes that lead to a field from the top of an object. */
export type FieldPath = readonly (string | number)[];

/**
 * The field of the request's object that a decision turns on: the one that its validation read last, as an expression
 * stops where it is decided. Undefined: it read none.
 */
export function offendingField(
  request: AdmissionRequest,
  policies: Policies,
  decision: Decision,
): FieldPath | undefined {
  const policy = policies.policies.find(({ name }) => name === decision.policy);
  const expression = decision.validation === undefined ? undefined : policy?.validations[decision.validation];
  const matched = policy === undefined ? undefined : match(policy.matcher, request);
  if (policy === undefined || expression === undefined || matched?.is !== "yes") return undefined;
  let last: FieldPath | undefined;
  const watched = watch(objectOr(request.object), [], (path) => {
    last = path;
  });
  const scope = scopeOf(request, matched, decision.param);
  policy.activation.enter(scope.object === request.object ? { ...scope, object: watched } : scope);
  run([expression], policy.activation, POLICY_BUDGET);
  return last;
}

/** An object that reports which of its fields are looked at, whether they are there or not. */
function watch<T extends object>(value: T, path: FieldPath, report: (path: FieldPath) => void): T {
  const isList = Array.isArray(value);
  const note = (key: string | symbol): FieldPath | undefined => {
    if (typeof key === "symbol" || (isList && !/^\d+$/.test(key))) return undefined;
    const field = [...path, isList ? Number(key) : key];
    report(field);
    return field;
  };
  return new Proxy(value, {
    get(target, key) {
      const field = note(key);
      const inner: unknown = Reflect.get(target, key);
      return field === undefined || !isPlain(inner) ? inner : watch(inner, field, report);
    },
    getOwnPropertyDescriptor(target, key) {
      note(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  });
}

function isPlain(value: unknown): value is Manifest {
  return Array.isArray(value) || (typeof value === "object" && Object.getPrototypeOf(value ?? 0) === Object.prototype);
}
