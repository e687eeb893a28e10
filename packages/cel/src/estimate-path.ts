import type { Type } from "./type.ts";

/**
 * A way from a variable into its type: `self`, then fields, `@items`, `@keys` and `@values`.
 *
 * cel-go keeps these in slices, and slices that were appended to may share their cells: of two ways that part from the
 * same node the later one can change the earlier. Rules are accepted or refused by what comes out, so it is kept.
 */
export interface Path {
  readonly cells: string[];
  readonly length: number;
}

export const NO_PATH: Path = { cells: [], length: 0 };

/** The way that begins at a variable. */
export function pathFrom(variable: string): Path {
  return { cells: [variable], length: 1 };
}

/** The way one step further, in the same cells if there is one free. Cells double when they are full. */
export function stepTo(path: Path, step: string): Path {
  const { cells, length } = path;
  const isFull = (length & (length - 1)) === 0;
  const target = isFull ? cells.slice(0, length) : cells;
  target[length] = step;
  return { cells: target, length: length + 1 };
}

/** The type at the end of a way through a variable's type; undefined if it leads nowhere. The first step is not looked at. */
export function followPath(root: Type, path: Path): Type | undefined {
  let type: Type | undefined = root;
  for (const step of path.cells.slice(1, path.length)) {
    if (type === undefined) return undefined;
    if (step === "@items" || step === "@values") type = type.parameters[type.parameters.length - 1];
    else if (step === "@keys") type = type.kind === "map" ? type.parameters[0] : undefined;
    else type = Object.hasOwn(type.fields ?? {}, step) ? type.fields![step] : undefined;
  }
  return type;
}
