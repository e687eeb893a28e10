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

const TOKEN = new RegExp(
  [
    String.raw`(?<SKIP>[\t \r\n\f]+|//[^\n]*)`,
    `(?<BYTES>[bB](?:${STRING}))`,
    `(?<STRING>${STRING})`,
    String.raw`(?<NUM_FLOAT>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)`,
    String.raw`(?<NUM_UINT>0x[\da-fA-F]+[uU]|\d+[uU])`,
    String.raw`(?<NUM_INT>0x[\da-fA-F]+|\d+)`,
    "(?<IDENTIFIER>[A-Za-z_][A-Za-z0-9_]*)",
    "(?<ESC_IDENTIFIER>`[A-Za-z0-9_./ -]+`)",
    String.raw`(?<PUNCTUATION>==|!=|<=|>=|&&|\|\||[<>\[\]{}().,\-!?:+*/%])`,
  ].join("|"),
  "y",
);
const WORDS = new Set(["in", "true", "false", "null"]);

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
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      at = skipUnreadable(to, at);
      continue;
    }
    const end = TOKEN.lastIndex;
    const kind = kindOf(match);
    if (kind !== "SKIP") tokens.push({ kind, at, end });
    at = end;
  }
  tokens.push({ kind: "EOF", at, end: at });
  return tokens;
}

function kindOf(match: RegExpExecArray): TokenKind {
  const groups = match.groups!;
  if (groups["PUNCTUATION"] !== undefined) return match[0];
  if (groups["IDENTIFIER"] !== undefined) return WORDS.has(match[0]) ? match[0] : "IDENTIFIER";
  for (const name in groups) if (groups[name] !== undefined) return name;
  return "SKIP";
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
