import { suggest } from "@slipway/engine";

/** What somebody asked for in a comment. */
export type Command =
  | { readonly word: "plan" | "help" }
  | { readonly word: "explain"; readonly service: string; readonly environment: string | undefined }
  | { readonly word: "except"; readonly policy: string; readonly digest: string; readonly reason: string }
  | { readonly word: "confirm"; readonly digest: string };

/** A line that is meant as a command: what it asks, or why it is none. */
export type Parsed =
  | { readonly line: string; readonly command: Command }
  | { readonly line: string; readonly problem: string };

/** How each command is written. */
export const grammar = {
  plan: "/slipway plan",
  explain: "/slipway explain <team>/<service> [environment]",
  except: "/slipway except <policy> --plan <digest> <reason>",
  confirm: "/slipway confirm --plan <digest>",
  help: "/slipway help",
} as const;

const mostCommands = 3;
const mostLine = 500;
const name = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
const digest = "[0-9a-f]{32,64}";
const forms = {
  plan: /^$/,
  help: /^$/,
  explain: new RegExp(`^(${name}/${name})(?: (${name}))?$`),
  except: new RegExp(`^(${name}) --plan (${digest}) (\\S.{2,})$`),
  confirm: new RegExp(`^--plan (${digest})$`),
} as const;

/**
 * The commands of a comment, the first three. A command is a paragraph's first line that begins with `/slipway`, at the
 * margin and outside of quotes, code and HTML comments; commands may follow one another line by line.
 */
export function readCommands(body: string): Parsed[] {
  return commandLines(body).slice(0, mostCommands).map(parse);
}

function commandLines(body: string): string[] {
  const found: string[] = [];
  let fence = "";
  let hidden = "";
  let free = true;
  for (const line of body.replace(/\r\n?/g, "\n").split("\n")) {
    if (hidden !== "") {
      if (line.toLowerCase().includes(hidden)) hidden = "";
      free = false;
      continue;
    }
    const marks = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence !== "") {
      const closes = marks?.[1]?.startsWith(fence) === true && marks[2]?.trim() === "";
      if (closes) fence = "";
      free = closes;
      continue;
    }
    if (marks !== null) {
      fence = marks[1] ?? "";
      continue;
    }
    hidden = hiddenUntil(line);
    if (hidden !== "") continue;
    const isCommand = free && /^\/slipway(\s|$)/.test(line);
    if (isCommand) found.push(line.trimEnd());
    free = isCommand || line.trim() === "";
  }
  return found;
}

/** What ends the part of a comment that a line opens and that is not shown as text; nothing when it opens none. */
function hiddenUntil(line: string): string {
  for (const [opens, closes] of [
    ["<!--", "-->"],
    ["<pre", "</pre>"],
    ["<script", "</script>"],
    ["<style", "</style>"],
    ["<textarea", "</textarea>"],
  ] as const) {
    const at = line.toLowerCase().lastIndexOf(opens);
    if (at !== -1 && !line.toLowerCase().includes(closes, at)) return closes;
  }
  return "";
}

function parse(line: string): Parsed {
  if (line.length > mostLine)
    return { line: line.slice(0, 80), problem: `A command has at most ${mostLine} characters.` };
  const [, word = "", ...rest] = line.split(/[ \t]+/);
  const words = Object.keys(forms) as (keyof typeof forms)[];
  const known = words.find((one) => one === word);
  if (known === undefined) {
    const near = suggest(word, words);
    return { line, problem: near === undefined ? `The commands are ${words.join(", ")}.` : `Did you mean ${near}?` };
  }
  const found = forms[known].exec(rest.join(" "));
  if (found === null) return { line, problem: `It is written ${grammar[known]}.` };
  return { line, command: commandOf(known, found) };
}

function commandOf(
  word: keyof typeof forms,
  [, first = "", second, third = ""]: readonly (string | undefined)[],
): Command {
  if (word === "explain") return { word, service: first, environment: second };
  if (word === "except") return { word, policy: first, digest: second ?? "", reason: third };
  if (word === "confirm") return { word, digest: first };
  return { word };
}
