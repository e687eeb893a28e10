import { type ChildProcess, spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bot, BotOptions } from "../src/start.ts";

/** A bot in a process of its own, which can be killed. It listens on the same port after every start. */
export interface BotProcess extends Bot {
  /** Ends it without a word, as a crash of the machine does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  alive(): boolean;
  /** Undefined while it does not run. */
  pid(): number | undefined;
  /** What it has written to its log. */
  output(): string;
}

/** Runs the built program with these options. */
export async function startBotProcess(program: string, options: BotOptions): Promise<BotProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const output: string[] = [];
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const fresh = spawn(process.execPath, [program], {
      env: {
        PATH: process.env["PATH"] ?? "",
        APP_ID: String(options.app.id),
        PRIVATE_KEY: options.app.privateKey,
        WEBHOOK_SECRET: options.webhookSecrets[0] ?? "",
        GITHUB_API_URL: options.apiUrl,
        GITHUB_URL: options.gitUrl,
        DATA: options.directory,
        HOST: "127.0.0.1",
        PORT: String(port),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = fresh;
    for (const stream of [fresh.stdout, fresh.stderr])
      stream?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    await until(async () => fresh.exitCode !== null || (await status("/livez")) === 200);
    if (fresh.exitCode !== null) throw new Error(`The bot ended with ${fresh.exitCode}: ${output.join("")}`);
  }

  async function status(path: string): Promise<number> {
    return fetch(url + path).then(
      ({ status: found }) => found,
      () => 0,
    );
  }

  async function waiting(): Promise<number> {
    const text = await fetch(`${url}/metrics`).then(
      (answer) => answer.text(),
      () => 'jobs_waiting{kind="?"} 1',
    );
    return [...text.matchAll(/jobs_waiting\{[^}]*\} (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = child;
    if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null) return;
    const gone = new Promise<void>((done) => ended.once("exit", () => done()));
    ended.kill(signal);
    await gone;
  }

  const alive = () => child?.exitCode === null && child.signalCode === null;

  await start();
  return {
    alive,
    pid: () => (alive() ? child?.pid : undefined),
    url,
    webhookUrl: `${url}/api/github/webhooks`,
    start,
    output: () => output.join(""),
    ready: () => until(async () => (await status("/readyz")) === 200),
    idle: () => until(async () => !alive() || (await waiting()) === 0),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error("It took longer than two minutes.");
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}
