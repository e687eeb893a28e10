import { invalid, unsupported } from "../fault.ts";
import type { Fault, Report } from "../finding.ts";
import type { Path } from "../path.ts";

/** What a rule is given beside the value: the server's version and where to put what it finds. */
export interface Scope {
  /** The minor version of the server, 36 for Kubernetes 1.36. Features come and go with it. */
  readonly minor: number;
  readonly report: Report;
}

/** Reports each message about a value. */
export function invalidEach(scope: Scope, path: Path | undefined, value: unknown, messages: readonly string[]): void {
  for (const message of messages) scope.report(invalid(path, value, message));
}

/** Reports a value that is none of those that are supported. Gives whether it is one. */
export function oneOf(scope: Scope, path: Path, value: string, supported: readonly string[]): boolean {
  const good = supported.includes(value);
  if (!good) scope.report(unsupported(path, value, supported));
  return good;
}

/** Runs a rule and gives the faults that it finds instead of reporting them. */
export function faultsOf(scope: Scope, rule: (scope: Scope) => void): Fault[] {
  const faults: Fault[] = [];
  rule({ ...scope, report: (fault) => faults.push(fault) });
  return faults;
}
