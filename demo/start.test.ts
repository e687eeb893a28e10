import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type DemoProcess, startDemo } from "./test/demo-process.ts";

/** `npm start` used without its page: as GitHub is used, by Git and by the API. */
let demo: DemoProcess;
let port: number;
const folder = mkdtempSync(join(tmpdir(), "demo-clone-"));
const clone = join(folder, "platform");
// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const slow = { timeout: 240_000, interval: 100 };

beforeAll(async () => {
  port = await freePort();
  demo = await startDemo("--port", String(port));
});

afterAll(async () => {
  demo?.process.kill("SIGKILL");
  demo?.remove();
  rmSync(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => resolve(found));
    });
  });
}

function git(...args: string[]): string {
  const person = ["-c", "user.name=Visitor", "-c", "user.email=visitor@example.com"];
  return execFileSync("git", [...person, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const withToken = () => demo.clone.replace("://", `://x-access-token:${demo.token}@`);

async function api<T>(
  method: string,
  path: string,
  body?: unknown,
  token: string | undefined = demo.token,
): Promise<T> {
  const response = await fetch(`${demo.api}/repos/acme/platform${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token === "" ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Writes the smallest spec on a branch of its own, and pushes it. */
function pushService(name: string, more = ""): void {
  git("-C", clone, "switch", "-q", "-c", name, "origin/main");
  mkdirSync(join(clone, "apps/payments", name), { recursive: true });
  const spec = `apiVersion: slipway.dev/v1\nkind: WebService\nmetadata: {name: ${name}, team: payments}\nspec:\n  image: ghcr.io/acme/${name}:1.0.0\n  port: 8080\n${more}`;
  writeFileSync(join(clone, "apps/payments", name, "service.yaml"), spec);
  git("-C", clone, "add", "-A");
  git("-C", clone, "commit", "-qm", `Add ${name}`);
  git("-C", clone, "push", "-q", withToken(), name);
}

async function openPull(name: string): Promise<number> {
  return (await api<{ number: number }>("POST", "/pulls", { title: `Add ${name}`, head: name, base: "main" })).number;
}

const commentsOf = (pull: number) => api<{ body: string }[]>("GET", `/issues/${pull}/comments`, undefined, "");

async function conclusionOf(branch: string): Promise<string | null | undefined> {
  const path = `/commits/${branch}/check-runs`;
  const { check_runs: runs } = await api<{ check_runs: { conclusion: string | null }[] }>("GET", path, undefined, "");
  return runs[0]?.conclusion;
}

test("prints four lines, and nothing else", () => {
  expect(demo.output()).toMatch(/^page http:\/\/\S+\nclone http:\/\/\S+\napi http:\/\/\S+\ntoken \S+\n$/);
  expect(demo.page).toBe(`http://127.0.0.1:${port}/`);
});

test("a clone needs no token, a push brings a plan, and merging moves env/dev", async () => {
  git("clone", "-q", demo.clone, clone);
  pushService("greeter");
  const pull = await openPull("greeter");
  await expect.poll(() => conclusionOf("greeter"), slow).toBe("success");
  const comments = await commentsOf(pull);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).toContain("`payments/greeter`");
  await api("PUT", `/pulls/${pull}/merge`, {});
  const standing = () => {
    git("-C", clone, "fetch", "-q", "origin");
    return git("-C", clone, "ls-tree", "-r", "--name-only", "origin/env/dev");
  };
  await expect.poll(standing, slow).toContain("payments/greeter/manifest.yaml");
  const [before, after] = git("-C", clone, "rev-parse", "origin/main~1", "origin/main").split("\n");
  const comparison = await (await fetch(`${demo.page}compare/${before}...${after}`)).text();
  expect(comparison).toContain("apps/payments/greeter/service.yaml");
});

test("the developer merges nothing that the check has not passed, and pushes past nothing", async () => {
  pushService("mistaken", "  prot: 8080\n");
  const pull = await openPull("mistaken");
  await expect.poll(() => conclusionOf("mistaken"), slow).toBe("failure");
  await expect(api("PUT", `/pulls/${pull}/merge`, {})).rejects.toThrow("405");
  expect(() => git("-C", clone, "push", "-q", withToken(), "mistaken:main")).toThrow();
  expect(() => git("-C", clone, "push", "-q", withToken(), "mistaken:env/dev")).toThrow();
  expect(() => git("-C", clone, "push", "-q", demo.clone, "mistaken:another")).toThrow();
});

test("what others wrote is shown as text, under a policy that runs no script but the page's own", async () => {
  git("-C", clone, "switch", "-q", "-c", "hostile", "origin/main");
  writeFileSync(join(clone, "<img src=x onerror=alert(1)>.md"), "<script>alert(1)</script>\n");
  git("-C", clone, "add", "-A");
  git("-C", clone, "commit", "-qm", "Hostile");
  git("-C", clone, "push", "-q", withToken(), "hostile");
  const title = "<script>alert(1)</script>";
  const { number } = await api<{ number: number }>("POST", "/pulls", { title, head: "hostile", base: "main" });
  await api("POST", `/issues/${number}/comments`, { body: "<script>alert(2)</script><b onclick=alert(3)>bold</b>" });
  const response = await fetch(`${demo.page}?pull=${number}`);
  const text = await response.text();
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(text).toContain("<b>bold</b>");
  expect(text).not.toMatch(/<script>|<img src=x|onclick=/);
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
});

test("the page answers only to itself", async () => {
  const elsewhere = await fetch(`${demo.page}do/add-service`, {
    method: "POST",
    headers: { origin: "http://evil.example" },
  });
  expect(elsewhere.status).toBe(403);
  const rebound = await new Promise((resolve) => {
    request({ port, host: "127.0.0.1", headers: { host: `evil.example:${port}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(rebound).toBe(403);
});

test("the buttons work without the script", async () => {
  const pressed = await fetch(`${demo.page}do/delete-three`, { method: "POST", redirect: "manual" });
  expect(pressed.status).toBe(303);
  const location = pressed.headers.get("location") ?? "";
  expect(location).toMatch(/^\/\?pull=\d+$/);
  expect(await (await fetch(new URL(location, demo.page))).text()).toContain("The developer deleted boutique/help");
});

test("a button that is pressed many times at once does what it says as often", async () => {
  const press = async () => {
    const headers = { accept: "application/json" };
    const response = await fetch(`${demo.page}do/add-service`, { method: "POST", headers });
    return (await response.json()) as { pull?: number };
  };
  const pulls = (await Promise.all([press(), press(), press()])).map(({ pull }) => pull);
  expect(new Set(pulls).size).toBe(3);
  expect(pulls).not.toContain(undefined);
});

test("the answer to a wish for an exception leads to its pull request", async () => {
  const pressed = await fetch(`${demo.page}do/forget-limit`, { method: "POST", redirect: "manual" });
  const pull = Number(/pull=(\d+)/.exec(pressed.headers.get("location") ?? "")?.[1]);
  const comment = async () => (await commentsOf(pull))[0]?.body ?? "";
  await expect.poll(comment, slow).toContain("(policy drop-capabilities)");
  const digest = /except <policy> --plan ([0-9a-f]+)/.exec(await comment())?.[1];
  const body = `/slipway except drop-capabilities --plan ${digest} it needs them all`;
  await api("POST", `/issues/${pull}/comments`, { body });
  await expect.poll(comment, slow).toContain("a pull request of its own");
  await api("POST", `/issues/${pull}/comments`, { body: `[odd](${demo.clone.slice(0, -4)}/pulls?q=%zz)` });
  const found = await api<{ number: number; title: string }[]>("GET", "/pulls?state=open");
  const wished = found.find(({ title }) => title.startsWith("Except "))?.number;
  const text = await (await fetch(`${demo.page}?pull=${pull}`)).text();
  expect(text).toMatch(new RegExp(`<a [^>]*href="/\\?pull=${wished}"[^>]*>a pull request of its own</a>`));
});

test("the merge box obeys the branch that a pull request is into, and drafts", async () => {
  git("-C", clone, "push", "-q", withToken(), "origin/main:refs/heads/aside");
  pushService("sidelong");
  const body = { title: "Sidelong", head: "sidelong", base: "aside", draft: true };
  const { number } = await api<{ number: number }>("POST", "/pulls", body);
  const box = async () => (await fetch(`${demo.page}?pull=${number}`)).text();
  expect(await box()).toContain("This is a draft");
  await api("PATCH", `/pulls/${number}`, { state: "closed" });
  const ready = await api<{ number: number }>("POST", "/pulls", { ...body, draft: false });
  const text = await (await fetch(`${demo.page}?pull=${ready.number}`)).text();
  expect(text).toContain("<code>aside</code>");
  expect(text).toContain("Nothing is deployed from aside");
});

test("a refusal of GitHub's is shown in its own words", async () => {
  const body = new URLSearchParams({ branch: "aside" });
  await fetch(`${demo.page}do/open`, { method: "POST", body, headers: { accept: "application/json" } });
  expect(await (await fetch(demo.page)).text()).toContain("No commits between main and aside");
});

test("of very many files the page shows the first, and counts all", async () => {
  git("-C", clone, "switch", "-q", "-c", "many", "origin/main");
  mkdirSync(join(clone, "notes"));
  for (let file = 0; file < 310; file += 1) writeFileSync(join(clone, "notes", `${file}.md`), "x\n");
  git("-C", clone, "add", "-A");
  git("-C", clone, "commit", "-qm", "Many");
  git("-C", clone, "push", "-q", withToken(), "many");
  const text = await (await fetch(`${demo.page}?pull=${await openPull("many")}`)).text();
  expect(text).toContain('Files changed <span class="count">310</span>');
  expect(text).toContain("10 more files are not shown here.");
});

test("a port that is none is refused with a sentence", async () => {
  await expect(startDemo("--port", "99999")).rejects.toThrow("--port 99999 is no port.");
});

test("ends cleanly when it is asked to, and leaves nothing behind", async () => {
  expect(demo.leftovers()).not.toEqual([]);
  expect(await demo.end("SIGINT")).toBe(0);
  expect(demo.leftovers().filter((name) => name.startsWith("slipway-"))).toEqual([]);
  await expect(fetch(demo.page)).rejects.toThrow();
  await expect(fetch(demo.api)).rejects.toThrow();
  expect(demo.output().split("\n")).toHaveLength(5);
});
