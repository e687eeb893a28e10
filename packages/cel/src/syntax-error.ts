import { type Report, report } from "./issue.ts";
import { escapeSpace, TOKEN_ORDER, type Token, type TokenKind } from "./tokenize.ts";

/** Where reading stands, and what may come after the expression that is being read. */
export interface TokenReader {
  readonly to: Report;
  readonly tokens: readonly Token[];
  position: number;
  follow: readonly TokenKind[];
  /** Whether a `?` may come after it. */
  ternary: boolean;
}

/** Thrown inside `parse` once an error of grammar is reported; never leaves it. */
export class SyntaxStop extends Error {}

export const FIRST_OF_EXPRESSION: readonly TokenKind[] =
  "[ { ( . - ! true false null NUM_FLOAT NUM_INT NUM_UINT STRING BYTES IDENTIFIER".split(" ");
/** Elements and keys may be optional. */
export const FIRST_OF_ELEMENT: readonly TokenKind[] = [...FIRST_OF_EXPRESSION, "?"];
export const FIRST_OF_FIELD: readonly TokenKind[] = ["IDENTIFIER", "ESC_IDENTIFIER", "?"];

/** What may come after an operand, besides what may follow the whole expression. */
const AFTER_OPERAND: readonly TokenKind[] = ". [ * / % + - == != < <= > >= in && ||".split(" ");

// The rest words errors as ANTLR does for cel-go's grammar: an unexpected token is "extraneous" if all is well without
// it, else a token is "missing" if all is well with it, else the input is "mismatched".

/** Reads a token of this kind. `next` is what may come after it, where that is no operator. */
export function take(reader: TokenReader, expected: TokenKind, next?: readonly TokenKind[]): Token {
  const token = reader.tokens[reader.position]!;
  if (token.kind === expected) {
    reader.position++;
    return token;
  }
  if (kindAhead(reader, 1) === expected) stopExtraneous(reader, [expected]);
  const after =
    expected === "EOF" ? [] : (next ?? [...AFTER_OPERAND, ...(reader.ternary ? ["?"] : []), ...reader.follow]);
  if (after.includes(token.kind)) stop(reader, `missing ${list([expected])} at ${show(reader)}`);
  return stopUnexpected(reader, [expected]);
}

/** Makes sure that one of these is next, without reading it. */
export function optional(reader: TokenReader, expected: readonly TokenKind[]): void {
  if (expected.includes(kindAhead(reader, 0))) return;
  if (expected.includes(kindAhead(reader, 1))) stopExtraneous(reader, expected);
  stopUnexpected(reader, expected);
}

/** Ends reading: without the next token all would be well. */
export function stopExtraneous(reader: TokenReader, expected: readonly TokenKind[]): never {
  return stop(reader, `extraneous input ${show(reader)} expecting ${list(expected)}`);
}

function stopUnexpected(reader: TokenReader, expected: readonly TokenKind[]): never {
  return stop(reader, `mismatched input ${show(reader)} expecting ${list(expected)}`);
}

/** Ends reading: what begins here goes no way that the grammar knows, as the token `ahead` shows. */
export function stopNotViable(reader: TokenReader, ahead: number): never {
  const start = reader.tokens[reader.position]!;
  const offending = reader.tokens[Math.min(reader.position + ahead, reader.tokens.length - 1)]!;
  const text = escapeSpace(reader.to.text.slice(start.at, offending.end));
  reader.position += ahead;
  // cel-go rewrites its message for these words; any one character may come before them.
  const word = /^.(true|false|null)$/.exec(text)?.[1];
  if (word !== undefined) stop(reader, `mismatched input '${word}' expecting IDENTIFIER`);
  return stop(reader, `no viable alternative at input '${text}'`);
}

function stop(reader: TokenReader, message: string): never {
  const { at } = reader.tokens[Math.min(reader.position, reader.tokens.length - 1)]!;
  report(reader.to, "CEL_SYNTAX", at, `Syntax error: ${message}`);
  throw new SyntaxStop();
}

function kindAhead(reader: TokenReader, ahead: number): TokenKind {
  return reader.tokens[Math.min(reader.position + ahead, reader.tokens.length - 1)]!.kind;
}

function show(reader: TokenReader): string {
  const token = reader.tokens[reader.position]!;
  return token.kind === "EOF" ? "'<EOF>'" : `'${escapeSpace(reader.to.text.slice(token.at, token.end))}'`;
}

function list(kinds: readonly TokenKind[]): string {
  const sorted = [...kinds].sort((a, b) => TOKEN_ORDER.indexOf(a) - TOKEN_ORDER.indexOf(b)).map(name);
  return sorted.length === 1 ? sorted[0]! : `{${sorted.join(", ")}}`;
}

function name(kind: TokenKind): string {
  if (kind === "EOF") return "<EOF>";
  return /^[A-Z_]+$/.test(kind) ? kind : `'${kind}'`;
}
