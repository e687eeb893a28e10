import { changedFiles, patches } from "../git/diff.ts";
import { commonAncestor } from "../git/history.ts";
import type { GitHub } from "../github.ts";
import { invalid, refuse } from "../http/refuse.ts";
import type { Pull, Review, ReviewComment } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { changePull } from "./change-pull.ts";
import { emitReview } from "./emit-review.ts";
import { baseTip } from "./pull-facts.ts";

/** A remark on a line of the diff. */
export interface NewReviewComment {
  readonly path: string;
  readonly body: string;
  readonly position?: number;
  readonly line?: number;
  readonly side?: string;
  readonly start_line?: number;
}

/** A review that is asked for; without an event it stays pending. */
export interface NewReview {
  readonly event: "APPROVE" | "REQUEST_CHANGES" | "COMMENT" | undefined;
  readonly body: string;
  readonly commit: string | undefined;
  readonly comments: readonly NewReviewComment[];
}

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

/** Adds a review to a pull request. Refuses with 422 a review of one's own, and remarks on lines outside the diff. */
export async function submitReview(
  github: GitHub,
  repository: Repository,
  { pull, user, review }: { readonly pull: Pull; readonly user: number; readonly review: NewReview },
): Promise<Review> {
  refuseOwn(pull, user, review);
  const limit = github.limits.bodyCharacters;
  if ([review.body, ...review.comments.map(({ body }) => body)].some(({ length }) => length > limit)) {
    return invalid("PullRequestReview", "body", "custom", `body is too long (maximum is ${limit} characters)`);
  }
  const lines = await placeComments(github, repository, pull, review.comments);
  const now = github.now();
  const row: Review = {
    id: github.store.nextId(),
    pull: pull.id,
    user,
    state: review.event === undefined ? "PENDING" : states[review.event],
    body: review.body,
    commit: review.commit ?? pull.head.sha,
    submittedAt: review.event === undefined ? undefined : now,
    updatedAt: now,
  };
  github.store.put("reviews", row);
  for (const place of lines) {
    github.store.put("reviewComments", {
      ...place,
      id: github.store.nextId(),
      review: row.id,
      user,
      createdAt: now,
      resolvedBy: undefined,
    });
  }
  if (review.event === undefined) return row;
  const { reviewers } = github.store.get("pulls", pull.id)!;
  const after = changePull(github, pull, { reviewers: reviewers.filter((id) => id !== user) });
  await emitReview(github, repository, { pull: after, review: row, action: "submitted", sender: user });
  github.changed(repository.id);
  return row;
}

function refuseOwn(pull: Pull, user: number, { event, body, comments }: NewReview): void {
  const fail = (message: string) => refuse(422, "Unprocessable Entity", { errors: [message] });
  if (user === pull.user && event === "APPROVE") fail("Can not approve your own pull request");
  if (user === pull.user && event === "REQUEST_CHANGES") fail("Can not request changes on your own pull request");
  const silent = body === "" && (event === "REQUEST_CHANGES" || (event === "COMMENT" && comments.length === 0));
  if (silent) fail("Review body can't be blank");
}

type Place = Pick<ReviewComment, "pull" | "path" | "line" | "startLine" | "side" | "commit" | "body">;

/** Finds the line of the diff that each remark is on. */
async function placeComments(
  github: GitHub,
  repository: Repository,
  pull: Pull,
  comments: readonly NewReviewComment[],
): Promise<Place[]> {
  if (comments.length === 0) return [];
  const base = await baseTip(github, repository, pull);
  const from = (await commonAncestor(github, repository.id, base, pull.head.sha)) ?? base;
  const files = await changedFiles(github, repository.id, from, pull.head.sha);
  const wanted = files.filter(({ path }) => comments.some((comment) => comment.path === path));
  const found = await patches(github, repository.id, { from, to: pull.head.sha, files: wanted });
  return comments.map((comment) => {
    const patch = found.get(comment.path);
    if (patch === undefined) return refuse(422, "Unprocessable Entity", { errors: ["Path could not be resolved"] });
    const side = comment.side === "LEFT" ? "LEFT" : "RIGHT";
    const shown = diffLines(patch);
    const line =
      comment.position === undefined ? shown.find((one) => one[side] === comment.line) : shown[comment.position - 1];
    const number = line?.[side] ?? line?.LEFT;
    const started = comment.start_line === undefined || shown.some((one) => one[side] === comment.start_line);
    if (number === undefined || !started)
      return refuse(422, "Unprocessable Entity", { errors: ["Line could not be resolved"] });
    return {
      pull: pull.id,
      path: comment.path,
      line: number,
      startLine: comment.start_line,
      side,
      commit: pull.head.sha,
      body: comment.body,
    };
  });
}

interface DiffLine {
  readonly LEFT?: number;
  readonly RIGHT?: number;
}

/** The lines of a patch below its first header, each with its number on the sides that show it. */
export function diffLines(patch: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let left = 0;
  let right = 0;
  for (const [index, text] of patch.split("\n").entries()) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (header !== null) {
      left = Number(header[1]);
      right = Number(header[2]);
      if (index > 0) lines.push({});
    } else if (text.startsWith("-")) lines.push({ LEFT: left++ });
    else if (text.startsWith("+")) lines.push({ RIGHT: right++ });
    else if (text.startsWith("\\")) lines.push({});
    else lines.push({ LEFT: left++, RIGHT: right++ });
  }
  return lines;
}
