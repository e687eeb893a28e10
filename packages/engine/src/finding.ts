import type { Code as ObjectCode } from "@slipway/check";
import type { FindingCode } from "kustomize-ts";

/** How bad it is: an error keeps its service as it stands, a warning and an info only speak. */
export type Severity = "error" | "warning" | "info";

/**
 * What is wrong or noteworthy in a file that a person wrote. Line and column count from 1 and point at the value; of an
 * unknown or doubled field at its key, of a missing one at the parent's key.
 */
export interface Finding {
  readonly severity: Severity;
  /** One of a closed list, each explained in docs/findings.md. */
  readonly code: Code;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is there and what is allowed, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** How many findings one document gets at most: who wrote more mistakes than these finds the others after them. */
export const mostFindings = 100;

/** Takes findings as they are made. */
export type Report = (finding: Finding) => void;

/** Every code of ours. A test compares the list with docs/findings.md. */
export const codes = [
  "CAPABILITY_MISSING",
  "CONFLICTING_FIELDS",
  "ENVIRONMENT_CYCLE",
  "ENVIRONMENT_UNKNOWN",
  "EXCEPTION_EXPIRED",
  "EXCEPTION_UNUSED",
  "FILE_MISPLACED",
  "FILE_MISSING",
  "FILE_NOT_REGULAR",
  "FILE_NOT_UTF8",
  "FILE_TOO_LARGE",
  "FILE_UNREADABLE",
  "MALFORMED",
  "MISSING_FIELD",
  "NAME_COLLISION",
  "NAME_MISMATCH",
  "NAME_RESERVED",
  "NAME_TOO_LONG",
  "NOT_ALLOWED",
  "OBJECT_NOT_GRANTED",
  "OBJECT_SHARED",
  "OUT_OF_RANGE",
  "PATH_CONFLICT",
  "POLICY_AUDITS",
  "POLICY_CASE_FAILS",
  "POLICY_CASE_INVALID",
  "POLICY_CASE_MISSING",
  "POLICY_DENIES",
  "POLICY_INVALID",
  "POLICY_UNDECIDED",
  "POLICY_UNKNOWN",
  "POLICY_WARNS",
  "POLICY_WOULD_DENY",
  "PORT_DUPLICATE",
  "PORT_UNKNOWN",
  "ROUTE_SHARED",
  "SCALE_RANGE",
  "SCHEDULE_INVALID",
  "SECRET_NOT_GRANTED",
  "SERVICE_NOT_HERE",
  "SERVICE_UNKNOWN",
  "SETTINGS_UNUSED",
  "SETTING_NOT_FOR_KIND",
  "SLO_NEEDS_METRICS",
  "TEAM_UNKNOWN",
  "TIME_ZONE_UNKNOWN",
  "UNKNOWN_FIELD",
  "UNKNOWN_KIND",
  "WRONG_TYPE",
  "YAML_ALIAS",
  "YAML_DUPLICATE_KEY",
  "YAML_EMPTY",
  "YAML_MULTIPLE_DOCUMENTS",
  "YAML_SYNTAX",
  "YAML_TAG",
  "YAML_TOO_DEEP",
] as const;

/**
 * Our own codes, those of what is wrong with a kustomization, which kustomize-ts lists, and those of what an API server
 * would refuse, which check lists.
 */
export type Code = (typeof codes)[number] | FindingCode | `API_${ObjectCode}`;

/** Whether one of them is an error. */
export function failed(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}

/** The same findings without doubles, by file, line, column and code, whatever order they were made in. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

/** Orders two strings by their code units, the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
