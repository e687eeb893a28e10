import type { GitHub } from "../github.ts";
import { iso } from "../present/links.ts";
import { presentPull, presentReview } from "../present/pull.ts";
import type { Pull, Review } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { emit } from "../webhooks/emit.ts";

/** Tells of a review that was submitted or dismissed. */
export async function emitReview(
  github: GitHub,
  repository: Repository,
  {
    pull,
    review,
    action,
    sender,
  }: {
    readonly pull: Pull;
    readonly review: Review;
    readonly action: "submitted" | "dismissed";
    readonly sender: number;
  },
): Promise<void> {
  const shown = presentReview(github, repository, { pull, review });
  const payload = {
    // In payloads the state is written small, as nowhere else.
    review: {
      ...shown,
      state: review.state.toLowerCase(),
      submitted_at: iso(review.submittedAt ?? review.updatedAt),
      updated_at: iso(review.updatedAt),
    },
    pull_request: presentPull(github, repository, pull),
  };
  emit(github, { event: `pull_request_review.${action}`, repository, sender, payload });
}
