import { type Html, html } from "./html.ts";
import type { Annotation, ChangedFile } from "./read-pulls.ts";

/** One file of a change: its hunks with the numbers of their lines, and what a check says at them. */
export function fileView(file: ChangedFile, annotations: readonly Annotation[]): Html {
  const { filename, previous_filename: former, status, additions, deletions, patch } = file;
  const name = former === undefined ? filename : `${former} → ${filename}`;
  const rows = patch === undefined ? [] : linesOf(patch);
  const shown = new Set(rows.map(({ after }) => after));
  const elsewhere = annotations.filter(({ start_line }) => !shown.has(start_line));
  return html`<details class="file" open data-key="file ${filename}">
<summary><span class="path">${name}</span> <span class="file-status">${status}</span>
<span class="added" aria-label="${additions} lines added">+${additions}</span>
<span class="removed" aria-label="${deletions} lines removed">−${deletions}</span></summary>
${elsewhere.map(annotationView)}
${
  rows.length === 0
    ? html`<p class="quiet">No lines to show.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Changes of ${filename}"><table class="diff"><tbody>${rows.map(
        (row) =>
          html`${rowView(row)}${annotations
            .filter(({ start_line }) => row.after === start_line && row.kind !== "removed")
            .map((one) => html`<tr class="noted"><td colspan="3">${annotationView(one)}</td></tr>`)}`,
      )}</tbody></table></div>`
}
</details>`;
}

/** What a check says at a line. */
export function annotationView({ annotation_level: level, path, start_line: line, title, message }: Annotation): Html {
  const word = { failure: "Error", warning: "Warning", notice: "Note" }[level];
  return html`<div class="annotation ${level}"><p><strong>${word}</strong> <code>${title ?? ""}</code> <span class="quiet">${path}:${line}</span></p><p class="message">${message}</p></div>`;
}

interface DiffLine {
  readonly kind: "added" | "removed" | "same" | "hunk";
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly text: string;
}

/** The lines of a patch as Git writes it, with their numbers on either side. */
export function linesOf(patch: string): DiffLine[] {
  let [before, after] = [0, 0];
  return patch.split("\n").flatMap((text): DiffLine[] => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text);
    if (hunk !== null) {
      [before, after] = [Number(hunk[1]), Number(hunk[2])];
      return [{ kind: "hunk", before: undefined, after: undefined, text }];
    }
    // Git's remark that a file does not end with a line break.
    if (text.startsWith("\\")) return [];
    if (text.startsWith("+")) return [{ kind: "added", before: undefined, after: after++, text: text.slice(1) }];
    if (text.startsWith("-")) return [{ kind: "removed", before: before++, after: undefined, text: text.slice(1) }];
    return [{ kind: "same", before: before++, after: after++, text: text.slice(1) }];
  });
}

const signs = { added: "+", removed: "−", same: " ", hunk: "" } as const;

function rowView({ kind, before, after, text }: DiffLine): Html {
  if (kind === "hunk") return html`<tr class="hunk"><td colspan="3">${text}</td></tr>`;
  return html`<tr class="${kind}"><td class="number">${before}</td><td class="number">${after}</td><td class="code"><span class="sign">${signs[kind]}</span>${text}</td></tr>`;
}
