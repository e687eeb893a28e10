import { ACCUMULATOR, type Comprehension, type Expression, type MapEntry, type StructField } from "./syntax.ts";
import type { Value } from "./value.ts";

/** A call that the parser rewrites before anything is checked. */
export interface Macro {
  readonly name: string;
  /** Called as `target.name(...)`. */
  readonly member: boolean;
  readonly arguments: number;
  /** Gives what the call stands for, or what is wrong with it. */
  readonly expand: (build: Builder, target: Expression, given: readonly Expression[]) => Expression | MacroIssue;
}

/** What a macro does not accept, and where. */
export interface MacroIssue {
  readonly kind: "issue";
  readonly at: number;
  readonly message: string;
}

/** Macros by `macroKey`. */
export type Macros = ReadonlyMap<string, Macro>;

export function macroKey(name: string, count: number, member: boolean): string {
  return `${name}/${count}${member ? "." : ""}`;
}

/** Puts macros where `parse` finds them. */
export function macroTable(macros: readonly Macro[]): Macros {
  return new Map(macros.map((macro) => [macroKey(macro.name, macro.arguments, macro.member), macro]));
}

/** Makes the nodes of one macro call, all placed where the call is. */
export interface Builder {
  readonly literal: (value: Value) => Expression;
  readonly identifier: (name: string) => Expression;
  readonly call: (name: string, ...given: Expression[]) => Expression;
  readonly member: (target: Expression, name: string, ...given: Expression[]) => Expression;
  readonly has: (operand: Expression, field: string) => Expression;
  readonly list: (...elements: Expression[]) => Expression;
  readonly emptyMap: () => Expression;
  readonly comprehension: (parts: Omit<Comprehension, "kind" | "id" | "at">) => Expression;
  /** The same expression once more, with ids of its own. */
  readonly copy: (expression: Expression) => Expression;
}

/** A builder that numbers its nodes by `nextId` and places them at one offset. */
export function builder(nextId: () => number, at: number): Builder {
  const node = () => ({ id: nextId(), at });
  return {
    literal: (value) => ({ kind: "literal", ...node(), value }),
    identifier: (name) => ({ kind: "identifier", ...node(), name }),
    call: (name, ...given) => ({ kind: "call", ...node(), name, target: undefined, arguments: given }),
    member: (target, name, ...given) => ({ kind: "call", ...node(), name, target, arguments: given }),
    has: (operand, field) => ({ kind: "select", ...node(), operand, field, test: true }),
    list: (...elements) => ({ kind: "list", ...node(), elements, optional: [] }),
    emptyMap: () => ({ kind: "map", ...node(), entries: [] }),
    comprehension: (parts) => ({ kind: "comprehension", ...node(), ...parts }),
    copy: (expression) => copy(expression, nextId),
  };
}

function copy(expression: Expression, nextId: () => number): Expression {
  const again = (inner: Expression) => copy(inner, nextId);
  const base = { id: nextId() };
  switch (expression.kind) {
    case "literal":
    case "identifier":
      return { ...expression, ...base };
    case "select":
      return { ...expression, ...base, operand: again(expression.operand) };
    case "call": {
      const target = expression.target && again(expression.target);
      return { ...expression, ...base, target, arguments: expression.arguments.map(again) };
    }
    case "list":
      return { ...expression, ...base, elements: expression.elements.map(again) };
    case "map": {
      const entry = (from: MapEntry): MapEntry => ({
        ...from,
        id: nextId(),
        key: again(from.key),
        value: again(from.value),
      });
      return { ...expression, ...base, entries: expression.entries.map(entry) };
    }
    case "struct": {
      const field = (from: StructField): StructField => ({ ...from, id: nextId(), value: again(from.value) });
      return { ...expression, ...base, fields: expression.fields.map(field) };
    }
    case "comprehension":
      return {
        ...expression,
        ...base,
        range: again(expression.range),
        initial: again(expression.initial),
        condition: again(expression.condition),
        step: again(expression.step),
        result: again(expression.result),
      };
  }
}

/** The name that a macro's argument is, or what is wrong with it. */
export function variableName(argument: Expression, message: string): string | MacroIssue {
  if (argument.kind !== "identifier") return { kind: "issue", at: argument.at, message };
  if (argument.name === ACCUMULATOR || argument.name === "__result__") {
    return { kind: "issue", at: argument.at, message: "iteration variable overwrites accumulator variable" };
  }
  return argument.name;
}
