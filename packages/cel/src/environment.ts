import { declare, type FunctionDeclaration } from "./function.ts";
import { STANDARD } from "./library/standard.ts";
import type { Environment, Library, Options } from "./library.ts";
import { macroTable } from "./macro.ts";
import { DURATION, TIMESTAMP, type Type, typeType } from "./type.ts";

/** What an environment is made of. */
export interface Declarations extends Options {
  readonly libraries?: readonly Library[];
  readonly variables?: Readonly<Record<string, Type>>;
}

/** An environment with the language itself and these libraries and variables. */
export function environment(declarations: Declarations = {}): Environment {
  const { libraries: more = [], variables = {}, ...options } = declarations;
  const libraries = [STANDARD, ...more];
  const types = libraries.flatMap((library) => library.types ?? []);
  const shared = Object.assign({}, ...libraries.map((library) => library.shared));
  const unguarded = new Set(libraries.flatMap((library) => library.unguarded ?? []));
  return {
    macros: macroTable(libraries.flatMap((library) => library.macros ?? [])),
    optionals: libraries.some((library) => library.name === "optional"),
    quotedFields: options.quotedFields ?? false,
    functions: declare(
      libraries.flatMap((library) => library.overloads ?? []),
      shared,
      unguarded,
    ),
    types: new Map(types.map((type) => [type.name, type])),
    objects: objectsOf(variables),
    validators: libraries.flatMap((library) => library.validators ?? []),
    variables: new Map(Object.entries(variables)),
    options: {
      container: "",
      crossTypeNumericComparisons: false,
      foldConstants: false,
      presenceTestCost: true,
      errorOnBadPresenceTest: false,
      quotedFields: false,
      keywordFields: false,
      ...options,
    },
  };
}

/** The same environment with more variables; the libraries are shared, so this is cheap. */
export function withVariables(base: Environment, variables: Readonly<Record<string, Type>>): Environment {
  return {
    ...base,
    objects: new Map([...base.objects, ...objectsOf(variables)]),
    variables: new Map([...base.variables, ...Object.entries(variables)]),
  };
}

/**
 * What a name may mean in the environment's namespace, the closest first: in `a.b` the name `c` is `a.b.c`, `a.c` or
 * `c`. A leading dot makes it the name itself.
 */
export function candidateNames(container: string, name: string): string[] {
  if (name.startsWith(".")) return [name.slice(1)];
  const candidates: string[] = [];
  for (let prefix = container; prefix !== ""; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf(".")))) {
    candidates.push(`${prefix}.${name}`);
  }
  return [...candidates, name];
}

/** What a name stands for: a variable, or a type and then its type is a type. */
export interface Meaning {
  readonly name: string;
  readonly type: Type;
  readonly isType: boolean;
}

/** What a name means in the environment; undefined if nothing. */
export function resolveName(environment: Environment, name: string): Meaning | undefined {
  for (const candidate of candidateNames(environment.options.container, name)) {
    const variable = environment.variables.get(candidate);
    if (variable !== undefined) return { name: candidate, type: variable, isType: false };
    const type = declaredType(environment, candidate);
    if (type !== undefined) return { name: candidate, type: typeType(type), isType: true };
  }
  return undefined;
}

/**
 * The type of this name. Object types that variables are made of count, and with them the short names of all simple
 * types: the API server's checker knows them, although its evaluator does not.
 */
export function declaredType(environment: Environment, name: string): Type | undefined {
  const known = environment.types.get(name);
  if (known !== undefined) return known;
  if (environment.objects.size === 0) return undefined;
  return environment.objects.get(name) ?? SHORT_NAMES.get(name);
}

const SHORT_NAMES: ReadonlyMap<string, Type> = new Map([
  ["duration", DURATION],
  ["timestamp", TIMESTAMP],
]);

function objectsOf(variables: Readonly<Record<string, Type>>): Map<string, Type> {
  return new Map(Object.values(variables).flatMap((type) => objectTypes(type).map((object) => [object.name, object])));
}

/** A type and all below it that are object types with fields. */
function objectTypes(type: Type): Type[] {
  const fields = Object.values(type.fields ?? {});
  const inner = [...type.parameters, ...fields].flatMap(objectTypes);
  return fields.length > 0 ? [type, ...inner] : inner;
}

/** The function of this name. */
export function resolveFunction(environment: Environment, name: string): FunctionDeclaration | undefined {
  for (const candidate of candidateNames(environment.options.container, name)) {
    const found = environment.functions.get(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}
