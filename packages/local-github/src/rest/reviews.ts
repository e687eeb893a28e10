import type { Handler } from "../http/call.ts";
import { page } from "../http/page.ts";
import { presentReview } from "../present/pull.ts";
import { type NewReview, type NewReviewComment, submitReview } from "../pulls/submit-review.ts";
import { pullOf } from "./find.ts";

/** Lists reviews; a pending one is shown to its author alone. */
export const listReviews: Handler = (call) => {
  const { github, repository, actor } = call;
  const pull = pullOf(call);
  const reviews = github.store
    .of("reviews", pull.id)
    .filter(({ state, user }) => state !== "PENDING" || user === actor.account);
  return page(call, reviews, (some) => some.map((review) => presentReview(github, repository, { pull, review })));
};

interface ReviewBody {
  readonly event?: NewReview["event"];
  readonly body?: string;
  readonly commit_id?: string;
  readonly comments?: readonly NewReviewComment[];
}

export const createReview: Handler = async (call) => {
  const { github, repository, actor } = call;
  const pull = pullOf(call);
  const { event, body = "", commit_id: commit, comments = [] } = (call.body ?? {}) as ReviewBody;
  const review = await submitReview(github, repository, {
    pull,
    user: actor.account,
    review: { event, body, commit, comments },
  });
  return { status: 200, body: presentReview(github, repository, { pull, review }) };
};
