import { type Issue, type Report, report } from "./issue.ts";
import { bytesLiteral, numberLiteral, stringLiteral } from "./literal.ts";
import { builder, type Macros, macroKey } from "./macro.ts";
import { STANDARD_MACRO_TABLE } from "./standard-macros.ts";
import type { Call, Expression, MapEntry, Parsed, StructField } from "./syntax.ts";
import {
  FIRST_OF_ELEMENT,
  FIRST_OF_EXPRESSION,
  FIRST_OF_FIELD,
  optional,
  SyntaxStop,
  stopExtraneous,
  stopNotViable,
  type TokenReader,
  take,
} from "./syntax-error.ts";
import { type TokenKind, tokenize } from "./tokenize.ts";
import { wellFormed } from "./utf8.ts";
import type { Value } from "./value.ts";

/** What an expression may be written with. */
export interface Syntax {
  readonly macros: Macros;
  /** `.?field`, `[?index]`, `[?element]`, `{?key: value}`. */
  readonly optionals: boolean;
  /** Fields in backticks. */
  readonly quotedFields: boolean;
}

const STANDARD_SYNTAX: Syntax = { macros: STANDARD_MACRO_TABLE, optionals: true, quotedFields: false };

/** The API server's limits: code points of a text, nested expressions. */
const MAX_LENGTH = 100_000;
const MAX_DEPTH = 250;

interface Parser extends TokenReader {
  readonly syntax: Syntax;
  nextId: number;
  /** Nested expressions right now. */
  depth: number;
  /** By id, how deep cel-go would descend below a node: what its second limit counts. */
  readonly heights: number[];
}

/**
 * Reads an expression: the first stage. Macros are expanded here. Never throws; what cannot be read is in `issues`, each
 * unreadable literal and macro of it but only the first error of grammar. Wording and places are cel-go's.
 */
export function parse(written: string, syntax: Syntax = STANDARD_SYNTAX): Parsed {
  const text = wellFormed(written);
  const issues: Issue[] = [];
  const to: Report = { text, issues };
  const length = text.length > MAX_LENGTH ? [...text].length : text.length;
  if (length > MAX_LENGTH) {
    const message = `expression code point size exceeds limit: size: ${length}, limit ${MAX_LENGTH}`;
    report(to, "CEL_TOO_LARGE", undefined, message);
    return { text, expression: undefined, issues, size: 0 };
  }
  const tokens = tokenize(to);
  const parser: Parser = {
    to,
    tokens,
    position: 0,
    follow: [],
    ternary: true,
    syntax,
    nextId: 1,
    depth: 0,
    heights: [],
  };
  const expression = parseAll(parser);
  return { text, expression: issues.length === 0 ? expression : undefined, issues, size: parser.nextId };
}

function parseAll(parser: Parser): Expression | undefined {
  try {
    const expression = parseExpression(parser, ["EOF"]);
    take(parser, "EOF");
    if ((parser.heights[expression.id] ?? 0) <= MAX_DEPTH) return expression;
    report(parser.to, "CEL_TOO_LARGE", undefined, "max recursion depth exceeded");
  } catch (error) {
    if (!(error instanceof SyntaxStop)) throw error;
  }
  return undefined;
}

// Grammar, from the loosest binding to the tightest. Each function leaves the reader after what it read.

function parseExpression(parser: Parser, follow: readonly TokenKind[]): Expression {
  if (++parser.depth > MAX_DEPTH) {
    report(parser.to, "CEL_TOO_LARGE", undefined, `expression recursion limit exceeded: ${MAX_DEPTH}`);
    throw new SyntaxStop();
  }
  const { follow: outer, ternary } = parser;
  parser.follow = follow;
  parser.ternary = true;
  const condition = parseOr(parser);
  const result = kind(parser) === "?" ? parseTernary(parser, condition, follow) : condition;
  parser.follow = outer;
  parser.ternary = ternary;
  parser.depth--;
  return result;
}

