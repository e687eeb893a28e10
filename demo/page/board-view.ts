import { type Html, html } from "./html.ts";
import type { Board, Environment, Row } from "./read-board.ts";
import { buttonView, clockTime } from "./words.ts";

/** Which release of which service runs where. */
export function boardView({ environments, rows }: Board): Html {
  if (rows.length === 0)
    return html`<p class="quiet">The bot is rendering main to the environment branches for the first time…</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Services by environment"><table class="board">
<thead><tr><th scope="col">Service</th>${environments.map(headView)}</tr></thead>
${teams(rows).map(
  ([
    team,
    services,
  ]) => html`<tbody><tr class="team"><th colspan="${environments.length + 1}" scope="rowgroup">${team}</th></tr>
${services.map((row) => rowView(row, environments))}</tbody>`,
)}</table></div>`;
}

function teams(rows: readonly Row[]): [string, Row[]][] {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(row.team, [...(found.get(row.team) ?? []), row]);
  return [...found];
}

function headView({ name, head }: Environment): Html {
  const from =
    head?.pull === undefined
      ? undefined
      : html` · <a href="/?pull=${head.pull}" data-pull="${head.pull}">#${head.pull}</a>`;
  return html`<th scope="col"><span class="name">${name}</span> <span class="moved" title="${head?.commit}">${head === undefined ? "not yet" : html`<time>${clockTime(head.at).slice(0, 5)}</time>${from}`}</span></th>`;
}

function rowView({ team, name, cells }: Row, environments: readonly Environment[]): Html {
  return html`<tr><th scope="row">${name}</th>${environments.map(({ name: environment }, at) => cellView(cells[at], { service: `${team}/${name}`, from: at === 0 ? "" : environment, environment }))}</tr>`;
}

function cellView(
  cell: Row["cells"][number],
  { service, from, environment }: { readonly service: string; readonly from: string; readonly environment: string },
): Html {
  if (cell === undefined) return html`<td class="none"><span aria-label="not there">–</span></td>`;
  if (cell === "gone") return html`<td class="gone"><div><span class="version">gone</span></div></td>`;
  const { version, release, fresh, next } = cell;
  const promote =
    next === undefined
      ? undefined
      : buttonView(
          "promote",
          "→",
          { service, from, to: next },
          html`class="promote" title="Promote to ${next}" aria-label="Promote ${service} ${version} from ${environment} to ${next}"`,
        );
  return html`<td class="${fresh ? "fresh" : ""}"><div><span class="version" title="${version}, release ${release}">${version}</span>${promote}</div></td>`;
}
