import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startGitHub } from "../src/index.ts";
import { acme, octokit, openPull, startWorld } from "./world.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "slipway-github-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("after a restart everything is as it was, and tokens still work", async () => {
  const directory = folder();
  const world = await startWorld({ directory });
  const issue_number = await openPull(world);
  await world.bob.rest.issues.createComment({ ...acme, issue_number, body: "Kept" });
  await world.github.idle();
  const before = await world.github.snapshot();
  await expect(startGitHub({ directory })).rejects.toThrow("stop it first");
  await world.github.close();
  const again = await startGitHub({ directory });
  expect(await again.snapshot()).toEqual(before);
  const bob = octokit(again, world.tokens["bob"]);
  expect((await bob.rest.issues.listComments({ ...acme, issue_number })).data[0]?.body).toBe("Kept");
  expect((await bob.rest.pulls.merge({ ...acme, pull_number: issue_number })).data.merged).toBe(true);
  await again.close();
});

/** Runs a GitHub in a process of its own, which can be killed. */
async function startChild(directory: string): Promise<{ child: ChildProcess; url: string; token: string }> {
  const program = join(import.meta.dirname, "child.ts");
  const child = spawn(process.execPath, ["--conditions=source", "--import", "tsx", program, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const line = await new Promise<string>((resolve) =>
    child.stdout!.once("data", (chunk: Buffer) => resolve(chunk.toString())),
  );
  return { child, ...(JSON.parse(line) as { url: string; token: string }) };
}

test("kill -9 in the middle of writing loses nothing that was answered", async () => {
  const directory = folder();
  const { child, url, token } = await startChild(directory);
  const answered: string[] = [];
  let number = 0;
  const write = async () => {
    for (;;) {
      const body = `comment ${number++}`;
      const request = { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ body }) };
      const response = await fetch(`${url}/api/v3/repos/acme/platform/issues/1/comments`, request).catch(
        () => undefined,
      );
      if (response?.status !== 201) return;
      answered.push(body);
    }
  };
  const writers = [write(), write(), write()];
  while (answered.length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill("SIGKILL");
  await Promise.all(writers);
  const github = await startGitHub({ directory });
  const { comments } = await github.snapshot();
  const kept = new Set(comments.map(({ body }) => body));
  expect(answered.filter((body) => !kept.has(body))).toEqual([]);
  expect(new Set(comments.map(({ id }) => id)).size).toBe(comments.length);
  await github.close();
});

test("a push that nobody was told of before the crash is told of after it", async () => {
  const directory = folder();
  const world = await startWorld({ directory });
  const pull_number = await openPull(world);
  const { repositories, git } = await world.github.snapshot();
  await world.github.close();
  const { commitOnTop } = await import("./commit-on-top.ts");
  const refs = git["acme/platform"]!;
  const after = await commitOnTop(directory, repositories[0]!.id, "refs/heads/feature", refs["refs/heads/feature"]!);
  world.receiver.arrivals.length = 0;
  const again = await startGitHub({ directory });
  await again.idle();
  expect(world.receiver.names()).toEqual(["push", "check_suite.requested", "pull_request.synchronize"]);
  const { data } = await octokit(again, world.tokens["bob"]).rest.pulls.get({ ...acme, pull_number });
  expect(data.head.sha).toBe(after);
  await again.close();
});
