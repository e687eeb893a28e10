import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { loadAll } from "js-yaml";
import { RE2JS } from "re2js";
import { build, print } from "../src/index.ts";

/**
 * `npm run conformance -- kustomize [DIR]`: builds every case of DIR/cases.json and compares with what Kustomize gave.
 * Prints the results by area, then one line with all. Exit 1: one is wrong.
 */
type Match = "substring" | "regex" | "exact" | "any";

interface Case {
  readonly name: string;
  readonly area: string;
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
  readonly build: string;
  readonly options?: {
    readonly reorder?: string;
    readonly LoadRestrictions?: string;
    readonly AddManagedbyLabel?: boolean;
  };
  readonly expect: string | null;
  readonly error: string | null;
  readonly error_match?: Match;
  readonly error_also?: readonly (readonly [Match, string])[];
}

const results = ["byte-equal", "equal as documents", "errors as expected", "wrong", "skipped"] as const;
type Result = (typeof results)[number];

const folder = process.argv[2] ?? "../shared/conformance/kustomize";
const cases = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8")) as Case[];
/** Names of cases that are left out, each with its reason. */
const skips = JSON.parse(readFileSync("packages/kustomize-ts/conformance/skip.json", "utf8")) as Record<string, string>;

const byArea = new Map<string, Map<Result, number>>();
const all = new Map<Result, number>();
for (const one of cases) {
  const result = skips[one.name] === undefined ? judge(one) : "skipped";
  const area = byArea.get(one.area) ?? new Map<Result, number>();
  byArea.set(one.area, area.set(result, (area.get(result) ?? 0) + 1));
  all.set(result, (all.get(result) ?? 0) + 1);
}
for (const [area, counts] of [...byArea].sort())
  console.log(
    `${area}: ${results
      .filter((name) => counts.has(name))
      .map((name) => `${counts.get(name)} ${name}`)
      .join(", ")}`,
  );
for (const [name, reason] of Object.entries(skips)) console.log(`skipped ${name}: ${reason}`);
console.log(`kustomize: ${results.map((name) => `${all.get(name) ?? 0} ${name}`).join(", ")} of ${cases.length}`);
process.exit((all.get("wrong") ?? 0) > 0 ? 1 : 0);

function judge(one: Case): Result {
  const files = new Map(
    Object.entries(one.files).map(([path, content]) => [
      path,
      { mode: "100644", content: typeof content === "string" ? content : Buffer.from(content.base64, "base64") },
    ]),
  );
  const { manifests, findings } = build(files, one.build, {
    order: one.options?.reorder === "legacy" ? "legacy" : "fifo",
    unrestricted: one.options?.LoadRestrictions === "none",
    managedByLabel: one.options?.AddManagedbyLabel === true,
  });
  const error = findings.find(({ severity }) => severity === "error")?.message;
  if (one.expect === null) {
    const wanted = [[one.error_match ?? "any", one.error ?? ""] as const, ...(one.error_also ?? [])];
    if (error !== undefined && wanted.every(([match, text]) => matches(error, match, text)))
      return "errors as expected";
    return wrong(one, `expected the error ${one.error}, got ${error ?? "none"}`);
  }
  if (error !== undefined) return wrong(one, error);
  // The version in the label of Kustomize is our own; the cases have a word in its place.
  const output = print(manifests).replaceAll(/kustomize-v[0-9.]+/g, "kustomize-(test)");
  if (output === one.expect) return "byte-equal";
  return isDeepStrictEqual(loadAll(output), loadAll(one.expect)) ? "equal as documents" : wrong(one, "another output");
}

function matches(message: string, match: Match, text: string): boolean {
  if (match === "any") return true;
  if (match === "regex") return RE2JS.compile(text).matcher(message).find();
  return match === "exact" ? message === text : message.includes(text);
}

function wrong({ name }: Case, why: string): "wrong" {
  console.log(`wrong ${name}: ${why}`);
  return "wrong";
}