function parseTernary(parser: Parser, condition: Expression, follow: readonly TokenKind[]): Expression {
  const { at } = take(parser, "?");
  parser.follow = TERNARY_FOLLOW;
  parser.ternary = false;
  const yes = parseOr(parser);
  take(parser, ":", FIRST_OF_EXPRESSION);
  const no = parseExpression(parser, follow);
  return deeper(parser, call(parser, at, "_?_:_", [condition, yes, no]), [condition, yes, no]);
}

const TERNARY_FOLLOW: readonly TokenKind[] = [":"];

function parseOr(parser: Parser): Expression {
  return parseLogic(parser, "||", "_||_", parseAnd);
}

function parseAnd(parser: Parser): Expression {
  return parseLogic(parser, "&&", "_&&_", (inner) => parseRelation(inner, 0));
}

/** A chain of && or || becomes a balanced tree, as in cel-go: it decides what is evaluated first and what that costs. */
function parseLogic(
  parser: Parser,
  operator: TokenKind,
  name: string,
  parseTerm: (parser: Parser) => Expression,
): Expression {
  const terms = [parseTerm(parser)];
  const places: number[] = [];
  while (kind(parser) === operator) {
    places.push(take(parser, operator).at);
    terms.push(parseTerm(parser));
  }
  const balance = (low: number, high: number): Expression => {
    const middle = (low + high + 1) >> 1;
    const left = middle === low ? terms[middle]! : balance(low, middle - 1);
    const right = middle === high ? terms[middle + 1]! : balance(middle + 1, high);
    return call(parser, places[middle]!, name, [left, right]);
  };
  if (places.length === 0) return terms[0]!;
  const result = balance(0, places.length - 1);
  parser.heights[result.id] = Math.max(...terms.map((term) => parser.heights[term.id] ?? 0));
  return result;
}

/** Binary operators by how tightly they bind. */
const BINDING: ReadonlyMap<TokenKind, { readonly strength: number; readonly name: string }> = new Map(
  Object.entries({
    "==": 0,
    "!=": 0,
    "<": 0,
    "<=": 0,
    ">": 0,
    ">=": 0,
    in: 0,
    "+": 1,
    "-": 1,
    "*": 2,
    "/": 2,
    "%": 2,
  }).map(([text, strength]) => [text, { strength, name: text === "in" ? "@in" : `_${text}_` }]),
);

function parseRelation(parser: Parser, weakest: number): Expression {
  let left = parseUnary(parser);
  for (let operator = BINDING.get(kind(parser)); operator !== undefined; operator = BINDING.get(kind(parser))) {
    if (operator.strength < weakest) break;
    const { at } = take(parser, kind(parser));
    const right = parseRelation(parser, operator.strength + 1);
    left = deeper(parser, call(parser, at, operator.name, [left, right]), [left, right]);
  }
  return left;
}

function parseUnary(parser: Parser): Expression {
  optional(parser, FIRST_OF_EXPRESSION);
  const operator = kind(parser);
  if (operator !== "!" && !isNegation(parser)) return parseMember(parser);
  const { at } = parser.tokens[parser.position]!;
  let count = 0;
  while (kind(parser) === operator) {
    if (operator === "-" && !FIRST_AFTER_MINUS.has(kind(parser, 1))) stopNotViable(parser, 1);
    take(parser, operator);
    if (operator === "!" && !FIRST_OF_EXPRESSION.includes(kind(parser))) stopExtraneous(parser, FIRST_OF_EXPRESSION);
    count++;
  }
  const operand = parseMember(parser);
  if (count % 2 === 0) return operand;
  const result = call(parser, at, `${operator}_`, [operand]);
  parser.heights[result.id] = parser.heights[operand.id] ?? 0;
  return result;
}
const FIRST_AFTER_MINUS = new Set(FIRST_OF_EXPRESSION.filter((kind) => kind !== "!"));

/** A minus that is no sign of a number. */
function isNegation(parser: Parser): boolean {
  if (kind(parser) !== "-") return false;
  const next = kind(parser, 1);
  return next !== "NUM_INT" && next !== "NUM_FLOAT";
}

function parseMember(parser: Parser): Expression {
  let operand = parsePrimary(parser);
  for (;;) {
    const before = operand;
    if (kind(parser) === ".") operand = parseSelect(parser, operand);
    else if (kind(parser) === "[") operand = parseIndex(parser, operand);
    else return operand;
    const height = 1 + Math.max(parser.heights[before.id] ?? 0, parser.heights[operand.id] ?? 0);
    parser.heights[operand.id] = height;
  }
}

