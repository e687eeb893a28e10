import { type Finding, findingsJson, findingsMarkdown, findingsText, type Paint, unpainted } from "@slipway/engine";

export type Format = "text" | "json" | "markdown";

const styles = { red: 31, yellow: 33, green: 32, cyan: 36, dim: 2, bold: 1 } as const;

/** Colours for a terminal that shows them; none in a file, a pipe, or where NO_COLOR asks for none. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const plain = !stream.isTTY || process.env["NO_COLOR"] !== undefined || process.env["TERM"] === "dumb";
  return plain ? unpainted : (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m`;
}

/** Writes findings to standard output; in Markdown as a list. */
export function writeFindings(findings: readonly Finding[], format: Format): void {
  if (format === "json") process.stdout.write(findingsJson(findings));
  else if (format === "text") process.stdout.write(findingsText(findings, paintFor(process.stdout)));
  else process.stdout.write(findingsMarkdown(findings));
}

/** Says on standard error what was done, or why there was nothing to do. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What a person asked for and cannot be: shown without a stack, exit code 1. */
export class Refusal extends Error {}

const started = process.hrtime.bigint();

/** Says what is going on, once the work has taken longer than a second. */
export function progress(text: string): void {
  if (process.hrtime.bigint() - started > 1_000_000_000n) say(`… ${text}`);
}
