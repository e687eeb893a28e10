import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bot, startBot } from "@slipway/bot";
import { type LocalGitHub, startGitHub } from "@slipway/local-github";
import { openActivity } from "./page/activity.ts";
import { type PageServer, servePage } from "./page/serve.ts";
import { asPerson } from "./person.ts";
import { fullName, populate } from "./populate.ts";

/** A demo that runs: GitHub, the bot and the page. */
export interface Demo {
  readonly pageUrl: string;
  /** Needs no token to clone, and one to push. */
  readonly cloneUrl: string;
  readonly apiUrl: string;
  /** The developer's. */
  readonly token: string;
  /** Settles when nothing is left to be done. */
  idle(): Promise<void>;
  /** Ends everything, and removes what was on the disk. */
  close(): Promise<void>;
}

/** Nobody shares this GitHub, so that nobody has to be held back. */
const limits = {
  requestsPerHour: 1_000_000,
  anonymousRequestsPerHour: 1_000_000,
  restPointsPerMinute: 100_000,
  graphqlPointsPerMinute: 100_000,
  contentPerMinute: 10_000,
  contentPerHour: 100_000,
};

/** Milliseconds that the start waits for the environments to be rendered for the first time. */
const patience = 1_000;

/** Starts a demo with a state of its own; the page's port is a free one unless told. Ready when it settles. */
export async function openDemo({ port = 0 }: { readonly port?: number }): Promise<Demo> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-"));
  // Whatever ends this process, be it a fault of ours, leaves nothing on the disk.
  const sweep = () => rmSync(directory, { recursive: true, force: true });
  process.once("exit", sweep);
  const opened: Opened = {};
  const close = async () => {
    await opened.page?.close();
    await opened.bot?.stop(1_000);
    // They are for tests, which close with them; here whoever looks on would only wonder.
    opened.github?.violations.splice(0);
    await opened.github?.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    process.off("exit", sweep);
  };
  try {
    return { ...(await openIn(directory, port, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What has been started so far. */
interface Opened {
  github?: LocalGitHub;
  bot?: Bot;
  page?: PageServer;
}

async function openIn(directory: string, port: number, opened: Opened): Promise<Omit<Demo, "close">> {
  const github = await startGitHub({ directory: join(directory, "github"), limits });
  opened.github = github;
  const { app, tokens, reader, repository, connect } = await populate(github);
  const activity = openActivity();
  const secret = randomBytes(32).toString("hex");
  // The same bot with the same options as against github.com, and no other.
  const bot = await startBot({
    app,
    webhookSecrets: [secret],
    apiUrl: github.apiUrl,
    gitUrl: github.url,
    directory: join(directory, "bot"),
    log: activity.hearBot,
  });
  opened.bot = bot;
  github.watch(activity.hearGitHub);
  await connect({ url: bot.webhookUrl, secret });
  const [developer, owner, visitor] = [tokens.developer, tokens.owner, reader].map((token) => asPerson(github, token));
  const page = await servePage({
    github,
    people: { developer: developer!, owner: owner! },
    reader: visitor!,
    gitDirectory: join(directory, "github", "repositories", `${repository}.git`),
    activity,
    developerToken: tokens.developer,
    port,
  });
  opened.page = page;
  await bot.ready();
  // The first plan need not queue up behind the first rendering; but nobody waits long for that either.
  await Promise.race([bot.idle(), new Promise((done) => setTimeout(done, patience))]);
  return {
    pageUrl: page.url,
    cloneUrl: github.cloneUrl(fullName),
    apiUrl: github.apiUrl,
    token: tokens.developer,
    async idle() {
      // What one ends may begin something with the other.
      for (let quiet = 0; quiet < 2; quiet += 1) {
        await github.idle();
        await bot.idle();
      }
    },
  };
}