function parseSelect(parser: Parser, operand: Expression): Expression {
  const next = kind(parser, 1);
  if (next !== "IDENTIFIER" && next !== "ESC_IDENTIFIER" && next !== "?") stopNotViable(parser, 1);
  const { at } = take(parser, ".");
  if (next === "IDENTIFIER" && kind(parser, 1) === "(") {
    const name = text(parser, take(parser, "IDENTIFIER"));
    return parseCall(parser, name, operand);
  }
  const question = kind(parser) === "?" ? take(parser, "?") : undefined;
  optional(parser, ["IDENTIFIER", "ESC_IDENTIFIER"]);
  const field = take(parser, kind(parser));
  const name = fieldName(parser, field);
  if (question === undefined) return { kind: "select", ...node(parser, at), operand, field: name, test: false };
  if (!parser.syntax.optionals) return unreadable(parser, at, "unsupported syntax '.?'");
  return call(parser, at, "_?._", [operand, literal(parser, field.at, name)]);
}

function parseIndex(parser: Parser, operand: Expression): Expression {
  const { at } = take(parser, "[");
  optional(parser, FIRST_OF_ELEMENT);
  const question = kind(parser) === "?" ? take(parser, "?") : undefined;
  const index = parseExpression(parser, ["]"]);
  take(parser, "]");
  if (question !== undefined && !parser.syntax.optionals) return unreadable(parser, at, "unsupported syntax '[?'");
  const result = call(parser, at, question ? "_[?_]" : "_[_]", [operand, index]);
  parser.heights[result.id] = parser.heights[index.id] ?? 0;
  return result;
}

/** The arguments of a call and what becomes of it: a macro or a function. */
function parseCall(parser: Parser, name: string, target: Expression | undefined): Expression {
  const { at } = take(parser, "(");
  optional(parser, FIRST_OF_ARGUMENTS);
  const given: Expression[] = [];
  if (kind(parser) !== ")") {
    given.push(parseExpression(parser, ARGUMENT_FOLLOW));
    while (kind(parser) === ",") {
      take(parser, ",");
      given.push(parseExpression(parser, ARGUMENT_FOLLOW));
    }
  }
  take(parser, ")");
  const inner = target === undefined ? given : [target, ...given];
  const height = Math.max(0, ...inner.map((expression) => parser.heights[expression.id] ?? 0));
  const result = expandCall(parser, { at, name, target, given });
  parser.heights[result.id] = Math.max(height, parser.heights[result.id] ?? 0);
  return result;
}
const FIRST_OF_ARGUMENTS: readonly TokenKind[] = [...FIRST_OF_EXPRESSION, ")"];
const ARGUMENT_FOLLOW: readonly TokenKind[] = [",", ")"];

interface WrittenCall {
  readonly at: number;
  readonly name: string;
  readonly target: Expression | undefined;
  readonly given: readonly Expression[];
}

function expandCall(parser: Parser, { at, name, target, given }: WrittenCall): Expression {
  const macro = parser.syntax.macros.get(macroKey(name, given.length, target !== undefined));
  if (macro === undefined) return { kind: "call", ...node(parser, at), name, target, arguments: given };
  const build = builder(() => parser.nextId++, at);
  // A macro that is no member has no target and does not look at it.
  const result = macro.expand(build, target as Expression, given);
  return result.kind === "issue" ? unreadable(parser, result.at, result.message) : result;
}

function parsePrimary(parser: Parser): Expression {
  switch (kind(parser)) {
    case "(": {
      take(parser, "(");
      const inner = parseExpression(parser, [")"]);
      take(parser, ")");
      return inner;
    }
    case "[":
      return parseList(parser);
    case "{":
      return parseMap(parser);
    case ".":
      if (kind(parser, 1) !== "IDENTIFIER") stopNotViable(parser, 1);
      return parseName(parser);
    case "IDENTIFIER":
      return parseName(parser);
    default:
      return parseLiteral(parser);
  }
}

