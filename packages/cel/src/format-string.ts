import { typeName } from "./adapt.ts";
import type { FormatRules, Verb } from "./format-clause.ts";
import { CelError, type Value } from "./value.ts";
import { MAX_SIZE, tooLarge } from "./work.ts";

/** What is wrong with a format string or an argument. `argument` is the expression to blame, if it is one. */
export interface FormatProblem<Blame = undefined> {
  readonly message: string;
  readonly blame: Blame | undefined;
}

/** What becomes of one clause: text, or what is wrong with its argument. */
export type Clause<Blame> = (verb: Verb, index: number, precision: number | undefined) => string | FormatProblem<Blame>;

const END = "unexpected end of string";
/** Beyond this, digits are asked for that no number has and no memory holds. */
const MAX_PRECISION = 10_000;

/**
 * Goes through a format string of so many arguments clause by clause; gives the text, or the first problem and how many
 * arguments were used. One walk for what prints and for what only checks.
 */
export function walkFormat<Blame>(
  format: string,
  count: number,
  clause: Clause<Blame>,
): { readonly text: string | FormatProblem<Blame>; readonly used: number } {
  let text = "";
  let used = 0;
  for (let at = 0; at < format.length; ) {
    if (format[at] !== "%") {
      const next = format.indexOf("%", at);
      const end = next === -1 ? format.length : next;
      text += format.slice(at, end);
      at = end;
    } else if (format[at + 1] === "%") {
      text += "%";
      at += 2;
    } else {
      const part = readClause(format, at, { index: used, count }, clause);
      used++;
      if ("problem" in part) return { text: part.problem, used };
      text += part.text;
      at = part.end;
    }
    if (text.length > MAX_SIZE) return { text: problem(tooLarge().message), used };
  }
  return { text, used };
}

function problem<Blame>(message: string): FormatProblem<Blame> {
  return { message, blame: undefined };
}

interface Position {
  readonly index: number;
  readonly count: number;
}

function readClause<Blame>(
  format: string,
  at: number,
  { index, count }: Position,
  clause: Clause<Blame>,
): { text: string; end: number } | { problem: FormatProblem<Blame> } {
  const unreadable = (message: string) => ({ problem: problem<Blame>(message) });
  if (index >= count && at + 1 < format.length) return unreadable(`index ${index} out of range`);
  if (at + 1 >= format.length) return unreadable(END);
  const bad = "could not parse formatting clause: ";
  const match = /%(?:\.(\d*))?(?!\.)(.)?/suy;
  match.lastIndex = at;
  const [whole = "", precision, verb] = match.exec(format) ?? [];
  const precise = `${bad}error while parsing precision: `;
  if (verb === undefined) return unreadable(`${precise}could not find end of precision specifier`);
  if (precision === "") {
    const cause = 'strconv.Atoi: parsing "": invalid syntax';
    return unreadable(`${precise}error while converting precision to integer: ${cause}`);
  }
  if (Number(precision ?? 0) > MAX_PRECISION) return unreadable(`${precise}precision ${precision} is too large`);
  if (!"sdfebxXo".includes(verb)) return unreadable(`${bad}unrecognized formatting clause "${verb}"`);
  const text = clause(verb as Verb, index, precision === undefined ? undefined : Number(precision));
  if (typeof text === "string") return { text, end: at + whole.length };
  return { problem: { ...text, message: `error during formatting: ${text.message}` } };
}

/** `format.format(arguments)`. */
export function formatValues(format: string, given: readonly Value[], rules: FormatRules): Value {
  const { text, used } = walkFormat(format, given.length, (verb, index, precision) => {
    const value = given[index]!;
    const printed = rules.print(verb, value, precision);
    if (typeof printed === "string") return printed;
    const message = printed?.message ?? `${rules.refusal[verb]}, was given ${typeName(value)}`;
    return { message, blame: undefined };
  });
  if (typeof text === "string") return text;
  // Where both are wrong, the checker tells the format and the evaluator the missing argument.
  const isMissing = text.message === END && used > given.length;
  return new CelError(isMissing ? `index ${used - 1} out of range` : text.message);
}
