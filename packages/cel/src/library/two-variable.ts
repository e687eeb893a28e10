import { overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { type Builder, type Macro, type MacroIssue, variableName } from "../macro.ts";
import { type Fold, foldAll, foldExists, foldExistsOne, foldList } from "../standard-macros.ts";
import { ACCUMULATOR, type Expression } from "../syntax.ts";

/** The last arguments of a macro: what it makes of an element, and with one more before it, of which elements. */
type MakeFold = (build: Builder, given: readonly Expression[]) => Fold;

function twoVariables(name: string, count: number, fold: MakeFold): Macro {
  return {
    name,
    member: true,
    arguments: count,
    expand(build, range, given) {
      const names = variableNames(given);
      if ("kind" in names) return names;
      const [variable, variable2] = names;
      const parts = fold(build, given);
      return build.comprehension({ range, variable, variable2, accumulator: ACCUMULATOR, ...parts });
    },
  };
}

function variableNames([first, second]: readonly Expression[]): readonly [string, string] | MacroIssue {
  const message = "argument must be a simple name";
  for (const argument of [first!, second!]) {
    if (argument.kind !== "identifier") return { kind: "issue", at: argument.at, message };
  }
  const variable = variableName(first!, message);
  const variable2 = variableName(second!, message);
  const same = first!.kind === "identifier" && second!.kind === "identifier" && first!.name === second!.name;
  if (same)
    return { kind: "issue", at: second!.at, message: `duplicate variable name: ${(first as { name: string }).name}` };
  if (typeof variable !== "string") return variable;
  return typeof variable2 === "string" ? [variable, variable2] : variable2;
}

function transformList(build: Builder, given: readonly Expression[]): Fold {
  return foldList(build, given[given.length - 1]!, given.length === 4 ? given[2] : undefined);
}

/** A map of what `insert` puts in where the filter, the third of four arguments, holds. */
function foldMap(build: Builder, given: readonly Expression[], entry: readonly Expression[]): Fold {
  const insert = build.call("cel.@mapInsert", build.identifier(ACCUMULATOR), ...entry);
  const step = given.length === 4 ? build.call("_?_:_", given[2]!, insert, build.identifier(ACCUMULATOR)) : insert;
  return {
    initial: build.emptyMap(),
    condition: build.literal(true),
    step,
    result: build.identifier(ACCUMULATOR),
  };
}

function transformMap(build: Builder, given: readonly Expression[]): Fold {
  const key = given[0]!.kind === "identifier" ? given[0]!.name : "";
  return foldMap(build, given, [build.identifier(key), given[given.length - 1]!]);
}

function transformMapEntry(build: Builder, given: readonly Expression[]): Fold {
  return foldMap(build, given, [given[given.length - 1]!]);
}

/** Macros with two variables: index and element of a list, key and value of a map. */
export const TWO_VARIABLE: Library = {
  name: "two-variable",
  overloads: overloads([
    ["@mapInsert_map_key_value", "cel.@mapInsert(map(K, V), K, V) map(K, V)"],
    ["@mapInsert_map_map", "cel.@mapInsert(map(K, V), map(K, V)) map(K, V)"],
  ]),
  macros: [
    twoVariables("all", 3, (build, given) => foldAll(build, given[2]!)),
    twoVariables("exists", 3, (build, given) => foldExists(build, given[2]!)),
    twoVariables("existsOne", 3, (build, given) => foldExistsOne(build, given[2]!)),
    twoVariables("exists_one", 3, (build, given) => foldExistsOne(build, given[2]!)),
    ...[3, 4].map((count) => twoVariables("transformList", count, transformList)),
    ...[3, 4].map((count) => twoVariables("transformMap", count, transformMap)),
    ...[3, 4].map((count) => twoVariables("transformMapEntry", count, transformMapEntry)),
  ],
};
