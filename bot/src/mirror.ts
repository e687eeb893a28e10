import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { initRepository, type RefUpdateResult, readRefs, runGit, updateRefs } from "@slipway/git";
import { basicOf, type Repository } from "./github.ts";

/** The part of a repository that the bot has on its own disk: objects alone, no work tree, and no file of anybody's. */
export interface Mirror {
  readonly path: string;
  /**
   * Brings the default branch, the environment branches, and the heads of some pull requests up to date. Always from the
   * repository itself: of a fork it knows what GitHub shows there as refs/pull/<n>/head.
   */
  fetch(pulls?: readonly number[]): Promise<void>;
  /** Brings a commit that GitHub made for a merge queue, by its id. */
  fetchCommit(commit: string): Promise<void>;
  /** Whether all these objects are here. */
  has(oids: readonly string[]): Promise<boolean>;
  /** The environment branches by environment, as they stood when they were last fetched. */
  environments(): Promise<Map<string, string>>;
  /** The default branch, as it stood when it was last fetched. */
  tip(): Promise<string | undefined>;
  /**
   * Pushes hidden refs, wherever they stand; undefined deletes one. What stands so already is not pushed: as far as was
   * pushed from here, or as `known` says.
   */
  pushHidden(refs: ReadonlyMap<string, string | undefined>, known?: ReadonlyMap<string, string>): Promise<void>;
  /** The hidden refs that were pushed from here. */
  hidden(): Promise<Map<string, string>>;
  /** The hidden refs that are there, whoever pushed them. */
  remoteHidden(): Promise<Map<string, string>>;
  /** Joins what has piled up, when there is much of it. Not while anything reads. */
  tidy(): Promise<void>;
  /**
   * After something has failed that may lie here: takes away locks that a crash left, and everything where objects are
   * missing or broken, so that the next fetch begins anew. Gives what it did; undefined: nothing was wrong here.
   */
  mend(): Promise<string | undefined>;
}

/** Where the bot's own refs stand: neither a branch nor a tag, so that no clone takes them along. */
export const hiddenPrefix = "refs/slipway/";

export interface MirrorOptions {
  /** The folder of all mirrors. */
  readonly directory: string;
  /** Where Git finds repositories, such as https://github.com. */
  readonly gitUrl: string;
  readonly token: (rights: "read" | "push") => Promise<string>;
}

const fetchTimeout = 10 * 60_000;

