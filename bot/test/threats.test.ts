import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { plan, planMarkdown } from "@slipway/engine";
import { runGit } from "@slipway/git";
import { expect, onTestFinished, test } from "vitest";
import { readCommands } from "../src/commands.ts";
import { openLane } from "../src/line/lane.ts";
import { startBot } from "../src/start.ts";
import { appManifest, fullName } from "./make-world.ts";
import { specOf } from "./platform-files.ts";
import { sharedWorld } from "./world.ts";

/** The threats of docs/security.md by their numbers, as far as they are not tested where the part is that withstands them. */

const here = sharedWorld({ watched: true });
const spec = (name: string) => `apps/payments/${name}/service.yaml`;

test.each([[[]], [["short"]], [["x".repeat(31)]], [["x".repeat(32), "short"]]])(
  "threat 1: a bot with the webhook secrets %j does not start",
  async (secrets) => {
    const options = {
      app: { id: 1, privateKey: "-----BEGIN PRIVATE KEY-----" },
      apiUrl: "http://127.0.0.1:9",
      gitUrl: "http://127.0.0.1:9",
      directory: tmpdir(),
    };
    await expect(startBot({ ...options, webhookSecrets: secrets })).rejects.toThrow("32 bytes");
  },
);

test("threat 4: names that a shell or Git could take for more than names are names", async () => {
  const world = here();
  const canary = join(world.directory, "canary");
  const odd = [
    `$(touch ${canary})`,
    `;touch ${canary};`,
    "--upload-pack=touch",
    `\`touch ${canary}\``,
    "-rf",
    "a'b\"c",
  ].map((name) => name.replaceAll("/", "_"));
  const files = Object.fromEntries(odd.map((name) => [spec(name), specOf("odd", "payments")]));
  const branch = `odd;touch\${IFS}${"canary"}&&x`;
  await world.push(branch, files);
  const pull = await world.open(branch);
  await world.comment(pull, "/slipway explain payments/$(touch canary)");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "failure" });
  expect(readdirSync(world.directory).filter((name) => name.includes("canary"))).toEqual([]);
  expect(existsSync("canary")).toBe(false);
});

