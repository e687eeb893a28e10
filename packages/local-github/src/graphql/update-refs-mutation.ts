import { isRefName } from "@slipway/git";
import { isAncestor } from "../git/history.ts";
import { moveRefs } from "../git/move-refs.ts";
import { refMoveRefusal } from "../rules/ref-move-refusal.ts";
import type { Repository } from "../state/repository-rows.ts";
import type { RefChange } from "../webhooks/emit-push.ts";
import { repositoryOfId } from "./find-node.ts";
import { requireRight } from "./require-right.ts";
import { fail, type Node, type Viewer } from "./viewer.ts";

interface RefUpdate {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string | null;
  readonly force?: boolean;
}

/** Moves several refs, all or none: `updateRefs`, where an oid of zeros stands for no ref. */
export async function updateRefsMutation(viewer: Viewer, input: Readonly<Record<string, unknown>>): Promise<Node> {
  const { github, actor } = viewer;
  const repository = repositoryOfId(viewer, String(input["repositoryId"]));
  requireRight(viewer, repository, "contents:write", "write");
  const updates = input["refUpdates"] as readonly RefUpdate[];
  const moves: RefChange[] = [];
  for (const update of updates) moves.push(await check(viewer, repository, update));
  const result = await moveRefs(github, repository, { actor: actor.account, moves });
  if (!result.updated) {
    return fail(
      "UNPROCESSABLE",
      `Reference update failed: ${result.name} is at ${result.found ?? "no commit"}, not at the expected one.`,
    );
  }
  return {};
}

async function check(viewer: Viewer, repository: Repository, update: RefUpdate): Promise<RefChange> {
  const { github, actor } = viewer;
  const { name, afterOid, beforeOid } = update;
  if (!isRefName(name) || name.startsWith("refs/pull/"))
    return fail("UNPROCESSABLE", `${name} is not a valid ref name.`);
  const [info] = await github.objects(repository.id).info([name]);
  const before = beforeOid === undefined || beforeOid === null ? info?.oid : oidOf(beforeOid);
  const move = { name, before, after: oidOf(afterOid) };
  if (info?.oid !== before) {
    return fail(
      "UNPROCESSABLE",
      `Reference update failed: ${name} is at ${info?.oid ?? "no commit"}, not at ${before ?? "no commit"}.`,
    );
  }
  const [target] = move.after === undefined ? [] : await github.objects(repository.id).info([move.after]);
  if (move.after !== undefined && target?.type !== "commit")
    return fail("UNPROCESSABLE", `${afterOid} is not a commit of this repository.`);
  const forward =
    before === undefined || move.after === undefined || (await isAncestor(github, repository.id, before, move.after));
  if (!forward && update.force !== true)
    return fail("UNPROCESSABLE", `Reference update failed: ${name} would not be fast-forwarded.`);
  const message = await refMoveRefusal(github, { repository, actor, move });
  return message === undefined ? move : fail("UNPROCESSABLE", message);
}

function oidOf(oid: string): string | undefined {
  return /^0+$/.test(oid) ? undefined : oid;
}
