import { type Files, type Plan, proposeExceptions } from "@slipway/engine";
import type { Asked, ExceptionAnswer } from "./tasks.ts";

/** What a plan is of. */
export interface Planning {
  readonly plan: Plan;
  readonly before: Files;
  readonly after: Files;
}

/** What the wishes for exceptions that nobody has answered yet come to. */
export function answerWishes(asked: readonly Asked[], { plan, before, after }: Planning): ExceptionAnswer[] {
  return asked.flatMap(({ by, except }): ExceptionAnswer[] => {
    if (except === undefined || !except.fresh) return [];
    const { comment, wish, digest } = except;
    const said = { comment, by, wish };
    if (!plan.digest.startsWith(digest))
      return [{ ...said, refused: `The plan is another one by now: ${plan.digest.slice(0, 32)}` }];
    const proposed = proposeExceptions(before, after, wish);
    if ("problem" in proposed) return [{ ...said, refused: proposed.problem }];
    const { files, services, id } = proposed;
    return [{ ...said, branch: `slipway/except-${wish.policy}-${id}`, files, services }];
  });
}
