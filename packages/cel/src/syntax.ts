import type { Issue } from "./issue.ts";
import type { Value } from "./value.ts";

/** A node of a parsed expression. `id` is unique in its expression, `at` the offset in the text that errors point to. */
interface Node {
  readonly id: number;
  readonly at: number;
}

export interface Literal extends Node {
  readonly kind: "literal";
  readonly value: Value;
}

/** A name, or with a leading dot (`.name`) a name that no local variable hides. */
export interface Identifier extends Node {
  readonly kind: "identifier";
  readonly name: string;
}

/** `operand.field`; `test` makes it `has(operand.field)`. */
export interface Select extends Node {
  readonly kind: "select";
  readonly operand: Expression;
  readonly field: string;
  readonly test: boolean;
}

/** `name(arguments)` or `target.name(arguments)`. Operators are calls by the names cel-go gives them, such as `_+_`. */
export interface Call extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly target: Expression | undefined;
  readonly arguments: readonly Expression[];
}

export interface ListLiteral extends Node {
  readonly kind: "list";
  readonly elements: readonly Expression[];
  /** Indices of elements written `?element`. */
  readonly optional: readonly number[];
}

export interface MapEntry extends Node {
  readonly key: Expression;
  readonly value: Expression;
  readonly optional: boolean;
}

export interface MapLiteral extends Node {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
}

export interface StructField extends Node {
  readonly name: string;
  readonly value: Expression;
  readonly optional: boolean;
}

/** `type.name{field: value}`. */
export interface StructLiteral extends Node {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: readonly StructField[];
}

/**
 * What macros over lists and maps become: for each element of `range`, bound to `variable` (and `variable2`), while
 * `condition` holds, `accumulator` becomes `step`; then the value is `result`.
 */
export interface Comprehension extends Node {
  readonly kind: "comprehension";
  readonly range: Expression;
  readonly variable: string;
  readonly variable2: string | undefined;
  readonly accumulator: string;
  readonly initial: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}

export type Expression =
  | Literal
  | Identifier
  | Select
  | Call
  | ListLiteral
  | MapLiteral
  | StructLiteral
  | Comprehension;

/** A text as it was read. Without an expression there are issues; `size` is one more than the greatest id. */
export interface Parsed {
  readonly text: string;
  readonly expression: Expression | undefined;
  readonly issues: readonly Issue[];
  readonly size: number;
}

/** The accumulator of the macros; `@` keeps it out of reach of what a person can write. */
export const ACCUMULATOR = "@result";

/** The expressions right below one, in the order in which they are written. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "identifier":
      return [];
    case "select":
      return [expression.operand];
    case "call":
      return expression.target === undefined ? expression.arguments : [expression.target, ...expression.arguments];
    case "list":
      return expression.elements;
    case "map":
      return expression.entries.flatMap((entry) => [entry.key, entry.value]);
    case "struct":
      return expression.fields.map((field) => field.value);
    case "comprehension":
      return [expression.range, expression.initial, expression.condition, expression.step, expression.result];
  }
}

/** The name that a chain of selects spells (`a.b.c`), or undefined if it is anything else. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === "identifier") return expression.name;
  if (expression.kind !== "select" || expression.test) return undefined;
  const prefix = qualifiedName(expression.operand);
  return prefix === undefined ? undefined : `${prefix}.${expression.field}`;
}