test("threat 4: nothing in the sources runs a shell", () => {
  const sources = ["bot/src", "packages/git/src", "packages/stage/src"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
  );
  for (const text of sources) expect(text).not.toMatch(/(?<![.\w])exec(Sync)?\(|shell: true|execFileSync\("(ba)?sh/);
});

test("threat 5: links, submodules and odd paths are named and never followed", async () => {
  const world = here();
  const commit = (await world.ref("refs/heads/main")) ?? "";
  await world.pushRaw("links", [
    { path: spec("link"), mode: "120000", content: "/etc/passwd" },
    { path: "apps/payments/climb", mode: "120000", content: "../../environments" },
    { path: "apps/payments/module", mode: "160000", content: commit },
    { path: spec("LINK"), mode: "100644", content: specOf("LINK", "payments") },
  ]);
  const pull = await world.open("links");
  await world.settle();
  const check = await world.check(pull);
  expect(check).toMatchObject({ conclusion: "failure" });
  expect(check?.annotations.map(({ path }) => path)).toContain(spec("link"));
  const [comment = ""] = await world.comments(pull);
  expect(comment).toContain("FILE_NOT_REGULAR");
  expect(comment + JSON.stringify(check)).not.toContain("root:");
});

test("threat 6: attributes, submodule addresses and hooks in the repository have no effect", async () => {
  const world = here();
  const canary = join(world.directory, "canary-6");
  await world.push("hooked", {
    ".gitattributes": "* merge=evil diff=evil filter=evil -text eol=crlf working-tree-encoding=UTF-16\n",
    ".gitmodules": `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% ${canary}\n`,
    "hooks/post-update": `#!/bin/sh\ntouch ${canary}\n`,
    [spec("hooked")]: specOf("hooked", "payments"),
  });
  const pull = await world.open("hooked");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  expect(existsSync(canary)).toBe(false);
  const mirror = join(world.directory, "bot", "mirrors", `${world.repository}.git`);
  await expect(runGit(mirror, ["fetch", `ext::sh -c touch% ${canary}`])).rejects.toThrow("not allowed");
  expect(existsSync(canary)).toBe(false);
});

test("threat 7: what renders knows no secret, and what takes too long is ended", async () => {
  const world = here();
  const children = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === process.pid);
  const renderers = children.filter((pid) => commandOf(pid).some((part) => part.endsWith("child.ts")));
  expect(renderers.length).toBeGreaterThan(0);
  for (const pid of renderers) {
    const names = readFileSync(`/proc/${pid}/environ`, "utf8")
      .split("\0")
      .filter(Boolean)
      .map((one) => one.split("=")[0]);
    expect(
      names.filter(
        (name) => !["PATH", "TMPDIR", "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE"].includes(name ?? ""),
      ),
    ).toEqual([]);
  }
  const lane = openLane({ timeout: 20, memory: 512, idle: 0 });
  onTestFinished(() => lane.close());
  const mirror = join(world.directory, "bot", "mirrors", `${world.repository}.git`);
  const task = {
    kind: "stage",
    mirror,
    commit: (await world.ref("refs/heads/main")) ?? "",
    heads: [],
    which: { allBut: [] },
    planned: undefined,
  } as const;
  await expect(lane.run(task)).rejects.toThrow("longer than");
});

test("threat 8: bombs, depth, size, doubles, tags and bytes that are no text are findings at their file", async () => {
  const world = here();
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
    .split("")
    .map((name, at) => `${name}: &${name} [${`*${"abcdefgh"[at]},`.repeat(9)}x]\n`)
    .join("")}`;
  const hostile: Record<string, string | Uint8Array> = {
    bomb,
    deep: `spec: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`,
    huge: `a: "${"x".repeat(1_500_000)}"\n`,
    doubled: `${specOf("doubled", "payments")}spec: {}\n`,
    tagged: `!!js/function "function(){}"\n`,
    zero: "kind: \u0000WebService\n",
    latin: Buffer.from("kind: caf\xe9\n", "latin1"),
    several: `${specOf("several", "payments")}---\na: 1\n`,
    empty: "",
  };
  await world.pushRaw(
    "bombs",
    Object.entries(hostile).map(([name, content]) => ({ path: spec(name), mode: "100644", content }) as const),
  );
  const pull = await world.open("bombs");
  await world.settle();
  const check = await world.check(pull);
  expect(check).toMatchObject({ conclusion: "failure" });
  const named = new Set(check?.annotations.map(({ path }) => path));
  for (const name of Object.keys(hostile)) expect(named, name).toContain(spec(name));
});

test("threat 9: names and keys that objects have of themselves are names and keys", async () => {
  const world = here();
  const names = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString"];
  const files = Object.fromEntries(names.map((name) => [spec(name), specOf(name, "payments")]));
  files[spec("keys")] =
    `${specOf("keys", "payments")}  variables: {__proto__: {secret: x, key: y}, constructor: "1", toString: "2"}\n`;
  await world.push("proto", files);
  const pull = await world.open("proto");
  await world.settle();
  expect(["failure", "success"]).toContain((await world.check(pull))?.conclusion);
  const base = await world.tree("main");
  const made = plan(base, await world.tree("proto"));
  expect(planMarkdown(made).length).toBeGreaterThan(0);
  expect(({} as Record<string, unknown>)["secret"]).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("threat 10: long texts made to be slow to match are read all the same", () => {
  const long = 100_000;
  for (const part of [
    "a ",
    "/slipway ",
    "`",
    "~",
    "-->",
    "<!--",
    "<pre",
    ">",
    "\r\n",
    "/slipway confirm --plan ",
    "0",
    "\n\n",
    " \t",
  ]) {
    const body = part.repeat(Math.ceil(long / part.length));
    readCommands(body);
    readCommands(`/slipway explain ${body}`);
  }
});

test("threat 13: no secret of the bot is in its log, its numbers, the comments or the checks", async () => {
  const world = here();
  const secrets = new Set<string>([world.secret]);
  world.proxy?.watch(({ token }) => {
    if (token !== undefined) secrets.add(token);
  });
  await world.push("secrets", { [spec("secrets")]: specOf("secrets", "payments") });
  const pull = await world.open("secrets");
  await world.settle();
  world.proxy?.watch(() => undefined);
  expect(secrets.size).toBeGreaterThan(2);
  const metrics = await (await fetch(`${world.bot.url}/metrics`)).text();
  const said = JSON.stringify([world.log, await world.comments(pull), await world.check(pull)]) + metrics;
  for (const secret of secrets) expect(said).not.toContain(secret);
});

