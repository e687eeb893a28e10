import { readFileSync } from "node:fs";
import * as cel from "../../src/index.ts";
import { isTagged } from "./tagged.ts";

/** What came of one case: nothing if it is right, else what is wrong. */
export interface LibraryResult {
  readonly suite: string;
  readonly name: string;
  readonly wrong: string | undefined;
}

interface LibraryCase {
  readonly lib: string;
  readonly name: string;
  readonly env: string;
  readonly expr: string;
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly declared?: { readonly params: boolean; readonly authorizer: boolean };
  readonly libVersion?: number;
  readonly expect: Expectation;
}

interface Expectation {
  readonly value?: unknown;
  readonly error?: string | null;
  readonly compileError?: readonly string[];
  readonly compiles?: boolean;
  readonly ok?: boolean;
  readonly runtimeCost?: number;
  readonly estimatedCost?: { readonly min: number; readonly max: number };
}

/** Runs the cases of the API server's own tests that are about expressions: environments `library` and `policy`. */
export function runLibrary(file: string): LibraryResult[] {
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: LibraryCase[] };
  return cases
    .filter(({ env }) => env === "library" || env === "policy")
    .map((test) => ({ suite: test.lib, name: test.name, wrong: judge(test) }));
}

/** An expression of a case, as far as it got. */
interface Outcome {
  /** What the checker has against it. */
  readonly refused: string | undefined;
  readonly result: cel.Value;
  readonly cost: number;
  readonly estimate: cel.Range | undefined;
}

function judge(test: LibraryCase): string | undefined {
  const outcome = test.env === "policy" ? runPolicy(test) : runInLibrary(test);
  const { refused, result, cost, estimate } = outcome;
  const { expect } = test;
  if (expect.compileError !== undefined) {
    const message = refused ?? (test.env === "policy" && result instanceof cel.CelError ? result.message : undefined);
    if (message === undefined) return "it compiles";
    const missing = expect.compileError.find((pattern) => !new RegExp(pattern).test(message));
    return missing === undefined ? undefined : `${message} lacks ${missing}`;
  }
  if (expect.error !== undefined) return judgeError(test, refused, result);
  if (refused !== undefined) return refused;
  if (expect.compiles === true) return undefined;
  if (result instanceof cel.CelError && expect.runtimeCost === undefined) return `error: ${result.message}`;
  if (expect.runtimeCost !== undefined && expect.runtimeCost !== cost)
    return `costs ${cost}, not ${expect.runtimeCost}`;
  if (expect.estimatedCost !== undefined) return judgeEstimate(expect.estimatedCost, estimate!);
  if (expect.value === undefined || isTagged(result, expect.value)) return undefined;
  return `${cel.typeName(result)}, not ${JSON.stringify(expect.value)}`;
}

/** In a policy an expression that does not compile is an error when it is evaluated. */
function judgeError(test: LibraryCase, refused: string | undefined, result: cel.Value): string | undefined {
  const failed = result instanceof cel.CelError ? result.message : undefined;
  const message = test.env === "policy" ? (refused ?? failed) : failed;
  if (message === undefined) return refused ?? "no error";
  const { error } = test.expect;
  const asPattern = ["quantity", "semver", "format"].includes(test.lib);
  if (error === null || error === undefined) return undefined;
  const matches = asPattern ? new RegExp(error).test(message) : message.includes(error);
  return matches ? undefined : `error "${message}", not "${error}"`;
}

function judgeEstimate(expected: { min: number; max: number }, { min, max }: cel.Range): string | undefined {
  if (Number(min) === expected.min && Number(max) === expected.max) return undefined;
  return `estimated ${min} to ${max}, not ${expected.min} to ${expected.max}`;
}

/** The tests' environment: everything, mixed literals, and nothing computed beforehand. */
function libraryEnvironment(semverVersion: number): cel.Environment {
  const names = new Set(["homogeneous literals", "argument checks", "kubernetes.Semver"]);
  return cel.environment({
    libraries: [...cel.kubernetesLibraries(37).filter(({ name }) => !names.has(name)), cel.semvers(semverVersion)],
    crossTypeNumericComparisons: true,
    presenceTestCost: false,
  });
}

function runInLibrary(test: LibraryCase): Outcome {
  const environment = libraryEnvironment(test.libVersion ?? 1);
  const checked = cel.check(cel.parse(test.expr, environment), environment);
  if (checked.issues.length > 0) {
    return { refused: cel.describeIssues(checked.issues, test.expr), result: null, cost: 0, estimate: undefined };
  }
  const estimate = cel.estimateCost(checked, environment);
  const { program, failure } = cel.plan(checked, environment);
  if (program === undefined) return { refused: undefined, result: new cel.CelError(failure), cost: 0, estimate };
  const { value, error, cost } = cel.evaluate(program, test.vars ?? {});
  return { refused: undefined, result: error ?? value!, cost, estimate };
}

function runPolicy(test: LibraryCase): Outcome {
  const params = test.declared?.params ?? test.vars?.params !== undefined;
  const base = cel.policyEnvironment({ minor: 37, params, authorizer: test.declared?.authorizer ?? true });
  const composition = cel.compose(base, test.variables ?? []);
  const { program, error: refused } = cel.compile(test.expr, composition.environment);
  if (program === undefined) return { refused, result: null, cost: 0, estimate: undefined };
  const { value, error, cost } = cel.evaluate(program, cel.bindVariables(composition, test.vars ?? {}));
  return { refused: undefined, result: error ?? value!, cost, estimate: undefined };
}
