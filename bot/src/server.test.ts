import { createHmac } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type LogEntry, openLog } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { type Delivery, openServer, webhookPath } from "./server.ts";
import { isSigned } from "./verify.ts";

const [current, former] = ["c".repeat(32), "f".repeat(32)];
const metrics = openMetrics();
let taken: Delivery[] = [];
let problem: string | undefined;
let closing = false;
const logged: LogEntry[] = [];
let server: Awaited<ReturnType<typeof openServer>>;

beforeAll(async () => {
  server = await openServer(
    { host: "127.0.0.1", port: 0 },
    {
      secrets: [current, former],
      metrics,
      receive: async (delivery) => {
        if (delivery.name === "crash") throw new Error("no");
        taken.push(delivery);
      },
      notReady: () => problem,
      closing: () => closing,
      log: openLog((entry) => logged.push(entry)),
    },
  );
});
afterAll(() => server.close());
beforeEach(() => {
  [taken, problem, closing] = [[], undefined, false];
});

const sign = (body: string, secret = current) => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

async function post(body: string, headers: Record<string, string> = {}, method = "POST"): Promise<number> {
  const all = {
    "content-type": "application/json",
    "x-github-event": "push",
    "x-github-delivery": "1",
    "x-hub-signature-256": sign(body),
    ...headers,
  };
  return (await fetch(server.url + webhookPath, { method, headers: all, ...(method === "GET" ? {} : { body }) }))
    .status;
}

test("a signed delivery is taken, under the secret in use and under the one before it", async () => {
  expect(await post('{"a":1}')).toBe(202);
  expect(await post('{"a":2}', { "x-hub-signature-256": sign('{"a":2}', former) })).toBe(202);
  expect(taken.map(({ payload }) => payload)).toEqual([{ a: 1 }, { a: 2 }]);
});

test("threat 1: what is not signed just so is refused before anything looks at it", async () => {
  const body = '{"a":1}';
  const right = sign(body);
  const flipped = right.slice(0, -1) + (right.endsWith("0") ? "1" : "0");
  const wrong = [
    flipped,
    "",
    "sha256=",
    right.toUpperCase(),
    right.replace("sha256", "sha1"),
    right.slice(0, -2),
    sign(body, "x".repeat(32)),
  ];
  for (const signature of wrong) expect(await post(body, { "x-hub-signature-256": signature })).toBe(401);
  expect(await post('{"a":2}', { "x-hub-signature-256": right })).toBe(401);
  expect(await post(body, { "content-type": "application/x-www-form-urlencoded" })).toBe(415);
  expect(await post(body, {}, "GET")).toBe(405);
  expect(await post(body, {}, "PUT")).toBe(405);
  expect(taken).toEqual([]);
  expect(isSigned(Buffer.from(body), undefined, [current])).toBe(false);
  expect(isSigned(Buffer.from(body), right, [])).toBe(false);
});

test("a signed body that is no delivery is refused", async () => {
  for (const body of ["", "null", "7", "{", '"x"']) expect(await post(body)).toBe(400);
  expect(await post("{}", { "x-github-event": "" })).toBe(400);
});

test("a delivery that cannot be kept is not answered for, and the log says why", async () => {
  expect(await post("{}", { "x-github-event": "crash" })).toBe(500);
  expect(logged).toMatchObject([{ event: "a delivery could not be taken", delivery: "1", error: { message: "no" } }]);
});

test("threat 3: a body that is too large is cut off while it comes in, and takes no memory along", async () => {
  const before = process.memoryUsage().rss;
  const chunk = Buffer.alloc(1024 * 1024, 32);
  const status = await new Promise<number>((settled) => {
    const sent = request(
      server.url + webhookPath,
      { method: "POST", headers: { "content-type": "application/json" } },
      (answer) => {
        answer.resume();
        settled(answer.statusCode ?? 0);
      },
    );
    // The connection is closed while we still send.
    sent.on("error", () => settled(413));
    let count = 0;
    const pump = (): void => {
      if (count++ < 60 && !sent.destroyed) sent.write(chunk, () => setImmediate(pump));
      else sent.end();
    };
    pump();
  });
  expect(status).toBe(413);
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
  expect(await post("{}", { "content-length": String(26 * 1024 * 1024) }).catch(() => 413)).toBe(413);
});

test("a process that ends takes no deliveries, lives, and is not ready", async () => {
  closing = true;
  problem = "It is about to end.";
  expect(await post("{}")).toBe(503);
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
});

test("it says how it is, and nothing else", async () => {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const text = await (await fetch(`${server.url}/metrics`)).text();
  expect(text).toContain('slipway_bot_webhooks_rejected_total{reason="signature"}');
  expect(text).toContain("# TYPE slipway_bot_webhooks_total counter");
  for (const path of ["/", "/api/github", "/../etc/passwd", "/probot"])
    expect((await fetch(server.url + path)).status).toBe(404);
  expect((await fetch(`${server.url}/livez`, { method: "POST" })).status).toBe(405);
});