function parseName(parser: Parser): Expression {
  const start = parser.tokens[parser.position]!;
  const dot = start.kind === "." ? "." : "";
  if (isStruct(parser, dot === "" ? 0 : 1)) return parseStruct(parser);
  if (dot !== "") take(parser, ".");
  const token = take(parser, "IDENTIFIER");
  const name = text(parser, token);
  if (RESERVED.has(name)) {
    if (kind(parser) === "(") parseCall(parser, name, undefined);
    return unreadable(parser, start.at, `reserved identifier: ${name}`);
  }
  if (kind(parser) === "(") return parseCall(parser, dot + name, undefined);
  return { kind: "identifier", ...node(parser, token.at), name: dot + name };
}

const RESERVED = new Set(
  "as break const continue else false for function if import in let loop package namespace null return true var void while".split(
    " ",
  ),
);

/** Whether a name with dots and then a brace begins here. */
function isStruct(parser: Parser, ahead: number): boolean {
  let end = ahead + 1;
  while (kind(parser, end) === "." && kind(parser, end + 1) === "IDENTIFIER") end += 2;
  return kind(parser, end) === "{";
}

function parseStruct(parser: Parser): Expression {
  let name = "";
  while (kind(parser) !== "{") name += text(parser, take(parser, kind(parser)));
  const { at } = take(parser, "{");
  optional(parser, FIRST_OF_FIELDS);
  const fields = FIRST_OF_FIELD.includes(kind(parser)) ? parseSequence(parser, FIRST_OF_FIELD, parseField) : [];
  closeSequence(parser, "}");
  const result: Expression = { kind: "struct", ...node(parser, at), name, fields };
  const values = fields.map((field) => field.value);
  parser.heights[result.id] = Math.max(0, ...values.map((value) => parser.heights[value.id] ?? 0));
  return result;
}

function parseField(parser: Parser): StructField {
  const question = kind(parser) === "?" ? take(parser, "?") : undefined;
  optional(parser, ["IDENTIFIER", "ESC_IDENTIFIER"]);
  const name = fieldName(parser, take(parser, kind(parser)));
  const { at } = take(parser, ":", FIRST_OF_EXPRESSION);
  const value = parseExpression(parser, ENTRY_FOLLOW);
  if (question !== undefined && !parser.syntax.optionals) unreadable(parser, question.at, "unsupported syntax '?'");
  return { ...node(parser, at), name, value, optional: question !== undefined };
}
const FIRST_OF_FIELDS: readonly TokenKind[] = [...FIRST_OF_FIELD, ",", "}"];
const ENTRY_FOLLOW: readonly TokenKind[] = [",", "}"];

function parseList(parser: Parser): Expression {
  const { at } = take(parser, "[");
  optional(parser, FIRST_OF_ELEMENTS);
  const optionalIndices: number[] = [];
  const elements = FIRST_OF_ELEMENT.includes(kind(parser))
    ? parseSequence(parser, FIRST_OF_ELEMENT, (inner, index) => {
        const question = kind(inner) === "?" ? take(inner, "?") : undefined;
        if (question !== undefined) optionalIndices.push(index);
        const element = parseExpression(inner, LIST_FOLLOW);
        if (question && !inner.syntax.optionals) unreadable(inner, question.at, "unsupported syntax '?'");
        return element;
      })
    : [];
  closeSequence(parser, "]");
  const result: Expression = { kind: "list", ...node(parser, at), elements, optional: optionalIndices };
  parser.heights[result.id] = Math.max(0, ...elements.map((element) => parser.heights[element.id] ?? 0));
  return result;
}
const FIRST_OF_ELEMENTS: readonly TokenKind[] = [...FIRST_OF_ELEMENT, ",", "]"];
const LIST_FOLLOW: readonly TokenKind[] = [",", "]"];

function parseMap(parser: Parser): Expression {
  const { at } = take(parser, "{");
  optional(parser, FIRST_OF_ENTRIES);
  const begins = FIRST_OF_ELEMENT.includes(kind(parser));
  const entries = begins ? parseSequence(parser, FIRST_OF_ELEMENT, parseEntry) : [];
  closeSequence(parser, "}");
  const result: Expression = { kind: "map", ...node(parser, at), entries };
  const inner = entries.flatMap((entry) => [entry.key, entry.value]);
  parser.heights[result.id] = Math.max(0, ...inner.map((expression) => parser.heights[expression.id] ?? 0));
  return result;
}

