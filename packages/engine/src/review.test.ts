import { describe, expect, test } from "vitest";
import { change, sample } from "../test/tree.ts";
import { review } from "./review.ts";

const platform = sample();
const today = "2026-11-22";

/** What is said once a text of the sample is replaced by another one in one file. */
function after(path: string, text: string, other: string): string[] {
  const content = String(platform.get(path)?.content);
  expect(content.includes(text)).toBe(true);
  const { findings } = review(change(platform, { [path]: content.replace(text, other) }), { today });
  return findings.map(({ severity, code, file, line }) => `${severity} ${code} ${file}:${line}`);
}

const prod = "environments/prod/environment.yaml";
const feed = "apps/catalog/product-feed/service.yaml";

describe("one mistake is one finding", () => {
  test.each([
    ["a capability", prod, "metricsServer:", "metricServer:", "error UNKNOWN_FIELD"],
    ["all capabilities", prod, "capabilities:", "capabilties:", "error UNKNOWN_FIELD"],
    ["a quota of nobody", prod, "boutique:", "botique:", "warning TEAM_UNKNOWN"],
    ["one of two that belong together", feed, "{secret: payments/ledger", "{sceret: payments/ledger", "error UNKNOWN_FIELD"],
    ["the kind as a map", feed, "kind: CronJob", "kind: {name: CronJob}", "error WRONG_TYPE"],
  ])("%s", (_what, path, text, other, expected) => {
    const content = String(platform.get(path)?.content);
    const line = content.slice(0, content.indexOf(text)).split("\n").length;
    expect(after(path, text, other)).toEqual([`${expected} ${path}:${line}`]);
  });
});
