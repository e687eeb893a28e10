import type { Desk, Step } from "../steps/desk.ts";
import { steps } from "../steps/steps.ts";
import { type Html, html } from "./html.ts";
import type { PullRow } from "./read-pulls.ts";
import { buttonView, stateView } from "./words.ts";

/** The guided order: each step with its button, and while it is under way with what comes next. */
export function tourView(desk: Desk): Html {
  const next = steps.find((step) => pullOf(step, desk) === undefined);
  return html`<ol class="steps">${steps.map((step) => stepView(step, desk, step === next))}</ol>`;
}

/** The last pull request of a step. */
function pullOf(step: Step, { pulls }: Desk): PullRow | undefined {
  return pulls.find(({ branch, state }) => branch.startsWith(step.branch) && state !== "closed");
}

function stepView(step: Step, desk: Desk, isNext: boolean): Html {
  const pull = pullOf(step, desk);
  const blocked = step.blocked?.(desk);
  const tone = pull?.state === "merged" ? "done" : pull !== undefined ? "open" : isNext ? "next" : "";
  const why = `why-${step.id}`;
  return html`<li class="${tone}" ${isNext ? html`aria-current="step"` : undefined}><details ${isNext || pull?.state === "open" ? html`open` : undefined} data-key="step ${step.id} ${tone}"><summary><h3>${step.title}</h3>${pull === undefined ? undefined : html`<span class="quiet">#${pull.number}</span>`}</summary>
<p>${step.text}</p>
<div class="buttons">${
    pull?.state === "open"
      ? followView(step, pull)
      : buttonView(
          step.id,
          pull === undefined ? step.title : "Do it again",
          {},
          blocked === undefined
            ? html`class="${pull === undefined ? "go" : ""}"`
            : html`disabled aria-describedby="${why}"`,
        )
  }</div>
${blocked === undefined || pull?.state === "open" ? undefined : html`<p class="quiet" id="${why}">${blocked}</p>`}</details></li>`;
}

/** What comes next for a step's open pull request. */
function followView(step: Step, { number, check }: PullRow): Html {
  const show = html`<a class="button" href="/?pull=${number}" data-pull="${number}">Look at #${number}</a>`;
  switch (check) {
    case "success":
      return html`${buttonView("merge", `Merge #${number}`, { pull: number }, html`class="go"`)}${show}`;
    case "failure":
      return html`${step.correction === undefined ? undefined : buttonView("fix", "Apply the fix", { pull: number }, html`class="go"`)}${show}`;
    case "action_required":
      return html`${buttonView("confirm", "Say yes as the owner", { pull: number }, html`class="go"`)}${show}`;
    default:
      return html`${stateView(check)}${show}`;
  }
}
