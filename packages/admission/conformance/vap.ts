import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LibraryFile, runLibrary } from "./library.ts";
import { type PolicyFile, type Result, runPolicies } from "./policies.ts";

/**
 * `npm run conformance -- vap [-v] [DIR]`: the cases of a folder of the form of `../shared/conformance/vap`, which is the
 * one that is taken unless another is named. What is wrong is listed, with the reason where there is one (`-v`: all of
 * it); the last line is for programs.
 */
const given = process.argv.slice(2);
const folder = given.find((argument) => !argument.startsWith("-")) ?? "../shared/conformance/vap";
const most = given.includes("-v") ? Number.POSITIVE_INFINITY : 40;
const reasons = readJson<{ library: Record<string, string> }>(
  fileURLToPath(new URL("../../cel/conformance/exceptions.json", import.meta.url)),
).library;

const library = join(folder, "library.json");
const policies = report(runPolicies(readJson<PolicyFile>(join(folder, "policies.json"))));
const expressions = report(runLibrary(library, readJson<LibraryFile>(library)));
console.log(`vap: policies ${policies}, library ${expressions}`);

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

/** Lists what is wrong, and gives how much is right. */
function report(results: readonly Result[]): string {
  const wrong = results.filter((result) => result.wrong !== undefined);
  for (const { name, wrong: what } of wrong.slice(0, most))
    console.log(`${name}: ${what}${reasons[name] === undefined ? "" : `\n  ${reasons[name]}`}`);
  if (wrong.length > most) console.log(`... and ${wrong.length - most} more`);
  return `${results.length - wrong.length} of ${results.length}`;
}
