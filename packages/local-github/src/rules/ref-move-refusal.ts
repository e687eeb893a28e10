import { isAncestor } from "../git/history.ts";
import { readCommit } from "../git/read-commit.ts";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import type { Repository } from "../state/repository-rows.ts";
import { objectionMessage } from "./judge-merge.ts";
import { judgePush, type Move } from "./judge-push.ts";

/** Why the rules do not let a ref be moved by the API; undefined when they do. */
export async function refMoveRefusal(
  github: GitHub,
  { repository, actor, move: wanted }: { readonly repository: Repository; readonly actor: Actor; readonly move: Move },
): Promise<string | undefined> {
  const { before, after } = wanted;
  const judgement = judgePush(github, repository, actor, wanted);
  const forward =
    before === undefined || after === undefined || (await isAncestor(github, repository.id, before, after));
  const linear =
    after === undefined ||
    judgement.unlessLinear.length === 0 ||
    (await isLinear(github, repository.id, before, after));
  const more = [...(forward ? [] : judgement.unlessFastForward), ...(linear ? [] : judgement.unlessLinear)];
  const { classic, rulesets, byRuleset } = judgement;
  return objectionMessage(
    byRuleset ? { classic, rulesets: [...rulesets, ...more] } : { classic: [...classic, ...more], rulesets },
  );
}

async function isLinear(
  github: GitHub,
  repository: number,
  before: string | undefined,
  after: string,
): Promise<boolean> {
  for (let at: string | undefined = after; at !== undefined && at !== before; ) {
    const parents: readonly string[] = (await readCommit(github, repository, at))?.parents ?? [];
    if (parents.length > 1) return false;
    at = parents[0];
  }
  return true;
}
