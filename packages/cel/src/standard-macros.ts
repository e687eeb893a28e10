import { type Builder, type Macro, type MacroIssue, macroTable, variableName } from "./macro.ts";
import { ACCUMULATOR, type Expression } from "./syntax.ts";

/** How a quantifier folds: shared by its forms with one and with two variables. */
export interface Fold {
  readonly initial: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}

/** `all`: true unless some element is not. */
export function foldAll(build: Builder, predicate: Expression): Fold {
  return {
    initial: build.literal(true),
    condition: build.call("@not_strictly_false", build.identifier(ACCUMULATOR)),
    step: build.call("_&&_", build.identifier(ACCUMULATOR), predicate),
    result: build.identifier(ACCUMULATOR),
  };
}

/** `exists`: false unless some element is. */
export function foldExists(build: Builder, predicate: Expression): Fold {
  return {
    initial: build.literal(false),
    condition: build.call("@not_strictly_false", build.call("!_", build.identifier(ACCUMULATOR))),
    step: build.call("_||_", build.identifier(ACCUMULATOR), predicate),
    result: build.identifier(ACCUMULATOR),
  };
}

/** `exists_one`: counts; errors are not absorbed. */
export function foldExistsOne(build: Builder, predicate: Expression): Fold {
  const increment = build.call("_+_", build.identifier(ACCUMULATOR), build.literal(1));
  return {
    initial: build.literal(0),
    condition: build.literal(true),
    step: build.call("_?_:_", predicate, increment, build.identifier(ACCUMULATOR)),
    result: build.call("_==_", build.identifier(ACCUMULATOR), build.literal(1)),
  };
}

/** `map` and `filter`: a list of what `element` gives where `filter` holds. */
export function foldList(build: Builder, element: Expression, filter: Expression | undefined): Fold {
  const append = build.call("_+_", build.identifier(ACCUMULATOR), build.list(element));
  return {
    initial: build.list(),
    condition: build.literal(true),
    step: filter === undefined ? append : build.call("_?_:_", filter, append, build.identifier(ACCUMULATOR)),
    result: build.identifier(ACCUMULATOR),
  };
}

/** One pass over `range` with one variable. */
export function foldOver(build: Builder, range: Expression, variable: string, fold: Fold): Expression {
  return build.comprehension({ range, variable, variable2: undefined, accumulator: ACCUMULATOR, ...fold });
}

/** `range.map(variable, transform)` or `range.map(variable, filter, transform)`; also what `sortBy` is made of. */
export function expandMap(build: Builder, range: Expression, given: readonly Expression[]): Expression | MacroIssue {
  const variable = variableName(given[0]!, "argument is not an identifier");
  if (typeof variable !== "string") return variable;
  const filter = given.length === 3 ? given[1] : undefined;
  return foldOver(build, range, variable, foldList(build, given[given.length - 1]!, filter));
}

function quantifier(name: string, fold: (build: Builder, predicate: Expression) => Fold): Macro {
  return {
    name,
    member: true,
    arguments: 2,
    expand(build, range, [first, predicate]) {
      const variable = variableName(first!, "argument must be a simple name");
      if (typeof variable !== "string") return variable;
      return foldOver(build, range, variable, fold(build, predicate!));
    },
  };
}

const has: Macro = {
  name: "has",
  member: false,
  arguments: 1,
  expand(build, _target, [argument]) {
    if (argument?.kind === "select") return build.has(argument.operand, argument.field);
    return { kind: "issue", at: argument!.at, message: "invalid argument to has() macro" };
  },
};

const filter: Macro = {
  name: "filter",
  member: true,
  arguments: 2,
  expand(build, range, [first, predicate]) {
    const variable = variableName(first!, "argument is not an identifier");
    if (typeof variable !== "string") return variable;
    return foldOver(build, range, variable, foldList(build, first!, predicate));
  },
};

/** The macros of the language itself. */
export const STANDARD_MACROS: readonly Macro[] = [
  has,
  quantifier("all", foldAll),
  quantifier("exists", foldExists),
  quantifier("exists_one", foldExistsOne),
  { name: "map", member: true, arguments: 2, expand: expandMap },
  { name: "map", member: true, arguments: 3, expand: expandMap },
  filter,
];

/** The standard macros, ready for `parse`. */
export const STANDARD_MACRO_TABLE = macroTable(STANDARD_MACROS);
