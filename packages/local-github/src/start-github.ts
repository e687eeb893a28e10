import { mkdir, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { type AdminHandle, adminHandle } from "./admin/handle.ts";
import { observeRefs } from "./git/observe-refs.ts";
import { objectPool } from "./git/repositories.ts";
import { writeUpdateHook } from "./git/update-hook.ts";
import type { GitHub, Happening, TraceEntry, Violation } from "./github.ts";
import { type Fault, faultBox } from "./http/faults.ts";
import { rateLimiter } from "./http/rate-limit.ts";
import { serve } from "./http/serve.ts";
import { documentedLimits, type Limits } from "./limits.ts";
import { advance } from "./pulls/advance.ts";
import { secrets, seededRandom } from "./seeded.ts";
import type { Delivery } from "./state/delivery-rows.ts";
import { lockDirectory } from "./state/lock-directory.ts";
import { type Snapshot, snapshot } from "./state/snapshot.ts";
import { openStore } from "./state/store.ts";
import { type Disorder, postman } from "./webhooks/postman.ts";
import { workshop } from "./workshop.ts";

/** How a GitHub is started. */
export interface StartOptions {
  /** Where its state lies; made when it is not there. One process at a time. */
  readonly directory: string;
  /** 0, a free one, unless told. */
  readonly port?: number;
  /** Whatever is random follows from it. */
  readonly seed?: number;
  /** Milliseconds since 1970; the machine's clock unless told. */
  readonly clock?: () => number;
  readonly faults?: readonly Fault[];
  readonly disorder?: Disorder;
  readonly limits?: Partial<Limits>;
}

/** A running GitHub. */
export interface LocalGitHub extends AdminHandle {
  readonly url: string;
  /** The base URL for Octokit; GraphQL is found beside it, as on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Where Git clones a repository (`owner/name`) from; with a token, the URL holds it. */
  cloneUrl(repository: string, token?: string): string;
  /** The requests that were answered, oldest first; at least the last 10,000. */
  readonly trace: readonly TraceEntry[];
  /** What must not happen in a test. `close` throws when there is any. */
  readonly violations: Violation[];
  snapshot(): Promise<Snapshot>;
  /** Shows every request and delivery from now on, as it happens; the function given ends it. */
  watch(look: (happening: Happening) => void): () => void;
  /** Plays a fault from now on; the function given takes it away again. */
  fault(fault: Fault): () => void;
  /** Changes how webhooks stray. */
  disturb(disorder: Disorder): void;
  /** Settles when no webhook is on its way and nothing is being computed. */
  idle(): Promise<void>;
  /** Stops it. Throws an Error that lists the violations, if there were any. */
  close(): Promise<void>;
}

/** Starts a GitHub on this machine's loopback, with the state that its directory holds. */
export async function startGitHub(options: StartOptions): Promise<LocalGitHub> {
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const unlock = await lockDirectory(directory);
  await removeLeftovers(directory);
  await writeUpdateHook(directory);
  const store = await openStore(join(directory, "journal.jsonl"));
  const pool = objectPool(directory);
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const now = options.clock ?? Date.now;
  const random = seededRandom(options.seed ?? 1);
  const limits = { ...documentedLimits, ...options.limits };
  const work = workshop();
  const secret = secrets(options.seed ?? 1, () => store.nextId());
  const watchers: GitHub["watchers"] = new Set();
  const tried = (delivery: Delivery) => {
    for (const watch of watchers) watch({ kind: "delivery", delivery });
  };
  const github: GitHub = {
    url: `http://127.0.0.1:${port}`,
    directory,
    store,
    limits,
    faults: faultBox(options.faults ?? []),
    limiter: rateLimiter(limits, now),
    postman: postman({ store, limits, now, random, later: work.later, tried }, options.disorder ?? {}),
    trace: [],
    violations: [],
    watchers,
    now,
    random,
    secret,
    objects: (repository) => pool.open(repository),
    exclusive: work.exclusive,
    later: (task) => work.later(() => task().catch((error: unknown) => complain(github, error))),
    changed: (repository) => github.later(() => advance(github, repository)),
  };
  github.postman.resume();
  const ready = catchUp(github);
  server.on("request", (request, response) => void ready.then(() => serve(github, request, response)));
  await ready;
  return handle(github, {
    idle: work.idle,
    stop: async () => {
      await stopServer(server);
      await work.idle();
      pool.close();
      await store.close();
      await unlock();
    },
  });
}

function handle(
  github: GitHub,
  { idle, stop }: { readonly idle: () => Promise<void>; readonly stop: () => Promise<void> },
): LocalGitHub {
  return {
    ...adminHandle(github),
    url: github.url,
    apiUrl: `${github.url}/api/v3`,
    graphqlUrl: `${github.url}/api/graphql`,
    cloneUrl: (repository, token) => {
      const url = new URL(`${github.url}/${repository}.git`);
      if (token !== undefined) {
        url.username = "x-access-token";
        url.password = token;
      }
      return url.href;
    },
    trace: github.trace,
    violations: github.violations,
    snapshot: () => snapshot(github),
    watch: (look) => {
      github.watchers.add(look);
      return () => void github.watchers.delete(look);
    },
    fault: (fault) => github.faults.add(fault),
    disturb: (disorder) => github.postman.disturb(disorder),
    idle,
    close: async () => {
      await stop();
      if (github.violations.length === 0) return;
      const lines = github.violations.map(({ kind, operation, message }) => `${kind}: ${operation}: ${message}`);
      throw new Error(`This must not happen at GitHub:\n${[...new Set(lines)].join("\n")}`);
    },
  };
}

/** Does what a process before this one had begun: refs that moved are looked at, and what was intended is forgotten. */
async function catchUp(github: GitHub): Promise<void> {
  for (const { id } of github.store.all("repositories")) {
    await github.exclusive(id, () => observeRefs(github, id));
    github.changed(id);
  }
  for (const { id } of github.store.all("intents")) github.store.remove("intents", id);
  await github.store.flush();
}

async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.startsWith("push-")) await rm(join(directory, name), { recursive: true, force: true });
  }
}

function complain(github: GitHub, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  github.violations.push({ kind: "crash", operation: "background", message });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((settle, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => settle((server.address() as AddressInfo).port));
  });
}

function stopServer(server: Server): Promise<void> {
  return new Promise((settle) => {
    server.close(() => settle());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}
