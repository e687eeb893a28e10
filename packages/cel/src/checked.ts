import type { Issue } from "./issue.ts";
import type { Expression, Parsed } from "./syntax.ts";
import type { Type } from "./type.ts";

/** What a name or a call turned out to mean. */
export interface Reference {
  /** The full name of a variable, a type or a function; the name by which an object type declares a field. */
  readonly name: string;
  readonly kind: "variable" | "type" | "function" | "field";
  /** Of a function, the overloads that fit. */
  readonly overloads: readonly string[];
  /** A call whose target is part of the function's name: `optional.of(1)`. */
  readonly namespaced: boolean;
}

/** An expression whose types agree. Without `type` there are issues. */
export interface Checked {
  readonly parsed: Parsed;
  readonly expression: Expression | undefined;
  /** The type of the whole. */
  readonly type: Type | undefined;
  readonly issues: readonly Issue[];
  /** The type of each node, by id. */
  readonly types: readonly (Type | undefined)[];
  /** What each name and call means, by id. */
  readonly references: readonly (Reference | undefined)[];
}
