import { invalid, verbatim } from "../fault.ts";
import type { Fault } from "../finding.ts";
import { type Path, wordsOf } from "../path.ts";

/** A fault in the words `spec.size in body should be at most 3 chars long`. */
export function bodyFault(path: Path | undefined, value: unknown, words: string): Fault {
  return invalid(path, value, `${wordsOf(path)} in body ${words}`);
}

/** What is said of a factor that no number can be a multiple of. */
export function factorFault(path: Path | undefined, factor: string): Fault {
  return invalid(path, verbatim(factor), `factor MultipleOf declared for ${wordsOf(path)} must be positive: ${factor}`);
}

/** A fault that the server puts at no field at all. The pointer still leads to the value. */
export function fieldlessFault(path: Path | undefined, message: string): Fault {
  return invalid(silent(path), "", message);
}

function silent(path: Path | undefined): Path | undefined {
  return path === undefined ? undefined : { ...path, parent: silent(path.parent), style: "pointer-only" };
}
