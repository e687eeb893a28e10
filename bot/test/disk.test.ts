import { execFileSync } from "node:child_process";
import { readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { World } from "./make-world.ts";
import { smallFiles, specOf } from "./platform-files.ts";
import { openWorld, sharedWorld } from "./world.ts";

const here = sharedWorld({ files: smallFiles() });

const mirrorOf = (world: World) => join(world.directory, "bot", "mirrors", `${world.repository}.git`);

/** What may happen to a mirror: a crash of the machine, a full disk, somebody who tidies up. */
const damages: readonly (readonly [string, (mirror: string) => void])[] = [
  ["it is gone", (mirror) => rmSync(mirror, { recursive: true })],
  ["its objects are gone", (mirror) => rmSync(join(mirror, "objects"), { recursive: true })],
  [
    "its packs and objects are empty files",
    (mirror) => {
      for (const entry of readdirSync(join(mirror, "objects"), { recursive: true, withFileTypes: true }))
        if (entry.isFile()) {
          rmSync(join(entry.parentPath, entry.name));
          writeFileSync(join(entry.parentPath, entry.name), "");
        }
    },
  ],
  [
    "a crash left a lock on the default branch",
    (mirror) => {
      const lock = join(mirror, "refs", "heads", "main.lock");
      writeFileSync(lock, "");
      utimesSync(lock, 0, 0);
    },
  ],
  ["its HEAD is garbage", (mirror) => writeFileSync(join(mirror, "HEAD"), "\0\0\0\0")],
];

test.each(damages)("a mirror is put right by itself when %s", async (_name, damage) => {
  const world = here();
  const name = `damage-${damages.findIndex(([, one]) => one === damage)}`;
  damage(mirrorOf(world));
  await world.push(name, { [`apps/payments/${name}/service.yaml`]: specOf(name, "payments") });
  const pull = await world.open(name);
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  await world.merge(pull);
  await world.settle();
  expect(await world.differences()).toEqual([]);
});

/** Bytes that a file of this process, and of those that it starts, may have: none is how a full disk looks. */
function limitFiles(bytes: "0" | "unlimited"): void {
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:`]);
}

// There is no prlimit elsewhere.
test.skipIf(process.platform !== "linux")(
  "on a full disk nothing is answered for and nobody dies, and it goes on when there is room",
  async () => {
    // With sweeps as often as this it is never quite at rest: nothing here waits for that.
    const world = await openWorld({ files: smallFiles(), bot: { sweepEvery: 100 } });
    const ready = async () => (await fetch(`${world.bot.url}/readyz`)).text();
    const push = {
      ref: "refs/heads/main",
      repository: { id: world.repository, default_branch: "main" },
      deleted: false,
    };
    onTestFinished(() => limitFiles("unlimited"));
    limitFiles("0");
    const refused = await world.deliver("push", push);
    // The sweep finds the same, again and again.
    const entries = () => world.log.filter(({ event }) => event === "the journal cannot be written").length;
    await until(() => entries() > 1);
    const problem = await ready();
    limitFiles("unlimited");
    expect(refused).toBe(500);
    expect(problem).toContain("The journal cannot be written: EFBIG");
    expect(world.log.find(({ event }) => event === "a delivery could not be taken")).toMatchObject({ level: "error" });
    expect(await world.deliver("push", push)).toBe(202);
    expect(await ready()).toBe("ok\n");
    await world.push("roomy", { "apps/payments/roomy/service.yaml": specOf("roomy", "payments") });
    const pull = await world.open("roomy");
    await until(async () => (await world.check(pull))?.conclusion === "success");
    // The disk was full for the GitHub in this process too, which says so.
    world.github.violations.splice(0);
  },
);

/** Waits for as long as the test may take: how fast the machine is does not matter. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20));
}
