import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitFiles, setBranch, temporaryFolder, temporaryRepository } from "../test/repository.ts";
import { readTree, runGit, updateRefs } from "./index.ts";

test("a failure carries the arguments, the exit code and what Git said", async () => {
  const repository = await temporaryRepository();
  const failure = await runGit(repository, ["cat-file", "-p", "nothing"]).catch((error: Error) => error);
  expect(failure).toMatchObject({
    message: expect.stringContaining("git cat-file in"),
    cause: { args: ["cat-file", "-p", "nothing"], exitCode: 128, stderr: expect.stringContaining("nothing") },
  });
});

test("a folder without a repository is never mistaken for the repository above it", async () => {
  const repository = await temporaryRepository();
  const inside = join(repository, "inside");
  mkdirSync(inside);
  await expect(runGit(inside, ["rev-parse", "--git-dir"])).rejects.toThrow("not a git repository");
});

test("is ended when it takes too long or says too much", async () => {
  const repository = await temporaryRepository();
  const commit = await commitFiles(repository, { large: "x".repeat(100_000) });
  const show = ["cat-file", "blob", `${commit}:large`];
  await expect(runGit(repository, show, { maxOutput: 1000 })).rejects.toThrow("wrote more than 1000 bytes");
  const endless = ["-c", "alias.wait=!sleep 20", "wait"];
  await expect(runGit(repository, endless, { timeout: 50 })).rejects.toThrow("took longer than 50 ms");
});

test("hooks and commands that the repository's configuration names do not run", async () => {
  const repository = await temporaryRepository();
  const canary = join(temporaryFolder(), "canary");
  const script = join(temporaryFolder(), "script");
  writeFileSync(script, `#!/bin/sh\ntouch ${canary}\n`);
  chmodSync(script, 0o755);
  mkdirSync(join(repository, "hooks"));
  for (const hook of ["reference-transaction", "post-update", "update"]) {
    writeFileSync(join(repository, "hooks", hook), `#!/bin/sh\ntouch ${canary}\n`);
    chmodSync(join(repository, "hooks", hook), 0o755);
  }
  for (const key of ["core.fsmonitor", "diff.external", "core.pager", "filter.evil.clean", "diff.evil.textconv"]) {
    await runGit(repository, ["config", key, script]);
  }
  await runGit(repository, ["config", "core.hooksPath", join(repository, "hooks")]);
  const first = await commitFiles(repository, { ".gitattributes": "* diff=evil filter=evil\n", a: "1" });
  await setBranch(repository, "main", first);
  const second = await commitFiles(repository, { ".gitattributes": "* diff=evil filter=evil\n", a: "2" }, [first]);
  await updateRefs(repository, [{ name: "refs/heads/main", before: first, after: second }]);
  await readTree(repository, second, await readTree(repository, first));
  expect(existsSync(canary)).toBe(false);
});

test("no protocol is open, whatever the repository's configuration says", async () => {
  const repository = await temporaryRepository();
  const canary = join(temporaryFolder(), "canary");
  await runGit(repository, ["config", "protocol.ext.allow", "always"]);
  const fetch = ["fetch", "--end-of-options", `ext::touch ${canary}`];
  await expect(runGit(repository, fetch)).rejects.toThrow("transport 'ext' not allowed");
  await expect(runGit(repository, ["fetch", "--end-of-options", repository])).rejects.toThrow("'file' not allowed");
  expect(existsSync(canary)).toBe(false);
});

test("the machine's Git configuration and environment do not reach it", async () => {
  const repository = await temporaryRepository();
  process.env["GIT_DIR"] = "/nowhere";
  try {
    const settings = (await runGit(repository, ["config", "--list", "--show-scope"])).toString();
    expect(settings).not.toMatch(/^(system|global)/m);
  } finally {
    delete process.env["GIT_DIR"];
  }
});
