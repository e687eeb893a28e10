import { type Files, type Plan, proposeExceptions } from "@slipway/engine";
import type { Asked, ExceptionAnswer } from "./tasks.ts";

/** What a plan is of. */
export interface Planning {
  readonly plan: Plan;
  readonly before: Files;
  readonly after: Files;
}

/** What the wishes for exceptions come to; those that were answered already, so that the comment keeps their answers. */
export function answerWishes(asked: readonly Asked[], { plan, before, after }: Planning): ExceptionAnswer[] {
  return asked.flatMap(({ comment, by, except }): ExceptionAnswer[] => {
    if (except === undefined) return [];
    const { wish, digest, fresh } = except;
    const said = { comment, by, wish, fresh };
    const isGranted = !fresh && !except.refused;
    if (!plan.digest.startsWith(digest) && isGranted) return [];
    if (!plan.digest.startsWith(digest))
      return [{ ...said, refused: `The plan is another one by now: ${plan.digest.slice(0, 32)}` }];
    const proposed = proposeExceptions(before, after, wish);
    if ("problem" in proposed) return [{ ...said, refused: proposed.problem }];
    if (!fresh && !isGranted) return [{ ...said, refused: "It was refused before; it can be asked for again." }];
    const { files, services, id } = proposed;
    return [{ ...said, branch: `slipway/except-${wish.policy}-${id}`, files, services }];
  });
}
