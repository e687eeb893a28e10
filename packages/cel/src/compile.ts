import { check } from "./check.ts";
import { describeIssues, type Issue } from "./issue.ts";
import type { Environment } from "./library.ts";
import { parse } from "./parse.ts";
import { type Program, plan } from "./plan.ts";
import { describeType, sameType, type Type } from "./type.ts";
import { wellFormed } from "./utf8.ts";

/** What came of an expression's text. */
export interface Compilation {
  /** Ready to run, unless there is an `error`. */
  readonly program: Program | undefined;
  /** What the expression gives; undefined if it does not check. */
  readonly type: Type | undefined;
  /** What is wrong at places in the text. */
  readonly issues: readonly Issue[];
  /** All that is wrong, as the API server says it. */
  readonly error: string | undefined;
}

/**
 * Takes an expression through all stages that need no data, as an admission policy's is: parses, checks, asks that it
 * gives exactly one of some types (none named: any) and plans. Never throws.
 */
export function compile(text: string, environment: Environment, wanted: readonly Type[] = []): Compilation {
  const checked = check(parse(text, environment), environment);
  const { type, issues } = checked;
  if (type === undefined) {
    const error = `compilation failed: ${describeIssues(issues, wellFormed(text))}`;
    return { program: undefined, type, issues, error };
  }
  if (wanted.length > 0 && !wanted.some((candidate) => sameType(type, candidate))) {
    return { program: undefined, type, issues, error: wrongType(type, wanted) };
  }
  const { program, failure } = plan(checked, environment);
  const error = failure === undefined ? undefined : `program instantiation failed: ${failure}`;
  return { program, type, issues, error };
}

function wrongType(type: Type, wanted: readonly Type[]): string {
  const names = wanted.map(describeType);
  const expected = names.length === 1 ? names[0] : `one of [${names.join(" ")}]`;
  return `must evaluate to ${expected} but got ${describeType(type)}`;
}
