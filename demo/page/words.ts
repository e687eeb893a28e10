import { type Html, html } from "./html.ts";
import type { CheckState } from "./read-pulls.ts";

const words: Readonly<Record<CheckState, string>> = {
  none: "queued",
  running: "planning",
  success: "passed",
  failure: "failed",
  action_required: "needs a yes",
};

/** Where a check stands, as a word with its colour. */
export function stateView(state: CheckState): Html {
  return html`<span class="state ${state.replace("_", "-")}">${words[state]}</span>`;
}

/** A time of day. */
export function clockTime(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

/** A button that posts: what it does, with which words, and for what. */
export function buttonView(
  action: string,
  label: string | Html,
  fields: Readonly<Record<string, string | number>> = {},
  attributes?: Html,
): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const key = [action, ...Object.values(fields)].join(" ");
  return html`<form method="post" action="/do/${action}">${hidden}<button data-key="${key}" ${attributes}>${label}</button></form>`;
}