/** Opens the mirror of a repository. One fetch at a time: two would be in each other's way at the same refs. */
export function openMirror(repository: Repository, { directory, gitUrl, token }: MirrorOptions): Mirror {
  const path = join(directory, `${repository.id}.git`);
  const url = `${gitUrl}/${encodeURIComponent(repository.owner)}/${encodeURIComponent(repository.name)}.git`;
  const branch = `refs/heads/${repository.defaultBranch}`;
  let made: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  }

  async function make(): Promise<void> {
    await mkdir(directory, { recursive: true });
    await initRepository(path);
  }

  function ready(): Promise<void> {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  }

  async function remote(rights: "read" | "push", args: readonly string[]): Promise<Buffer> {
    await ready();
    return runGit(path, args, { env: networkEnvironment(gitUrl, await token(rights)), timeout: fetchTimeout });
  }

  function fetch(pulls: readonly number[] = []): Promise<void> {
    const refspecs = [
      `+${branch}:${branch}`,
      "+refs/heads/env/*:refs/heads/env/*",
      ...pulls.map((number) => `+refs/pull/${number}/head:refs/pull/${number}/head`),
    ];
    const args = ["fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance"];
    return inTurn(async () => void (await remote("read", [...args, "--end-of-options", url, ...refspecs])));
  }

  async function fetchCommit(commit: string): Promise<void> {
    const args = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance"];
    await inTurn(async () => void (await remote("read", [...args, "--end-of-options", url, commit])));
  }

  async function pushHidden(
    refs: ReadonlyMap<string, string | undefined>,
    known?: ReadonlyMap<string, string>,
  ): Promise<void> {
    await ready();
    const own = await readRefs(path, [hiddenPrefix.slice(0, -1)]);
    const moved = [...refs].filter(([name, oid]) => (known ?? own).get(name) !== oid);
    if (moved.length === 0) return;
    const refspecs = moved.map(([name, oid]) => `+${oid ?? ""}:${name}`.replace(/^\+:/, ":"));
    await inTurn(() => remote("push", ["push", "--quiet", "--end-of-options", url, ...refspecs]));
    const updates = moved.map(([name, after]) => ({ name, before: own.get(name), after }));
    refuseRace(await updateRefs(path, updates));
  }

  async function remoteHidden(): Promise<Map<string, string>> {
    const listing = await remote("read", ["ls-remote", "--quiet", "--end-of-options", url, `${hiddenPrefix}*`]);
    const lines = listing
      .toString()
      .split("\n")
      .filter((line) => line !== "");
    return new Map(lines.map((line) => line.split("\t")).map(([oid = "", name = ""]) => [name, oid]));
  }

  return {
    path,
    fetch,
    fetchCommit,
    async has(oids) {
      await ready();
      const found = (await runGit(path, ["cat-file", "--batch-check"], { input: `${oids.join("\n")}\n` })).toString();
      return !found.includes(" missing");
    },
    async environments() {
      await ready();
      const refs = await readRefs(path, ["refs/heads/env"]);
      return new Map([...refs].map(([name, oid]) => [name.slice("refs/heads/env/".length), oid]));
    },
    async tip() {
      await ready();
      return (await readRefs(path, [branch])).get(branch);
    },
    pushHidden,
    async hidden() {
      await ready();
      return readRefs(path, [hiddenPrefix.slice(0, -1)]);
    },
    remoteHidden,
    tidy: () => inTurn(() => tidy(path)),
    mend: () =>
      inTurn(async () => {
        const locks = await removeLocks(path);
        if (await isSound(path)) return locks === 0 ? undefined : `${locks} locks that a crash left were removed`;
        made = undefined;
        await rm(path, { recursive: true, force: true });
        return "objects were missing or broken: the mirror is made anew";
      }),
  };
}

/** What Git needs to reach GitHub, and nothing else: the token goes in by the environment, never by an argument or a URL. */
function networkEnvironment(gitUrl: string, token: string): Record<string, string> {
  const kept = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "GIT_SSL_CAINFO", "SSL_CERT_FILE"].flatMap(
    (name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    },
  );
  return {
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: new URL(gitUrl).protocol.slice(0, -1),
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: "http.extraHeader",
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basicOf(token)}`,
    GIT_CONFIG_KEY_1: "http.followRedirects",
    GIT_CONFIG_VALUE_1: "false",
  };
}

function refuseRace(result: RefUpdateResult): void {
  if (!result.updated) throw new Error(`${result.name} moved in the mirror meanwhile.`);
}

/** Milliseconds after which a lock is one that a crash left: what holds one here holds it for a moment, or in turn. */
const staleAfter = 10_000;

async function removeLocks(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true }).catch(() => []);
  const stale: string[] = [];
  for (const name of names.filter((one) => one.endsWith(".lock"))) {
    const { mtimeMs } = await stat(join(path, name)).catch(() => ({ mtimeMs: Number.NaN }));
    // One of the future is of a clock that was put back since.
    if (Math.abs(Date.now() - mtimeMs) > staleAfter) stale.push(join(path, name));
  }
  for (const name of stale) await rm(name, { force: true });
  return stale.length;
}

/** Whether everything is there that its refs lead to. */
async function isSound(path: string): Promise<boolean> {
  const args = ["fsck", "--connectivity-only", "--no-dangling", "--no-progress"];
  return runGit(path, args, { timeout: fetchTimeout }).then(
    () => true,
    () => false,
  );
}

const mostPacks = 50;

async function tidy(path: string): Promise<void> {
  const counts = (await runGit(path, ["count-objects", "-v"])).toString();
  const read = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(counts)?.[1] ?? 0);
  if (read("packs") < mostPacks && read("count") < 20_000) return;
  // What is not reachable may be a plan that is being made: only what is old goes.
  await runGit(path, ["gc", "--quiet", "--prune=2.hours.ago"], { timeout: fetchTimeout });
}
