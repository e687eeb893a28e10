import { setTimeout as sleep } from "node:timers/promises";
import { generatePlatform } from "../../packages/engine/bench/generate.ts";
import { makeWorld, type World } from "../test/make-world.ts";
import { sampleFiles } from "../test/platform-files.ts";
import { watchMemory } from "./watch-memory.ts";

/**
 * `npm run bench -- bot [--pushes N] [--services N]`: the built bot in a process of its own against local GitHub. From
 * push to comment over so many pushes of one to five services; twenty pushes in two seconds; a change of so many
 * services, with the time of each stage and the memory that all processes of the bot took together.
 */
const options = new Map(
  process.argv.slice(2).flatMap((arg, at, all) => (arg.startsWith("--") ? [[arg.slice(2), all[at + 1]]] : [])),
);
const pushes = Number(options.get("pushes") ?? 20);
const services = Number(options.get("services") ?? 5_000);
const megabyte = 1024 * 1024;

/** Longer than the bot waits between two beginnings of the same thing. */
const pause = 1_700;

/** What the bot logged of plans since so much of its log. */
function plansSince(world: World, length: number): Record<string, unknown>[] {
  const lines = (world.apart?.output() ?? "").slice(length).split("\n");
  return lines.filter((line) => line.includes('"event":"planned"')).map((line) => JSON.parse(line));
}

/** Milliseconds until the comment is about a head. */
async function untilShown(world: World, pull: number, head: string): Promise<number> {
  const start = performance.now();
  for (;;) {
    const rows = await world.call<{ body: string }[]>("GET", `/issues/${pull}/comments`);
    if (rows.some(({ body }) => body.includes(`head=${head}`))) return performance.now() - start;
    if (performance.now() - start > 600_000) throw new Error(`There is no plan of ${head} after ten minutes.`);
    await sleep(10);
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

/** The specs of the sample, in their order, with another variable in each, so that all of them change. */
function changed(files: Readonly<Record<string, string>>, count: number, turn: number): Record<string, string> {
  const specs = Object.entries(files).filter(
    ([path, text]) => /^apps\/.*\/service\.yaml$/.test(path) && /^ {2}image: \S+:\S+$/m.test(text),
  );
  const some = Array.from({ length: count }, (_, at) => specs[(turn + at) % specs.length] as [string, string]);
  return Object.fromEntries(some.map(([path, text]) => [path, text.replace(/^( {2}image: \S+)$/m, `$1-${turn}`)]));
}

async function everyday(): Promise<string> {
  const files = sampleFiles({ policies: true });
  const { world, close } = await makeWorld({ files, apart: true });
  try {
    await world.settle();
    await world.push("change", changed(files, 1, 0));
    const pull = await world.open("change");
    await world.settle();
    const times: number[] = [];
    const writes: number[] = [];
    const length = world.apart?.output().length ?? 0;
    for (let turn = 1; turn <= pushes; turn += 1) {
      await sleep(pause);
      const since = world.github.trace.length;
      const start = performance.now();
      const head = await world.push("change", changed(files, 1 + (turn % 5), turn));
      await untilShown(world, pull, head);
      times.push(performance.now() - start);
      await world.settle();
      writes.push(world.writes(since).filter((operation) => !operation.startsWith("apps/")).length);
    }
    const stages = plansSince(world, length);
    const mean = (name: string) =>
      Math.round(stages.reduce((sum, stage) => sum + Number(stage[name] ?? 0), 0) / stages.length);
    console.log(
      `stages of a plan, mean ms: ${["read", "plan", "stage", "print", "milliseconds"].map((name) => `${name === "milliseconds" ? "job" : name} ${mean(name)}`).join(", ")}`,
    );
    const comments = (await world.comments(pull)).length;
    const first = `push to comment: ${pushes} pushes, p50 ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms, at most ${Math.max(...writes)} writes, ${comments} comment`;
    console.log(first);

    await sleep(pause);
    const before = world.apart?.output().length ?? 0;
    let head = "";
    for (let turn = 1; turn <= 20; turn += 1) {
      head = await world.push("change", changed(files, 1, 100 + turn));
      await sleep(80);
    }
    await untilShown(world, pull, head);
    await world.settle();
    const made = plansSince(world, before).length;
    const second = `20 pushes in 2 s: ${made} plans, the last head is shown, ${(await world.comments(pull)).length} comment`;
    console.log(second);
    return `${first}; ${second}`;
  } finally {
    await close();
  }
}

async function large(): Promise<string> {
  const platform = generatePlatform({ services, teams: Math.max(1, Math.round(services / 50)), seed: 1 });
  const files = Object.fromEntries([...platform].map(([path, { content }]) => [path, String(content)]));
  const { world, close } = await makeWorld({ files, apart: true });
  const memory = watchMemory(() => world.apart?.pid());
  try {
    const start = performance.now();
    await world.settle();
    console.log(`first push of ${services} services to 3 environments: ${Math.round(performance.now() - start)} ms`);
    const length = world.apart?.output().length ?? 0;
    const changes = Object.fromEntries(
      Object.entries(files)
        .filter(([path]) => /^apps\/.*\/service\.yaml$/.test(path))
        .map(([path, text]) => [path, text.replace(/^(metadata: \{name: [^,]+)/m, "$1, description: Changed")]),
    );
    const imaged = Object.fromEntries(
      Object.entries(changes).map(([path, text]) => [path, text.replace(/(image: \S+?:)(\S+)/, "$19.9.9")]),
    );
    const head = await world.push("everything", imaged);
    const pull = await world.open("everything");
    const time = await untilShown(world, pull, head);
    await world.settle();
    const [plan = {}] = plansSince(world, length);
    console.log(
      `a change of ${Object.keys(imaged).length} services, ms: ${["read", "plan", "stage", "print"].map((name) => `${name} ${Math.round(Number(plan[name] ?? 0))}`).join(", ")}`,
    );
    const bytes = Buffer.byteLength((await world.comments(pull))[0] ?? "");
    const peak = Math.round(memory.peak() / megabyte);
    return `${services} services: ${Math.round(time)} ms to the comment of ${bytes} bytes, at most ${peak} MB`;
  } finally {
    memory.stop();
    await close();
  }
}

const said = [await everyday(), await large()];
console.log(said.join("; "));
