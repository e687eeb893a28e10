import { meets, type PathChange, type Reach, reachOf } from "@slipway/engine";
import { diffTrees, mergeBase, openObjects, type TreeDifference } from "@slipway/git";
import type { Waiting } from "./line/tasks.ts";
import type { Mirror } from "./mirror.ts";
import { readSeal } from "./plan-seal.ts";
import type { Pull } from "./pulls.ts";
import { waitingMark } from "./push/waiting.ts";
import { type Memory, remember } from "./workplace.ts";

const mostTexts = 500;

/**
 * Whether the plan that a pull request's check reports is still the right one: made for this head by this renderer, and
 * on a base since which nothing has changed that it could feel, while the same environments lagged behind. Says no where
 * it cannot tell.
 */
export async function planHolds(
  mirror: Mirror,
  pull: Pull,
  { reaches, waiting }: { readonly reaches: Memory["reaches"]; readonly waiting: readonly Waiting[] | undefined },
): Promise<boolean> {
  const { check, base, head } = pull;
  const seal = check?.completed === true ? readSeal(check.externalId) : undefined;
  if (seal === undefined || base === undefined) return false;
  if (waiting !== undefined && seal.waiting !== waitingMark(waiting)) return false;
  if (seal.base === base) return true;
  if (!(await mirror.has([seal.base, base, head]))) return false;
  const left = await mergeBase(mirror.path, seal.base, head);
  if (left === undefined) return false;
  const reach = (before: string, after: string) => {
    const key = `${mirror.path} ${before} ${after}`;
    const found = reaches.get(key) ?? findReach(mirror.path, before, after);
    remember(reaches, key, found);
    found.catch(() => reaches.delete(key));
    return found;
  };
  const [theirs, ours] = await Promise.all([reach(seal.base, base), reach(left, head)]);
  return theirs !== undefined && ours !== undefined && !meets(theirs, ours);
}

/** How far the difference of two commits may be felt; undefined when it is too large to tell cheaply. */
async function findReach(mirror: string, before: string, after: string): Promise<Reach | undefined> {
  const differences = await diffTrees(mirror, before, after);
  if (differences.length > mostTexts) return undefined;
  const [olds, news] = await Promise.all([texts(mirror, before, differences), texts(mirror, after, differences)]);
  return reachOf(
    differences.map(
      ({ path, status }, at): PathChange => ({
        path,
        status: status === "A" ? "added" : status === "D" ? "removed" : "changed",
        texts: [olds[at], news[at]].flatMap((text) => text ?? []),
      }),
    ),
  );
}

async function texts(
  mirror: string,
  commit: string,
  differences: readonly TreeDifference[],
): Promise<(string | undefined)[]> {
  const objects = openObjects(mirror);
  try {
    const readable = differences.map(({ path }) => !/[\n\0]|\\x/.test(path));
    const names = differences.filter((_, at) => readable[at]).map(({ path }) => `${commit}:${path}`);
    const infos = await objects.info(names);
    const blobs = infos.map((info) => (info?.type === "blob" && info.size <= 262_144 ? info.oid : undefined));
    const contents = await objects.contents(blobs.flatMap((oid) => oid ?? []));
    const rest = [...contents];
    const found = blobs.map((oid) => (oid === undefined ? undefined : rest.shift()?.toString()));
    return readable.map((yes) => (yes ? found.shift() : undefined));
  } finally {
    objects.close();
  }
}
