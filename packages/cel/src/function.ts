import { adapt, isList, isMap, typeName } from "./adapt.ts";
import { firstEntry } from "./map.ts";
import { type Signature, signature } from "./signature.ts";
import type { Type } from "./type.ts";
import { CelError, type Value } from "./value.ts";

/** What a function does. Arguments are never errors, unless its declaration says that it wants them. */
export type Apply = (...given: Value[]) => Value;

/** One way to call a function. */
export interface Overload extends Signature {
  readonly id: string;
  readonly apply: Apply | undefined;
}

/** A function with all ways to call it. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly overloads: readonly Overload[];
  /** One implementation for all overloads, which looks at its arguments itself. */
  readonly shared: Apply | undefined;
  /** Do not check argument types before a single overload is applied. */
  readonly unguarded: boolean;
}

/** A row of a library's table: an id (cel-go's), a signature, what it does (undefined if the planner or `shared` does). */
export type OverloadRow = readonly [id: string, signature: string, apply?: Apply];

/** Overloads from a table. */
export function overloads(rows: readonly OverloadRow[]): Overload[] {
  return rows.map(([id, text, apply]) => ({ id, apply, ...signature(text) }));
}

/** Gathers overloads into functions; later ones join functions of the same name, one with a known id replaces it. */
export function declare(
  list: readonly Overload[],
  shared: Readonly<Record<string, Apply>>,
  unguarded: ReadonlySet<string>,
): Map<string, FunctionDeclaration> {
  const byName = new Map<string, Map<string, Overload>>();
  for (const overload of list) {
    const known = byName.get(overload.name) ?? new Map<string, Overload>();
    byName.set(overload.name, known.set(overload.id, overload));
  }
  return new Map(
    [...byName].map(([name, known]) => [
      name,
      { name, overloads: [...known.values()], shared: shared[name], unguarded: unguarded.has(name) },
    ]),
  );
}

/**
 * What to call for a function at run time. With one overload left by the checker it is that one, else the first whose
 * parameters fit the arguments. Undefined: the function is never called by these means.
 */
export function dispatch(declaration: FunctionDeclaration, overloadId: string | undefined): Apply | undefined {
  if (declaration.shared !== undefined) return declaration.shared;
  const bound = declaration.overloads.filter((overload) => overload.apply !== undefined);
  const single = bound.find((overload) => overload.id === overloadId) ?? (bound.length === 1 ? bound[0] : undefined);
  if (single !== undefined) return declaration.unguarded ? single.apply : guarded(declaration.name, [single]);
  return bound.length === 0 ? undefined : guarded(declaration.name, bound);
}

function guarded(name: string, candidates: readonly Overload[]): Apply {
  return (...given) => {
    for (const candidate of candidates) if (fits(candidate, given)) return candidate.apply!(...given);
    return noOverloadFor(name, given);
  };
}

/** The error for arguments that no overload takes. */
export function noOverloadFor(name: string, given: readonly Value[]): CelError {
  const failed = given.find((value) => value instanceof CelError);
  if (failed !== undefined) return failed as CelError;
  return new CelError(`no such overload: ${name}(${given.map(typeName).join(", ")})`);
}

function fits(overload: Overload, given: readonly Value[]): boolean {
  if (overload.parameters.length !== given.length) return false;
  return overload.parameters.every((parameter, index) => accepts(parameter, given[index]!));
}

/** Whether a value may be passed for a parameter: its type, and of lists and maps that of the first element. */
export function accepts(type: Type, value: Value): boolean {
  if (type.kind === "dyn" || type.kind === "parameter") return true;
  if (type.name !== typeName(value)) return false;
  if (type.kind === "list" && isList(value)) {
    return value.length === 0 || accepts(type.parameters[0]!, adapt(value[0]));
  }
  if (type.kind !== "map" || !isMap(value)) return true;
  const first = firstEntry(value);
  return first === undefined || (accepts(type.parameters[0]!, first[0]) && accepts(type.parameters[1]!, first[1]));
}