const FIRST_OF_ENTRIES: readonly TokenKind[] = [...FIRST_OF_ELEMENT, ",", "}"];

function parseEntry(parser: Parser): MapEntry {
  const question = kind(parser) === "?" ? take(parser, "?") : undefined;
  const key = parseExpression(parser, [":"]);
  const { at } = take(parser, ":", FIRST_OF_EXPRESSION);
  const value = parseExpression(parser, ENTRY_FOLLOW);
  if (question !== undefined && !parser.syntax.optionals) unreadable(parser, question.at, "unsupported syntax '?'");
  return { ...node(parser, at), key, value, optional: question !== undefined };
}

/** Elements with commas between them; a comma before anything that begins no element ends the sequence. */
function parseSequence<Element>(
  parser: Parser,
  first: readonly TokenKind[],
  parseElement: (parser: Parser, index: number) => Element,
): Element[] {
  const elements = [parseElement(parser, 0)];
  while (kind(parser) === "," && first.includes(kind(parser, 1))) {
    take(parser, ",");
    elements.push(parseElement(parser, elements.length));
  }
  return elements;
}

function closeSequence(parser: Parser, close: TokenKind): void {
  optional(parser, [",", close]);
  if (kind(parser) === ",") take(parser, ",");
  take(parser, close);
}

function parseLiteral(parser: Parser): Expression {
  const start = parser.tokens[parser.position]!;
  const { at } = start;
  const sign = start.kind === "-" ? "-" : "";
  if (sign !== "" && isNegation(parser)) stopNotViable(parser, 1);
  if (sign !== "") take(parser, "-");
  const type = kind(parser);
  const written = text(parser, take(parser, type));
  const value = literalValue(parser.to, sign + written, type, at);
  return value === undefined ? placeholder(parser, at) : literal(parser, at, value);
}

function literalValue(to: Report, written: string, type: TokenKind, at: number): Value | undefined {
  if (type === "true" || type === "false") return type === "true";
  if (type === "null") return null;
  if (type === "STRING") return stringLiteral(to, written, at);
  if (type === "BYTES") return bytesLiteral(to, written, at);
  return numberLiteral(to, written, type, at);
}

// Small tools of the functions above.

function kind(parser: Parser, ahead = 0): TokenKind {
  return parser.tokens[Math.min(parser.position + ahead, parser.tokens.length - 1)]!.kind;
}

function text(parser: Parser, token: { at: number; end: number }): string {
  return parser.to.text.slice(token.at, token.end);
}

function node(parser: Parser, at: number): { id: number; at: number } {
  return { id: parser.nextId++, at };
}

function literal(parser: Parser, at: number, value: Value): Expression {
  return { kind: "literal", ...node(parser, at), value };
}

function call(parser: Parser, at: number, name: string, given: readonly Expression[]): Call {
  return { kind: "call", ...node(parser, at), name, target: undefined, arguments: given };
}

/** Notes that `expression` is one level above `inner`. */
function deeper(parser: Parser, expression: Expression, inner: readonly Expression[]): Expression {
  parser.heights[expression.id] = 1 + Math.max(...inner.map((part) => parser.heights[part.id] ?? 0));
  return expression;
}

function fieldName(parser: Parser, token: { kind: TokenKind; at: number; end: number }): string {
  if (token.kind !== "ESC_IDENTIFIER") return text(parser, token);
  if (parser.syntax.quotedFields) return text(parser, token).slice(1, -1);
  report(parser.to, "CEL_SYNTAX", token.at, "unsupported syntax: '`'");
  return text(parser, token);
}

/** Reports and stands in for what could not be read, so that reading goes on. */
function unreadable(parser: Parser, at: number, message: string): Expression {
  report(parser.to, "CEL_SYNTAX", at, message);
  return placeholder(parser, at);
}

function placeholder(parser: Parser, at: number): Expression {
  return literal(parser, at, null);
}
