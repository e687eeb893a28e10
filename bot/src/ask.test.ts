import { expect, test } from "vitest";
import { type Asking, askPatiently, openGate, refusalOf } from "./ask.ts";
import { openMetrics } from "./metrics.ts";

/** Asks under a route; what the calls do, one after the other, and how many were made. */
async function ask(route: string, answers: readonly (() => Promise<string>)[], gate = openGate()) {
  let calls = 0;
  const call: Asking<string>["call"] = () => answers[Math.min(calls++, answers.length - 1)]?.() ?? Promise.resolve("");
  const answered = await askPatiently({ who: "app", route, call, gate, metrics: openMetrics() }).then(
    (answer) => ({ answer, refusal: undefined }),
    (error: unknown) => ({ answer: undefined, refusal: refusalOf(error) }),
  );
  return { ...answered, calls };
}

function refuse(status: number, headers: Readonly<Record<string, string>> = {}): () => Promise<string> {
  return () => Promise.reject(Object.assign(new Error("no"), { status, response: { headers } }));
}

const give = (text: string) => () => Promise.resolve(text);

test("what can be asked twice is, when the answer is an accident", async () => {
  expect(await ask("GET /x", [refuse(502), give("there")])).toMatchObject({ answer: "there", calls: 2 });
  expect(await ask("query pull", [refuse(500), refuse(503), refuse(502)])).toMatchObject({ calls: 3 });
});

test.each(["POST /x", "mutation move"])("%s is asked once: what it made may be there", async (route) => {
  const { refusal, calls } = await ask(route, [refuse(502)]);
  expect(calls).toBe(1);
  expect(refusal).toMatchObject({ status: 502, route, retryAfter: undefined });
});

test("what is refused for good is not asked again", async () => {
  expect(await ask("GET /x", [refuse(404)])).toMatchObject({ calls: 1, refusal: { status: 404 } });
});

test("after a limit nobody is asked until it is over, and its end is read by GitHub's own clock", async () => {
  const gate = openGate();
  const reset = Date.UTC(2001, 0, 1, 12, 30) / 1000;
  const headers = {
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(reset),
    date: new Date(Date.UTC(2001, 0, 1, 12)).toUTCString(),
  };
  const { refusal } = await ask("GET /x", [refuse(403, headers)], gate);
  expect(refusal?.retryAfter).toBe(30 * 60_000 + 1_000);
  const next = await ask("GET /y", [give("there")], gate);
  expect(next.calls).toBe(0);
  expect(next.refusal?.retryAfter).toBeGreaterThan(29 * 60_000);
});

test("whoever is told how long to wait waits as long", async () => {
  expect(await ask("GET /x", [refuse(429, { "retry-after": "7" })])).toMatchObject({ refusal: { retryAfter: 7_000 } });
  expect(await ask("GET /x", [refuse(429)])).toMatchObject({ refusal: { retryAfter: 60_000 } });
});
