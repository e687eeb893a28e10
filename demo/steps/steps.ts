import { addService } from "./add-service.ts";
import { deleteThree } from "./delete-three.ts";
import type { Step } from "./desk.ts";
import { forgetLimit } from "./forget-limit.ts";
import { prodMistake } from "./prod-mistake.ts";
import { promoteToStaging } from "./promote.ts";
import { pushTwice } from "./push-twice.ts";

/** The tour, in the order in which it tells its story. */
export const steps: readonly Step[] = [addService, promoteToStaging, forgetLimit, prodMistake, pushTwice, deleteThree];

/** Whether a branch is made by a button of this page, which opens its pull request too. */
export function isOfButton(branch: string): boolean {
  return /^(tour|promote)\//.test(branch);
}

/** The step that a branch comes from; undefined for one of somebody's own. */
export function stepOf(branch: string): Step | undefined {
  return steps.find((step) => branch.startsWith(step.branch));
}
