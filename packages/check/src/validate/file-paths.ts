import { invalid } from "../fault.ts";
import type { Path } from "../path.ts";
import type { Scope } from "./scope.ts";

/** Paths of files inside a volume or container. */

export function validateNoBacksteps(value: string, path: Path, scope: Scope): void {
  if (hasBacksteps(value)) scope.report(invalid(path, value, "must not contain '..'"));
}

export function hasBacksteps(value: string): boolean {
  return value.split("/").includes("..");
}

/** A relative path that stays below its folder. */
export function validateDescendingPath(value: string, path: Path, scope: Scope): void {
  if (value.startsWith("/")) scope.report(invalid(path, value, "must be a relative path"));
  validateNoBacksteps(value, path, scope);
}

/** A relative path whose first step does not begin with two dots, which kubelet keeps for itself. */
export function validateUnreservedPath(value: string, path: Path, scope: Scope): void {
  validateDescendingPath(value, path, scope);
  if (value.startsWith("..") && !value.startsWith("../")) {
    scope.report(invalid(path, value, "must not start with '..'"));
  }
}

/** The bits of a file's mode, `0644`. */
export function validateMode(mode: number | undefined, path: Path, scope: Scope): void {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return;
  scope.report(invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive"));
}
