import type { Line } from "./activity.ts";
import { type Html, html } from "./html.ts";
import { clockTime } from "./words.ts";

/** One line of what happens. */
export function lineView({ at, kind, who, what, outcome, tone, write }: Line): Html {
  return html`<li data-kind="${kind}" ${write ? html`data-write` : undefined}><time>${clockTime(at)}</time><span class="kind ${kind}">${kind}</span><span class="who">${who}</span><span class="what">${what}</span><span class="outcome ${tone}">${outcome}</span></li>`;
}
