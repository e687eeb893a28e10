import { applyFix, mergePull, sayYes, writeComment } from "../steps/answer-pull.ts";
import type { Desk, Done } from "../steps/desk.ts";
import { promote } from "../steps/promote.ts";
import { steps } from "../steps/steps.ts";
import type { PullPage } from "./read-pulls.ts";

/** What an action may read besides the desk. */
export interface Acting {
  readonly desk: Desk;
  /** The pull request that the form names. */
  readonly pull: PullPage | undefined;
  readonly form: URLSearchParams;
}

/** Does what a button says: a step of the tour by its id, or what can be done with a pull request. Throws a sentence when it cannot. */
export async function act(action: string, { desk, pull, form }: Acting): Promise<Done> {
  const step = steps.find(({ id }) => id === action && id !== "promote");
  if (step !== undefined || (action === "promote" && !form.has("service"))) {
    const found = step ?? steps.find(({ id }) => id === "promote")!;
    const blocked = found.blocked?.(desk);
    if (blocked !== undefined) throw new Error(blocked);
    return found.run(desk);
  }
  if (action === "promote") return promoteService(desk, form);
  if (action === "open") return openBranch(desk, (form.get("branch") ?? "").trim());
  if (pull === undefined) throw new Error("There is no such pull request.");
  switch (action) {
    case "merge":
      return mergePull(desk, pull);
    case "fix":
      return applyFix(desk, pull);
    case "confirm":
      return sayYes(desk, pull);
    case "comment":
      return writeComment(desk, pull, {
        as: form.get("as") === "owner" ? "owner" : "developer",
        body: form.get("body") ?? "",
      });
    default:
      throw new Error("There is no such button.");
  }
}

function promoteService(desk: Desk, form: URLSearchParams): Promise<Done> {
  const name = /^[a-z0-9][-a-z0-9]*(\/[a-z0-9][-a-z0-9]*)?$/;
  const [service = "", from = "", to = ""] = ["service", "from", "to"].map((field) => form.get(field) ?? "");
  if (![service, to].every((one) => name.test(one))) throw new Error("There is no such service or environment.");
  return promote(desk, { service, from: from === "" ? undefined : from, to });
}

async function openBranch({ people }: Desk, branch: string): Promise<Done> {
  const pull = await people.developer.open(branch, branch.replaceAll(/[-_/]+/g, " ").trim(), "");
  return { said: `The developer opened pull request #${pull} for the branch ${branch}.`, pull };
}
