import { fileView } from "./diff-view.ts";
import { type Html, html } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";
import { mergeView } from "./merge-view.ts";
import { type CheckRun, type Comment, type PullPage, type PullRow, requiredCheck, stateOf } from "./read-pulls.ts";
import { buttonView, clockTime, stateView } from "./words.ts";

/** Where the links of a comment lead. */
export type Link = (href: string) => string | undefined;

/** What the middle of the page shows. */
export interface Shown {
  readonly rows: readonly PullRow[];
  /** Branches for which a pull request could be opened. */
  readonly branches: readonly string[];
  readonly pull: PullPage | undefined;
  readonly link: Link;
}

/** The pull requests, and the one that is looked at with everything that is said of it. */
export function pullsView({ rows, branches, pull: shown, link }: Shown): Html {
  return html`${branches.map(branchView)}${rows.length === 0 ? undefined : listView(rows, shown?.number)}
${shown === undefined ? emptyView() : pullView(shown, link)}`;
}

function branchView(branch: string): Html {
  return html`<div class="pushed"><p><code>${branch}</code> was pushed.</p>${buttonView("open", "Open a pull request", { branch }, html`class="go"`)}</div>`;
}

function emptyView(): Html {
  return html`<div class="empty"><h3>No pull request yet</h3>
<p>Press <strong>Add a service</strong> in the tour, or push a branch from your own editor: whatever you open appears here, and the bot’s plan a moment later.</p></div>`;
}

function listView(rows: readonly PullRow[], shown: number | undefined): Html {
  return html`<nav aria-label="Pull requests" class="pull-list"><ul>${rows.map(
    ({ number, title, state, check }) =>
      html`<li><a href="/?pull=${number}" data-pull="${number}" ${
        number === shown ? html`aria-current="page"` : undefined
      }><span class="number">#${number}</span> <span class="title">${title}</span> ${
        state === "open" ? stateView(check) : html`<span class="state ${state}">${state}</span>`
      }</a></li>`,
  )}</ul></nav>`;
}

function pullView(pull: PullPage, link: Link): Html {
  const { number, title, state, branch, into, author, body, files, fileCount, checks, comments } = pull;
  const notes = checks.flatMap(({ annotations }) => annotations);
  const paths = new Set(files.map(({ filename }) => filename));
  return html`<article aria-labelledby="pull-title" class="pull">
<header><h3 id="pull-title">${title} <span class="number">#${number}</span></h3>
<p><span class="state ${state}">${state}</span> <strong>${author}</strong> ${state === "open" ? "wants to merge" : "opened"} <code>${branch}</code> ${state === "open" ? "into" : "for"} <code>${into}</code> <span class="quiet">· ${pull.head.slice(0, 7)}</span></p>
${body === "" ? undefined : html`<p class="quiet">${body}</p>`}</header>
<h4>Conversation</h4>
${comments.length === 0 ? waitingView(pull) : comments.map((comment) => commentView(comment, link))}
<h4>Checks</h4>
${checks.length === 0 ? html`<p class="quiet">Nothing has reported yet.</p>` : checks.map((run) => checkView(run, paths, link))}
${mergeView(pull)}
<h4>Files changed <span class="count">${fileCount}</span></h4>
${files.map((file) =>
  fileView(
    file,
    notes.filter(({ path }) => path === file.filename),
  ),
)}
${fileCount > files.length ? html`<p class="quiet">${fileCount - files.length} more files are not shown here.</p>` : undefined}
</article>`;
}

function waitingView({ check }: PullPage): Html {
  const text =
    check === "success" ? "There is nothing to say: no part of the platform changes." : "The bot is reading it…";
  return html`<p class="quiet">${text}</p>`;
}

function commentView({ author, isBot, body, createdAt, updatedAt, reactions }: Comment, link: Link): Html {
  const edited = updatedAt > createdAt ? html` · edited ${clockTime(updatedAt)}` : undefined;
  return html`<section class="comment ${isBot ? "bot" : ""}" aria-label="Comment by ${author}">
<p class="by"><strong>${author.replace("[bot]", "")}</strong>${isBot ? html` <span class="label">bot</span>` : undefined} <span class="quiet">${clockTime(createdAt)}${edited}</span></p>
<div class="markdown">${renderMarkdown(body, link)}</div>
${reactions.length === 0 ? undefined : html`<p class="reactions">${reactions.map((one) => html`<span title="${one}">${emoji[one] ?? one}</span>`)}</p>`}
</section>`;
}

const emoji: Readonly<Record<string, string>> = { rocket: "🚀", "-1": "👎", "+1": "👍", confused: "😕", eyes: "👀" };

/** A check with its summary; what it says at lines of files that are not shown follows here. */
function checkView(run: CheckRun, changed: ReadonlySet<string>, link: Link): Html {
  const { name, title, summary, annotations } = run;
  const apart = annotations.filter(({ path }) => !changed.has(path));
  return html`<details class="check" data-key="check ${name}"><summary>${stateView(stateOf(run))} <code>${name}</code> ${name === requiredCheck ? html`<span class="label">required</span>` : undefined} <span class="quiet">${title ?? ""}</span></summary>
${summary === undefined ? undefined : html`<div class="markdown">${renderMarkdown(summary, link)}</div>`}
${
  annotations.length === 0
    ? undefined
    : html`<p class="quiet">${annotations.length} annotations, shown at their lines below${apart.length === 0 ? "" : `, ${apart.length} of them in files that are not shown`}.</p>`
}
${apart.map(({ path, start_line, message }) => html`<p><code>${path}:${start_line}</code> ${message}</p>`)}</details>`;
}
