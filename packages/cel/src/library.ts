import type { Checked } from "./checked.ts";
import type { Apply, FunctionDeclaration, Overload } from "./function.ts";
import type { Report } from "./issue.ts";
import type { Macro, Macros } from "./macro.ts";
import type { Type } from "./type.ts";

/** Functions, macros and types that an environment may have. All but the name may be left out. */
export interface Library {
  readonly name: string;
  readonly overloads?: readonly Overload[];
  /** By function name: one implementation for all its overloads. */
  readonly shared?: Readonly<Record<string, Apply>>;
  /** Functions whose single overload is applied to any arguments. */
  readonly unguarded?: readonly string[];
  readonly macros?: readonly Macro[];
  /** Types that expressions can name. */
  readonly types?: readonly Type[];
  /** Looks an expression over once its types agree. */
  readonly validators?: readonly Validator[];
}

/** Looks a checked expression over and reports what types do not show. */
export type Validator = (checked: Checked, environment: Environment, to: Report) => void;

/** Everything an expression may use. Made by `environment`, or by `kubernetes` as a release of the API server has it. */
export interface Environment {
  readonly macros: Macros;
  readonly optionals: boolean;
  readonly quotedFields: boolean;
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  /** Declared variables; a name may have dots (`authorizer.requestResource`). */
  readonly variables: ReadonlyMap<string, Type>;
  /** Names that stand for types. */
  readonly types: ReadonlyMap<string, Type>;
  /** Object types with fields that variables are made of, by name. */
  readonly objects: ReadonlyMap<string, Type>;
  readonly validators: readonly Validator[];
  readonly options: Required<Options>;
}

/** How expressions are read; the defaults are cel-go's. */
export interface Options {
  /** Names are looked up in this namespace first. */
  readonly container?: string;
  /** `1 < 2.0` and the like compile. */
  readonly crossTypeNumericComparisons?: boolean;
  /** Constants are computed when an expression is planned, and cost nothing when it runs. */
  readonly foldConstants?: boolean;
  /** Whether `has()` costs 1. */
  readonly presenceTestCost?: boolean;
  /** Asking what is no list, map or object whether it has a field is an error; otherwise it has none. */
  readonly errorOnBadPresenceTest?: boolean;
  /** Fields may be written in backticks: `` object.`content-type` ``. */
  readonly quotedFields?: boolean;
  /** Fields of object types that are words of the language may be written without escapes. */
  readonly keywordFields?: boolean;
}
