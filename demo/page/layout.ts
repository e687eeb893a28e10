import { type Html, html } from "./html.ts";

/** A whole page. */
export function documentView(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/page.js" type="module"></script>
</head><body>${body}</body></html>`.html;
}

/** What the page is made of; each part is renewed by itself when it changes. */
export interface Parts {
  readonly said: Html;
  readonly tour: Html;
  readonly pulls: Html;
  readonly board: Html;
}

/** What stays as it is while the parts change. */
export interface Surroundings {
  readonly cloneUrl: string;
  /** With the developer's token in it. */
  readonly pushUrl: string;
  readonly log: readonly Html[];
  readonly pull: number | undefined;
}

/** The page with its parts in their places. */
export function pageView(parts: Parts, around: Surroundings): Html {
  return html`<a class="skip" href="#pulls">Skip to the pull request</a>
<header class="top"><a class="brand" href="/">${markView()}<span>Slipway</span></a>
<p>A GitHub of your own, the bot, and what it does. Everything here is real and gone when you stop it.</p>
<p class="clone"><code>git clone ${around.cloneUrl}</code><button type="button" data-copy="git clone ${around.cloneUrl}">Copy</button></p></header>
<div id="said" role="status" aria-live="polite">${parts.said}</div>
<main>
<section class="column" id="tour-column" aria-labelledby="tour-title"><h2 id="tour-title">The tour</h2>
<div id="tour">${parts.tour}</div>
${editorView(around)}</section>
<section class="column" id="pulls-column" aria-labelledby="pulls-title"><h2 id="pulls-title">Pull requests</h2>
<div id="pulls" tabindex="-1">${parts.pulls}</div>
${writeView(around.pull)}</section>
<section class="column" id="board-column" aria-labelledby="board-title"><h2 id="board-title">Environments</h2>
<div id="board">${parts.board}</div>
<p class="quiet">Each column is the branch <code>env/…</code> that Argo CD would sync. Marked: what the last push changed. An arrow promotes.</p></section>
</main>
<section id="log-dock" aria-labelledby="log-title"><div class="log-head"><h2 id="log-title">What happens</h2>
<fieldset><legend class="hidden">Show</legend>${filters.map(
    ([value, label], at) =>
      html`<label><input type="radio" name="show" value="${value}" ${at === 0 ? html`checked` : undefined}>${label}</label>`,
  )}</fieldset></div>
<ol id="log" role="log" aria-live="polite" aria-labelledby="log-title" tabindex="0">${around.log}</ol></section>`;
}

const filters = [
  ["all", "All"],
  ["webhook", "Webhooks"],
  ["job", "Jobs"],
  ["write", "Writes"],
  ["git", "Git"],
] as const;

function editorView({ pushUrl }: Surroundings): Html {
  const lines = [
    `git clone ${pushUrl}`,
    "cd platform && git switch -c my-change",
    "$EDITOR apps/payments/checkout/service.yaml",
    'git commit -am "My change" && git push -u origin HEAD',
  ].join("\n");
  return html`<details class="editor" data-key="editor"><summary><h3>From your own editor</h3></summary>
<p>This address holds the developer’s token, so that you can push. When you have, this page offers to open the pull request; the plan follows.</p>
<div class="listing"><pre tabindex="0"><code>${lines}</code></pre><button type="button" data-copy="${lines}">Copy</button></div>
</details>`;
}

/** Stays as it is while the conversation is renewed, so that nothing that somebody writes is lost. */
function writeView(pull: number | undefined): Html {
  return html`<form method="post" action="/do/comment" id="write" ${pull === undefined ? html`hidden` : undefined}><input type="hidden" name="pull" value="${pull}">
<label for="body">Say something, such as <code>/slipway explain payments/checkout prod</code></label>
<textarea id="body" name="body" rows="2" required></textarea>
<div class="buttons"><label for="as">as</label><select id="as" name="as"><option>developer</option><option>owner</option></select><button>Comment</button></div></form>`;
}

function markView(): Html {
  return html`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path d="M3 25 29 17v4L3 29z" fill="currentColor" opacity=".35"/><path d="M6 20.500h0L26 14.300 23.500 19 9.500 23.300z" fill="currentColor"/><path d="M13 5v13l9-2.800z" fill="currentColor" opacity=".7"/></svg>`;
}

/** What a button did, and a way to what it is about. */
export function saidView(
  said: { readonly text: string; readonly failed: boolean; readonly pull?: number } | undefined,
): Html {
  if (said === undefined) return html``;
  const { text, failed, pull } = said;
  return html`<p class="${failed ? "failed" : ""}"><span>${text}</span>${pull === undefined ? undefined : html` <a href="/?pull=${pull}#pulls" data-pull="${pull}">Show #${pull}</a>`}</p>`;
}
