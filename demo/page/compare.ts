import { runGit } from "@slipway/git";
import { fileView } from "./diff-view.ts";
import { type Html, html } from "./html.ts";
import type { ChangedFile } from "./read-pulls.ts";

const longest = 2_000_000;

/**
 * What GitHub shows at `/compare/<commit>...<commit>`, to which the bot's comment links: the files that differ. Undefined
 * for another path, and for commits that are not there (any more).
 */
export async function comparePage(repository: string, path: string): Promise<Html | undefined> {
  const [, before, after] = /^\/compare\/([0-9a-f]{40})\.{3}([0-9a-f]{40})$/.exec(path) ?? [];
  if (before === undefined || after === undefined) return undefined;
  const args = ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--end-of-options"];
  const text = await runGit(repository, [...args, before, after], { maxOutput: longest }).then(String, () => undefined);
  if (text === undefined) return undefined;
  const files = filesOf(text);
  return html`<header class="top"><a class="brand" href="/">Slipway</a><p>${files.length} files differ between <code>${before.slice(0, 7)}</code> and <code>${after.slice(0, 7)}</code></p></header>
<main class="comparison"><h1>A comparison</h1>${files.map((file) => fileView(file, []))}</main>`;
}

function filesOf(text: string): ChangedFile[] {
  return text
    .split(/^diff --git /m)
    .slice(1)
    .map((section) => {
      const filename = /^a\/.* b\/(.*)$/m.exec(section.split("\n", 1)[0] ?? "")?.[1] ?? "";
      const start = section.search(/^@@ /m);
      const patch = start === -1 ? "" : section.slice(start).replace(/\n$/, "");
      const count = (sign: string) => patch.split("\n").filter((line) => line.startsWith(sign)).length;
      const status = /^new file/m.test(section) ? "added" : /^deleted file/m.test(section) ? "removed" : "modified";
      return { filename, status, additions: count("+"), deletions: count("-"), patch };
    });
}