test("threat 14: of a fork, nothing is fetched but what the repository shows, nothing is pushed, and strangers are not heard", async () => {
  const world = here();
  await world.github.fork(fullName, "outsider");
  await world.github.commit("outsider/platform", {
    branch: "theirs",
    by: "outsider",
    message: "Theirs",
    files: { [spec("theirs")]: specOf("theirs", "payments") },
  });
  const { number: pull } = await world.call<{ number: number }>(
    "POST",
    "/pulls",
    { title: "Theirs", head: "outsider:theirs", base: "main" },
    "outsider",
  );
  await world.comment(pull, "/slipway explain payments/theirs", "outsider");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  const [comment = ""] = await world.comments(pull);
  expect(comment).toContain("only who may write to this repository can ask");
  expect(comment).not.toContain("Explained:");
  expect(
    Object.keys((await world.github.snapshot()).git[fullName] ?? {}).filter((ref) =>
      ref.startsWith(`refs/slipway/plan/${pull}/`),
    ),
  ).toEqual([]);
  expect(
    world.github.trace.filter(({ path, actor }) => path.includes("outsider/platform") && actor === "slipway[bot]"),
  ).toEqual([]);
});

test("threat 15: what is no comment of a person's own words is no command", async () => {
  const world = here();
  await world.push("words", { [spec("words")]: specOf("words", "payments") });
  const pull = await world.open("words");
  await world.settle();
  const edited = await world.comment(pull, "Looks good.");
  await world.call("PATCH", `/issues/comments/${edited}`, { body: "/slipway plan" });
  const quoted = await world.comment(pull, "> /slipway plan");
  await world.call("PATCH", `/pulls/${pull}`, { state: "closed" });
  const closed = await world.comment(pull, "/slipway plan");
  await world.settle();
  const { reactions } = await world.github.snapshot();
  expect(reactions.filter(({ comment }) => [edited, quoted, closed].includes(comment))).toEqual([]);
});

test("threat 16: tokens are for one repository and for no more than a step needs", async () => {
  const { default_permissions: asked } = appManifest();
  for (const never of ["administration", "workflows", "secrets", "actions", "environments"])
    expect(Object.keys(asked)).not.toContain(never);
  const { tokens } = await here().github.snapshot();
  const given = tokens.filter(({ installation }) => installation !== undefined);
  expect(given.length).toBeGreaterThan(3);
  for (const { permissions = {}, repositories } of given) {
    const writes = Object.entries(permissions).filter(([, level]) => level !== "read");
    const reach = Object.keys(permissions).filter((name) => name !== "metadata");
    expect(reach.length === 0 || repositories?.length === 1, JSON.stringify(permissions)).toBe(true);
    expect(writes.map(([name]) => name).includes("contents") && writes.length > 1).toBe(false);
  }
});

test("threat 17: while it works, no token is in a command line, in a mirror, or in an address", async () => {
  const world = here();
  const tokens = new Set<string>();
  const lines: string[] = [];
  let sampling = true;
  const sampler = (async () => {
    while (sampling) {
      for (const pid of readdirSync("/proc")) if (/^\d+$/.test(pid)) lines.push(commandOf(pid).join(" "));
      await sleep(5);
    }
  })();
  world.proxy?.watch(({ token, operation }) => {
    if (token !== undefined) tokens.add(token);
    for (const one of tokens) expect(operation).not.toContain(one);
  });
  await world.push("argv", { [spec("argv")]: specOf("argv", "payments") });
  const pull = await world.open("argv");
  await world.settle();
  await world.merge(pull);
  await world.settle();
  sampling = false;
  await sampler;
  world.proxy?.watch(() => undefined);
  expect(tokens.size).toBeGreaterThan(1);
  const all = lines.join("\n");
  expect(all).toContain("git");
  const mirror = join(world.directory, "bot", "mirrors", `${world.repository}.git`);
  const kept = ["config", "packed-refs", "FETCH_HEAD"].map((name) =>
    existsSync(join(mirror, name)) ? readFileSync(join(mirror, name), "utf8") : "",
  );
  for (const token of tokens) {
    expect(all).not.toContain(token);
    expect(kept.join("")).not.toContain(token);
  }
});

test("threat 18: who changes the rules is judged by those that stand", async () => {
  const world = here();
  const platform = String((await world.tree("main")).get("environments/platform.yaml")?.content);
  const gone = ["boutique/ad", "boutique/frontend", "boutique/recommendation"].map(
    (one) => `environments/prod/releases/${one}/service.yaml`,
  );
  await world.push("coup", {
    "environments/platform.yaml": platform.replace('"@acme/platform"', '"@colleague"'),
    ...Object.fromEntries(gone.map((path) => [path, undefined])),
  });
  const pull = await world.open("coup");
  await world.settle();
  const [comment = ""] = await world.comments(pull);
  expect(comment).toContain("This changes what pull requests are judged by: `environments/platform.yaml`");
  await world.comment(pull, /\/slipway confirm --plan [0-9a-f]+/.exec(comment)?.[0] ?? "", "colleague");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "action_required" });
  expect((await world.comments(pull))[0]).toContain("Only an owner of the platform can say this.");
  await world.call("PATCH", `/pulls/${pull}`, { state: "closed" });
});

