import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { refusalOf } from "./ask.ts";
import { openGitHub, type Repository } from "./github.ts";
import { listen } from "./index.ts";
import { openJournal } from "./journal.ts";
import { openLine } from "./line/line.ts";
import { lockDirectory } from "./lock-directory.ts";
import { type LogEntry, openLog, printEntries } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { type Mirror, openMirror } from "./mirror.ts";
import { type BotOptions, checkOptions } from "./options.ts";
import { openQueue } from "./queue.ts";
import { openRepositories } from "./repositories.ts";
import { runKey } from "./run-key.ts";
import { openServer, webhookPath } from "./server.ts";
import { openMemory, type Workplace } from "./workplace.ts";

export type { BotOptions, LogEntry };

/** A running bot. */
export interface Bot {
  /** Where it listens. */
  readonly url: string;
  /** Where GitHub delivers to. */
  readonly webhookUrl: string;
  /** Settles when it has looked at everything once, and can do its work. */
  ready(): Promise<void>;
  /** Settles when nothing is left to be done. */
  idle(): Promise<void>;
  /** Takes no more deliveries, ends what it can in so many milliseconds (25,000 unless told), and stops. The rest stays in the journal. */
  stop(grace?: number): Promise<void>;
}

const fiveMinutes = 5 * 60_000;

/** Starts a bot. Throws for options that it must not be started with; what GitHub refuses, it tries again. */
export async function startBot(options: BotOptions): Promise<Bot> {
  checkOptions(options);
  const { directory } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(directory);
  const opened: (() => Promise<void>)[] = [unlock];
  try {
    return await openBot(options, opened);
  } catch (error) {
    for (const close of opened.reverse()) await close();
    throw error;
  }
}

/** `opened`: what has to be closed at the end, the last first. */
async function openBot(options: BotOptions, opened: (() => Promise<void>)[]): Promise<Bot> {
  const { directory, apiUrl, gitUrl, host = "127.0.0.1", port = 0, sweepEvery = fiveMinutes } = options;
  const log = openLog(options.log ?? printEntries());
  for (const secret of options.webhookSecrets) log.hide(secret);
  const metrics = openMetrics();
  const journal = await openJournal(join(directory, "journal"));
  opened.push(journal.close);
  const queue = openQueue(journal, { log, metrics });
  const github = await openGitHub({ apiUrl, app: options.app, log, metrics });
  const repositories = openRepositories(github);
  const line = openLine();
  let closing = false;
  let problem: string | undefined = "It has not yet looked at everything.";

  let login: string | undefined;
  listen(github.probot, queue.add, (sender) => sender === login);
  const server = await openServer(
    { host, port },
    {
      secrets: options.webhookSecrets,
      metrics,
      receive: (delivery) => github.probot.receive(delivery as never),
      notReady: () => (closing ? "It is about to end." : (problem ?? journal.problem())),
      log,
      closing: () => closing,
    },
  );
  opened.push(async () => line.close(), server.close);
  metrics.gauge("jobs_waiting", () => [...queue.depth().byKind].map(([kind, count]) => [{ kind }, count] as const));
  metrics.gauge("jobs_oldest_seconds", () => [[{}, queue.depth().oldest / 1000]]);

  const mirrors = new Map<string, Mirror>();
  const mirrorOf = (repository: Repository): Mirror => {
    const key = JSON.stringify(repository);
    const token = (rights: "read" | "push") => github.token(repository, rights);
    const known = mirrors.get(key) ?? openMirror(repository, { directory: join(directory, "mirrors"), gitUrl, token });
    mirrors.set(key, known);
    return known;
  };

  let swept: (() => void) | undefined;
  const ready = new Promise<void>((done) => {
    swept = done;
  });
  const begin = async (): Promise<void> => {
    const app = await github.identity();
    // Nobody waited for a GitHub that took this long to answer.
    if (closing) return;
    login = `${app.slug}[bot]`;
    const place: Workplace = {
      github,
      app,
      line,
      mirror: mirrorOf,
      enqueue: queue.add,
      memory: openMemory(),
      log,
      metrics,
    };
    await queue.add({ kind: "sweep-all" });
    queue.start(async (key, attempt) => {
      const pause = await runKey({ place, repositories }, key, attempt);
      if (key.kind === "sweep-all" && problem !== undefined) {
        problem = undefined;
        swept?.();
        log.info("ready", { url: server.url });
      }
      return pause;
    });
  };
  const began = persist(
    begin,
    (error) => log.error("the app could not be looked up", { error }),
    () => closing,
  );
  const sweep = () =>
    queue.add({ kind: "sweep-all" }).catch((error) => log.error("the journal cannot be written", { error }));
  const sweeping = setInterval(sweep, sweepEvery);

  return {
    url: server.url,
    webhookUrl: server.url + webhookPath,
    ready: () => ready,
    idle: queue.idle,
    async stop(grace = 25_000) {
      closing = true;
      clearInterval(sweeping);
      const start = performance.now();
      await Promise.race([began, sleep(grace, undefined, { ref: false })]);
      await queue.stop(Math.max(0, grace - (performance.now() - start)));
      for (const close of opened.reverse()) await close();
    },
  };
}

/** Tries something until it works, or until nobody wants it any more. */
async function persist(
  work: () => Promise<void>,
  failed: (error: unknown) => void,
  unwanted: () => boolean,
): Promise<void> {
  for (let pause = 1_000; !unwanted(); pause = Math.min(2 * pause, 60_000)) {
    try {
      return await work();
    } catch (error) {
      failed(error);
      const until = performance.now() + (refusalOf(error)?.retryAfter ?? pause);
      while (performance.now() < until && !unwanted()) await sleep(100);
    }
  }
}
