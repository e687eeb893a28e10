import { expect, test } from "vitest";
import { type LogEntry, openLog } from "./log.ts";

const key = `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7".repeat(2)}\n-----END PRIVATE KEY-----\n`;
const tokens = [`ghs_${"a1B2".repeat(9)}`, `ghs_12345_${"eyJhbGciOiJSUzI1NiJ9.".repeat(20)}x-_y`];

test("a hidden value appears nowhere: in fields, keys, errors, their causes and stacks, or the event", () => {
  const written: LogEntry[] = [];
  const log = openLog((entry) => written.push(entry));
  for (const secret of [key, ...tokens]) log.hide(secret);
  for (const secret of [key, key.split("\n")[1] ?? "", ...tokens]) {
    const error = new Error(`GET https://x:${secret}@github.com`, {
      cause: new Error(secret, { cause: { header: `Bearer ${secret}` } }),
    });
    log
      .with({ repository: secret })
      .error(`failed ${secret}`, { error, list: [{ [secret]: secret }], text: `${secret}${secret}` });
  }
  const text = JSON.stringify(written);
  for (const secret of [key.split("\n")[1] ?? "", ...tokens]) expect(text).not.toContain(secret);
  expect(written).toHaveLength(4);
  expect(text).toContain("(hidden)");
});

test("entries say when, how grave and what, with the fields that always hold", () => {
  const written: LogEntry[] = [];
  openLog((entry) => written.push(entry))
    .with({ job: "push 1" })
    .warn("slow", { milliseconds: 3 });
  expect(written[0]).toMatchObject({ level: "warn", event: "slow", job: "push 1", milliseconds: 3 });
  expect(Date.parse(written[0]?.time ?? "")).not.toBeNaN();
});

test("what goes in a circle or very deep is cut", () => {
  const written: LogEntry[] = [];
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  openLog((entry) => written.push(entry)).info("odd", { circle });
  expect(JSON.stringify(written)).toContain("(too deep)");
});
