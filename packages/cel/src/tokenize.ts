import { type Report, report } from "./issue.ts";

/** What a token is: its text for punctuation and words of the language, a class in capitals for the rest. */
export type TokenKind = string;

export interface Token {
  readonly kind: TokenKind;
  readonly at: number;
  readonly end: number;
}

/** The tokens of the grammar in the order of cel-go's lexer, the order in which its messages list them. */
export const TOKEN_ORDER: readonly TokenKind[] = [
  ..."== != in < <= >= > && || [ ] { } ( ) . , - ! ? : + * / % true false null".split(" "),
  ..."NUM_FLOAT NUM_INT NUM_UINT STRING BYTES IDENTIFIER ESC_IDENTIFIER".split(" "),
];

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?${"`"}]|[0-3][0-7]{2}|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})`;
// The longest match wins, as in cel-go's lexer: three quotes before one, and if the three do not end, one.
const STRING = [
  '[rR]"""[^]*?"""',
  "[rR]'''[^]*?'''",
  String.raw`[rR]"[^"\n\r]*"`,
  String.raw`[rR]'[^'\n\r]*'`,
  String.raw`"""(?:${ESCAPE}|[^\\])*?"""`,
  String.raw`'''(?:${ESCAPE}|[^\\])*?'''`,
  String.raw`"(?:${ESCAPE}|[^\\"\n\r])*"`,
  String.raw`'(?:${ESCAPE}|[^\\'\n\r])*'`,
].join("|");

/** Kinds of tokens with their patterns, in the order in which they are tried. */
type Candidates = readonly (readonly [kind: TokenKind, pattern: RegExp])[];

const sticky = (pattern: string): RegExp => new RegExp(pattern, "y");
const SKIP = ["SKIP", sticky(String.raw`[\t \r\n\f]+|//[^\n]*`)] as const;
const IDENTIFIER = ["IDENTIFIER", sticky("[A-Za-z_][A-Za-z0-9_]*")] as const;
const TEXT = ["STRING", sticky(STRING)] as const;
const BYTES = ["BYTES", sticky(`[bB](?:${STRING})`)] as const;
const FLOAT = String.raw`\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?`;
const NUM_FLOAT = ["NUM_FLOAT", sticky(FLOAT)] as const;
const NUM_UINT = ["NUM_UINT", sticky(String.raw`0x[\da-fA-F]+[uU]|\d+[uU]`)] as const;
const NUM_INT = ["NUM_INT", sticky(String.raw`0x[\da-fA-F]+|\d+`)] as const;
const QUOTED_NAME = ["ESC_IDENTIFIER", sticky("`[A-Za-z0-9_./ -]+`")] as const;
const PUNCTUATION = ["PUNCTUATION", sticky(String.raw`==|!=|<=|>=|&&|\|\||[<>\[\]{}().,\-!?:+*/%]`)] as const;
const WORDS = new Set(["in", "true", "false", "null"]);

/** What a token may be by its first character. */
const STARTS: ReadonlyMap<string, Candidates> = new Map<string, Candidates>([
  ...[..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"].map((letter) => [letter, [IDENTIFIER]] as const),
  ...[..."bB"].map((letter) => [letter, [BYTES, IDENTIFIER]] as const),
  ...[..."rR"].map((letter) => [letter, [TEXT, IDENTIFIER]] as const),
  ...[..."0123456789"].map((digit) => [digit, [NUM_FLOAT, NUM_UINT, NUM_INT]] as const),
  ...["'", '"'].map((mark) => [mark, [TEXT]] as const),
  ...[..."=!<>&|[]{}(),-?:+*%"].map((mark) => [mark, [PUNCTUATION]] as const),
  ...[..."\t \r\n\f"].map((space) => [space, [SKIP]] as const),
  [".", [NUM_FLOAT, PUNCTUATION]],
  ["/", [SKIP, PUNCTUATION]],
  ["`", [QUOTED_NAME]],
]);

const PARTIAL_ESCAPE = String.raw`\\(?:[0-3][0-7]?|[xX][\da-fA-F]?|u[\da-fA-F]{0,3}|U[\da-fA-F]{0,7})?`;
/** How far cel-go's lexer gets into what is no token. */
const PARTIAL = new RegExp(
  [
    String.raw`"(?:${ESCAPE}|[^\\"\n\r])*(?:${PARTIAL_ESCAPE})?`,
    String.raw`'(?:${ESCAPE}|[^\\'\n\r])*(?:${PARTIAL_ESCAPE})?`,
    "`[A-Za-z0-9_./ -]*",
    "[&|=]",
  ].join("|"),
  "y",
);

/** Splits a text into tokens, the last of them `EOF`. What is no token is reported and left out. */
export function tokenize(to: Report): Token[] {
  const { text } = to;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = STARTS.get(text[at]!)?.find(([, pattern]) => {
      pattern.lastIndex = at;
      return pattern.test(text);
    });
    if (found === undefined) {
      at = skipUnreadable(to, at);
      continue;
    }
    const end = found[1].lastIndex;
    if (found !== SKIP) tokens.push({ kind: kindOf(found[0], text, at, end), at, end });
    at = end;
  }
  tokens.push({ kind: "EOF", at, end: at });
  return tokens;
}

/** Punctuation and words of the language are kinds of their own. */
function kindOf(kind: TokenKind, text: string, at: number, end: number): TokenKind {
  if (kind === "PUNCTUATION") return text.slice(at, end);
  if (kind !== "IDENTIFIER" || end - at > 5) return kind;
  const word = text.slice(at, end);
  return WORDS.has(word) ? word : kind;
}

/** Reports what cannot be read and gives the offset after it: as cel-go, up to and with the character that stopped it. */
function skipUnreadable(to: Report, at: number): number {
  const { text } = to;
  PARTIAL.lastIndex = at;
  const stop = PARTIAL.test(text) ? PARTIAL.lastIndex : at;
  const end = stop >= text.length ? text.length : stop + String.fromCodePoint(text.codePointAt(stop)!).length;
  report(to, "CEL_SYNTAX", at, `Syntax error: token recognition error at: '${text.slice(at, end)}'`);
  return end;
}

/** A text as syntax errors show it. */
export function escapeSpace(text: string): string {
  return text.replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
}
