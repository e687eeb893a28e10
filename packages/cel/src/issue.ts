/**
 * What is wrong with an expression as it is written. Lines and columns count from 1, columns in code points; an issue
 * without a place in the text (too long, too deep) has line 0 and column 0. Messages are the API server's.
 */
export interface Issue {
  readonly severity: "error";
  readonly code: IssueCode;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type IssueCode =
  /** It cannot be read: tokens, grammar, literals, macros. */
  | "CEL_SYNTAX"
  /** It is longer or deeper than the API server reads. */
  | "CEL_TOO_LARGE"
  /** A variable, function or type that the environment does not have. */
  | "CEL_UNDECLARED"
  /** A field that an object type does not have. */
  | "CEL_UNDEFINED_FIELD"
  /** A function that does not take these types. */
  | "CEL_NO_OVERLOAD"
  /** A value of one type where another is needed. */
  | "CEL_TYPE_MISMATCH"
  /** A literal that its function will never accept: a duration, a pattern, a format. */
  | "CEL_BAD_LITERAL";

/** Collects issues of one text. */
export interface Report {
  readonly text: string;
  readonly issues: Issue[];
}

/** Adds an issue at an offset of the text, or at none. */
export function report(to: Report, code: IssueCode, at: number | undefined, message: string): void {
  const place = at === undefined ? { line: 0, column: 0 } : locate(to.text, at);
  to.issues.push({ severity: "error", code, ...place, message });
}

/** The line and column, from 1 and in code points, of an offset in UTF-16 units. */
export function locate(text: string, at: number): { line: number; column: number } {
  // Nothing has no first column: cel-go's count.
  if (text === "") return { line: 1, column: 0 };
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < at; next = text.indexOf("\n", start)) {
    line++;
    start = next + 1;
  }
  return { line, column: codePoints(text.slice(start, at)) + 1 };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/**
 * Prints issues as the API server does: sorted by place, each with its line of the text and a caret below.
 * Never throws; an issue without a place has no line.
 */
export function describeIssues(issues: readonly Issue[], text: string): string {
  const lines = text.split("\n");
  const sorted = issues.slice(0, MAX_SHOWN).sort((a, b) => a.line - b.line || a.column - b.column);
  const shown = sorted.map((issue) => describeIssue(issue, lines[issue.line - 1]));
  if (issues.length > MAX_SHOWN) shown.push(`${issues.length - MAX_SHOWN} more errors were truncated`);
  return shown.join("\n");
}

/** How many issues are told before they are only counted. */
const MAX_SHOWN = 100;

function describeIssue(issue: Issue, line: string | undefined): string {
  // cel-go counts columns from 0 and has -1 for "nowhere", which it prints as line -1, column 0.
  const place = issue.line === 0 ? "-1:0" : `${issue.line}:${issue.column}`;
  const head = `ERROR: <input>:${place}: ${issue.message}`;
  if (line === undefined || line.length > 16_384) return head;
  const shown = line.replaceAll("\t", " ");
  const characters = [...shown];
  const dots = characters.slice(0, issue.column - 1).map((character) => (isWide(character) ? "．" : "."));
  const caret = isWide(characters[issue.column - 1] ?? "") ? "＾" : "^";
  return `${head}\n | ${shown}\n | ${dots.join("")}${caret}`;
}

function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= 0x80;
}
