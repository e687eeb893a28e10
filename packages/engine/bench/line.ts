import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { build as bundle } from "esbuild";
import { generatePlatform } from "./generate.ts";

/**
 * `npm run bench -- [--services N] [--teams M] [--seed S]`: how long the line takes for a platform of that size, from the
 * code that is shipped: bundled as the command line is. Prints figures, and a ratio against a peer or against the number
 * that the design holds.
 */
const { values } = parseArgs({
  options: {
    services: { type: "string", default: "1000" },
    teams: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});
const services = Number(values.services);
const teams = Number(values.teams ?? Math.max(1, Math.round(services / 50)));
const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
try {
  const program = await bundleOf("packages/engine/bench/measure.ts");
  makeRepository();
  const scale = services / 10_000;
  for (const [measure, limit] of [
    ["cold", 30_000],
    ["plan", 300],
  ] as const) {
    const result = JSON.parse(
      execFileSync(process.execPath, ["--max-old-space-size=4096", program, measure, folder], {
        encoding: "utf8",
        cwd: folder,
      }),
    ) as Record<string, number>;
    report(measure, result, limit * (measure === "cold" ? scale : 1));
  }
  startUp();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function makeRepository(): void {
  for (const [path, { content }] of generatePlatform({ services, teams, seed: Number(values.seed) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Bench", "-c", "user.email=bench@localhost", ...args], { cwd: folder });
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(folder, ".gitignore"), "bundle/\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The platform");
}

async function bundleOf(entry: string): Promise<string> {
  const outfile = join(folder, "bundle", "measure.cjs");
  await bundle({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    supported: { "object-rest-spread": false },
    conditions: ["source"],
    logLevel: "error",
  });
  return outfile;
}

function report(name: string, result: Record<string, number>, limit: number): void {
  const figures = Object.entries(result)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
  const total = result["ms"] ?? 0;
  console.log(
    `${name}: ${figures}; ${(limit / total).toFixed(1)}x faster than the ${Math.round(limit)} ms that the design allows for ${services} services`,
  );
}

/** `slipway validate` of one spec as a process, beside a bare `node -e 0`: medians of 15, one after the other. */
function startUp(): void {
  const cli = join(process.cwd(), "scripts/bin/slipway.cjs");
  const times: { cli: number[]; node: number[] } = { cli: [], node: [] };
  for (let run = 0; run < 15; run += 1) {
    times.node.push(timeOf(["-e", "0"]));
    times.cli.push(timeOf([cli, "validate", "apps/team-0/service-0/service.yaml"]));
  }
  const [ours, bare] = [median(times.cli), median(times.node)];
  console.log(
    `validate: ${ours.toFixed(0)} ms from process start, bare node ${bare.toFixed(0)} ms: ${(ours / bare).toFixed(2)}x; ${(ours - bare).toFixed(0)} ms over it, the design allows 120`,
  );
}

function timeOf(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { cwd: folder });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}.`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}
