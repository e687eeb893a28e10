import { readFileSync } from "node:fs";

/** docs/bot.md, which the tests hold to what it says. */
export const page = readFileSync("docs/bot.md", "utf8");

/** A ruleset as GitHub imports it. */
export interface Ruleset {
  readonly name: string;
  readonly conditions: { readonly ref_name: { readonly include: readonly string[] } };
  readonly rules: readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[];
  readonly bypass_actors: readonly { readonly actor_id: number; readonly actor_type: string }[];
}

/** The app's id that the page uses. */
const example = "123456";

/** The rulesets of the page, for an app. */
export function documentedRulesets(app: number): Ruleset[] {
  return blocks("json ruleset").map(([, text]) => JSON.parse(text.replaceAll(example, String(app))) as Ruleset);
}

/** The fenced blocks whose first line begins so, with what follows there and their text. */
export function blocks(opening: string): [info: string, text: string][] {
  return [...page.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].flatMap(([, info = "", text = ""]) =>
    info.startsWith(opening) ? [[info.slice(opening.length).trim(), text] as [string, string]] : [],
  );
}

/** The rows of the table below a line that begins so, as cells without back-ticks. */
export function rowsOf(heading: string): string[][] {
  const table = page.slice(page.indexOf(heading)).match(/^\|.*\n\|[-|: ]+\n((?:\|.*\n|<!--.*\n)*)/m)?.[1] ?? "";
  return table
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
}
