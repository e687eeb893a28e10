import { readFileSync } from "node:fs";
import type { SimpleTest } from "@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js";
import { getConformanceSuite, type IncrementalTestSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import * as cel from "../../src/index.ts";
import { fromSpec, isSame, typeFromSpec } from "./specification-values.ts";

/** What came of one case: nothing if it is right, else what is wrong. */
export interface SpecResult {
  readonly suite: string;
  readonly name: string;
  readonly wrong: string | undefined;
}

const LIBRARIES = [cel.strings(4), cel.OPTIONAL, cel.TWO_VARIABLE];

/** Runs the cases that a file names, one a line, each as often as the suite has it. */
export function runSpecification(listFile: string): SpecResult[] {
  const wanted = new Map<string, number>();
  for (const name of readFileSync(listFile, "utf8").trim().split("\n")) wanted.set(name, (wanted.get(name) ?? 0) + 1);
  const results: SpecResult[] = [];
  const visit = (suite: IncrementalTestSuite, path: readonly string[]): void => {
    for (const test of suite.tests) {
      const name = [...path, test.name].join("/");
      const left = wanted.get(name) ?? 0;
      if (left === 0) continue;
      wanted.set(name, left - 1);
      results.push({ suite: path[0]!, name, wrong: judge(test.original) });
    }
    for (const inner of suite.suites) visit(inner, [...path, inner.name]);
  };
  for (const suite of getConformanceSuite().suites) visit(suite, [suite.name]);
  for (const [name, left] of wanted) {
    for (let index = 0; index < left; index++) {
      results.push({ suite: name.split("/")[0]!, name, wrong: "The suite has no such case." });
    }
  }
  return results;
}

function judge(test: SimpleTest): string | undefined {
  const result = run(test);
  const { resultMatcher: expected } = test;
  if (expected.case === "evalError") {
    return result instanceof cel.CelError ? undefined : `no error but ${show(result)}`;
  }
  const wanted = expected.case === "value" ? fromSpec(expected.value) : true;
  if (isSame(result, wanted)) return undefined;
  return `${show(result)}, not ${show(wanted)}`;
}

/** The value of a case's expression; whatever goes wrong on the way is an error value. */
function run(test: SimpleTest): cel.Value {
  const variables: Record<string, cel.Type> = {};
  for (const { name, declKind } of test.typeEnv) {
    if (declKind.case === "ident") variables[name] = typeFromSpec(declKind.value.type!);
  }
  const environment = cel.environment({
    libraries: LIBRARIES,
    variables,
    container: test.container,
    crossTypeNumericComparisons: true,
    errorOnBadPresenceTest: true,
    quotedFields: true,
  });
  const parsed = cel.parse(test.expr, environment);
  const source = test.disableCheck ? parsed : cel.check(parsed, environment);
  if (source.issues.length > 0) return new cel.CelError(cel.describeIssues(source.issues, test.expr));
  const planned = cel.plan(source, environment);
  if (planned.program === undefined) return new cel.CelError(planned.failure);
  const bindings: Record<string, cel.Value> = {};
  for (const [name, { kind }] of Object.entries(test.bindings)) {
    if (kind.case === "value") bindings[name] = fromSpec(kind.value);
  }
  const { value, error } = cel.evaluate(planned.program, bindings, { cost: Number.POSITIVE_INFINITY });
  return error ?? value!;
}

function show(value: cel.Value): string {
  if (value instanceof cel.CelError) return `error: ${value.message}`;
  const text = JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? `${inner}n` : inner));
  return `${cel.typeName(value)} ${text}`;
}