test("threat 21: a check of the same name by somebody else lets nothing through, and an unbound rule is said", async () => {
  const world = here();
  await world.push("spoof", { [spec("spoof")]: specOf("spoof", "payments").replace("port:", "prot:") });
  const pull = await world.open("spoof");
  await world.settle();
  const other = await world.github.createApp("mallory", {
    owner: "outsider",
    permissions: { checks: "write", contents: "read" },
    events: [],
  });
  await world.github.install("mallory", "acme");
  await world.forge(other, pull);
  await expect(world.merge(pull)).rejects.toThrow("405");

  await world.github.addRuleset(fullName, {
    name: "default branch",
    include: ["~DEFAULT_BRANCH"],
    rules: [{ type: "required_status_checks", parameters: { required_status_checks: [{ context: "slipway/plan" }] } }],
  });
  await world.restart();
  await world.settle();
  await world.push("spoof", { [spec("spoof")]: specOf("spoof", "payments") });
  await world.settle();
  expect((await world.check(pull))?.summary).toContain("takes the check slipway/plan from anybody");
});

test("threat 23: what GitHub's lists leave out is looked at", async () => {
  const world = here();
  const files: Record<string, string> = Object.fromEntries(
    Array.from({ length: 3_400 }, (_, at) => [`docs/page-${at}.md`, `Page ${at}\n`]),
  );
  files[`environments/prod/settings/payments/payment/settings.yaml`] = "kind: [\n";
  await world.push("many", files);
  const pull = await world.open("many");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "failure" });
});

test("threat 25: no address in a change is ever called", async () => {
  const world = here();
  let calls = 0;
  const canary = createServer((_request, response) => {
    calls += 1;
    response.end();
  });
  await new Promise<void>((listening) => canary.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void canary.close());
  const host = `127.0.0.1:${(canary.address() as AddressInfo).port}`;
  await world.push("calls", {
    [spec("calls")]: specOf("calls", "payments", `${host}/image:1.0.0`).replace(
      "metadata: {",
      `metadata: {links: [{title: x, url: "http://${host}/"}], `,
    ),
    "apps/payments/calls/kustomization.yaml": `resources: ["http://${host}/remote.yaml", "http://${host}/x.git//base?ref=main"]\n`,
    "environments/platform.yaml": String((await world.tree("main")).get("environments/platform.yaml")?.content).replace(
      "https://github.com/acme/platform.git",
      `http://${host}/p.git`,
    ),
    CODEOWNERS: `* @acme/platform http://${host}/\n`,
  });
  const pull = await world.open("calls");
  await world.comment(pull, `![x](http://${host}/pixel.png)\n\n/slipway plan`);
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ status: "completed" });
  expect(calls).toBe(0);
});

test("threat 26: nothing is fetched at run time, and what is installed is what was locked", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { link?: boolean; integrity?: string; hasInstallScript?: boolean }>;
  };
  const installed = Object.entries(lock.packages).filter(
    ([path, { link }]) => path.startsWith("node_modules/") && link !== true,
  );
  for (const [path, { integrity }] of installed) expect(integrity, path).toMatch(/^sha512-/);
  // Probot fetches a client for Redis by npx when it is told of a Redis: it is never told.
  expect(installed.map(([path]) => path)).not.toContain("node_modules/ioredis");
  const github = readFileSync("bot/src/github.ts", "utf8");
  expect(github).not.toContain("redis");
  expect(github).not.toContain("createProbot");
});

test("threat 27: a small change does not wait for a large one", async () => {
  const world = here();
  const many = Array.from({ length: 450 }, (_, at) => [spec(`bulk-${at}`), specOf(`bulk-${at}`, "payments")]);
  await world.push("bulk", Object.fromEntries(many));
  await world.push("tiny", { [spec("tiny")]: specOf("tiny", "payments") });
  const [large, small] = [await world.open("bulk"), await world.open("tiny")];
  await world.settle();
  const planned = world.log.filter(({ event, pull }) => event === "planned" && [large, small].includes(Number(pull)));
  expect(planned[0]?.["pull"]).toBe(small);
  expect((await world.comments(large))[0]?.length).toBeLessThanOrEqual(60_000);
});

function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
  } catch {
    return 0;
  }
}
