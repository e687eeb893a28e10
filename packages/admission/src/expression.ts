import {
  BOOL,
  BYTES,
  check,
  DOUBLE,
  DURATION,
  DYN,
  describeIssues,
  describeType,
  type Environment,
  INT,
  type Issue,
  listType,
  mapType,
  NULL,
  type Program,
  parse,
  plan,
  STRING,
  TIMESTAMP,
  type Type,
  UINT,
} from "@slipway/cel";

/** An expression ready to run, or the server's words for why it is not. */
export interface Expression {
  readonly text: string;
  readonly program: Program | undefined;
  readonly error: string | undefined;
  /** Undefined where it does not compile. */
  readonly type: Type | undefined;
  readonly issues: readonly Issue[];
}

/**
 * Compiles an expression that must give one of some types, exactly: what may be a bool (`object.spec.hostNetwork`) is no
 * bool. Without types anything goes.
 */
export function compileExpression(text: string, environment: Environment, types: readonly Type[]): Expression {
  const failed = (error: string, issues: readonly Issue[] = []) => ({
    text,
    program: undefined,
    error,
    type: undefined,
    issues,
  });
  const checked = check(parse(text, environment), environment);
  if (checked.issues.length > 0)
    return failed(`compilation failed: ${describeIssues(checked.issues, text)}`, checked.issues);
  const type = checked.type ?? DYN;
  if (types.length > 0 && !types.some((wanted) => wanted.text === type.text)) {
    const wanted = types.map(describeType);
    return failed(
      wanted.length === 1
        ? `must evaluate to ${wanted[0]} but got ${describeType(type)}`
        : `must evaluate to one of [${wanted.join(" ")}] but got ${describeType(type)}`,
    );
  }
  const { program, failure } = plan(checked, environment);
  if (program === undefined) return failed(`program instantiation failed: ${failure}`);
  return { text, program, error: undefined, type, issues: [] };
}

const scalars: ReadonlySet<Type> = new Set([BOOL, BYTES, DOUBLE, DURATION, INT, NULL, STRING, TIMESTAMP, UINT]);

/** The type by which other expressions know a variable: scalars, lists and maps keep theirs, anything else is dyn. */
export function variableType(type: Type | undefined): Type {
  if (type === undefined) return DYN;
  if (scalars.has(type)) return type;
  const [first, second] = type.parameters.map(variableType);
  if (type.kind === "list" && first !== undefined) return listType(first);
  if (type.kind === "map" && first !== undefined && second !== undefined) return mapType(first, second);
  return DYN;
}
