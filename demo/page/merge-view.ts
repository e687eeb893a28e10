import { askedYes } from "../steps/answer-pull.ts";
import { stepOf } from "../steps/steps.ts";
import { type Html, html } from "./html.ts";
import { type PullPage, requiredCheck } from "./read-pulls.ts";
import { buttonView } from "./words.ts";

/** What merging would need, in a headline and a sentence; nothing when it can be merged. */
function obstacle({
  check,
  mergeable,
  checks,
  into,
  draft,
}: PullPage): { readonly head: string; readonly why: string } | undefined {
  const title = checks.find(({ name }) => name === requiredCheck)?.title ?? "";
  if (mergeable === "dirty")
    return {
      head: "There are conflicts",
      why: `${into} has changed the same lines: merge it into this branch or rebase.`,
    };
  if (draft) return { head: "This is a draft", why: "It can be merged once it is ready for review." };
  if (into !== "main")
    return mergeable === "blocked"
      ? { head: "Merging is blocked", why: `The rules of ${into} are not met.` }
      : undefined;
  switch (check) {
    case "none":
    case "running":
      return { head: "The required check is under way", why: `${requiredCheck} has not reported on this head yet.` };
    case "failure":
      return { head: "The required check failed", why: `${requiredCheck}: ${title}` };
    case "action_required":
      return { head: "An owner has to say yes", why: "Somebody who owns the platform and has no part in this change." };
    case "success":
      return mergeable === "blocked"
        ? { head: "Merging is blocked", why: "The rules of main are not met." }
        : undefined;
  }
}

/** The box at the end of a pull request: merging, or why not, and what would help. */
export function mergeView(pull: PullPage): Html {
  const { number, state, mergedBy, check, into } = pull;
  if (state === "merged")
    return box(
      "merged",
      "Merged",
      into === "main"
        ? `${mergedBy} merged this. The bot renders main to the environment branches: see the board.`
        : `${mergedBy} merged this into ${into}.`,
    );
  if (state === "closed") return box("closed", "Closed", "This was closed without merging.");
  const found = obstacle(pull);
  if (found === undefined) {
    const [head, why] =
      into === "main"
        ? ["The required check passed", "Merging pushes exactly what the plan shows."]
        : ["This can be merged", `Nothing is deployed from ${into}: the bot plans what goes into main.`];
    return box("success", head, why, buttonView("merge", "Merge pull request", { pull: number }, html`class="go"`));
  }
  const help = [
    check === "failure" && stepOf(pull.branch)?.correction !== undefined
      ? buttonView("fix", "Apply the fix", { pull: number }, html`class="go"`)
      : undefined,
    check === "action_required" && askedYes(pull.comments) !== undefined
      ? buttonView("confirm", "Say yes as the owner", { pull: number }, html`class="go"`)
      : undefined,
  ].filter((one) => one !== undefined);
  const merge = html`<button disabled aria-describedby="merge-why">Merge pull request</button>`;
  return box(check.replace("_", "-"), found.head, found.why, html`${help}${merge}`);
}

function box(tone: string, head: string, why: string, buttons?: Html): Html {
  return html`<section class="merge ${tone}" aria-label="Merge"><div><h4>${head}</h4><p id="merge-why">${why}</p></div>
${buttons === undefined ? undefined : html`<div class="buttons">${buttons}</div>`}</section>`;
}
