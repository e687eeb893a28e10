import { visible } from "./visible.ts";

/** Text that people wrote, in forms in which nothing in it is Markdown, HTML, a mention or a link. */

const longest = 1_000;

/** Text in a code span of Markdown that nothing in it can end; bars, line ends and invisible characters are made visible. */
export function code(text: string): string {
  const shown = visible(shorten(text)).replaceAll("|", "¦") || "(empty)";
  const marks = "`".repeat(longestRun(shown) + 1);
  const room = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${marks}${room}${shown}${room}${marks}`;
}

/** The same inside HTML, where Markdown's own signs mean nothing. */
export function htmlCode(text: string): string {
  const shown = visible(shorten(text)) || "(empty)";
  return `<code>${shown.replace(/[&<>"'`@#]/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`;
}

/** A fenced block: its fence is longer than any run of back-ticks inside. */
export function fence(lines: readonly string[], language = "diff"): string {
  const text = lines.map(visible).join("\n");
  const marks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${marks}${language}\n${text}\n${marks}\n`;
}

/** A folded part; the title is HTML, the body Markdown. */
export function details(title: string, body: string, open = false): string {
  return `<details${open ? " open" : ""}><summary>${title}</summary>\n\n${body}\n</details>\n`;
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function longestRun(text: string): number {
  let most = 0;
  for (const run of text.match(/`+/g) ?? []) most = Math.max(most, run.length);
  return most;
}
