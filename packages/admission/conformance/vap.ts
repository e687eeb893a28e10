import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LibraryFile, runLibrary } from "./library.ts";
import { type PolicyFile, runPolicies } from "./policies.ts";

/**
 * `npm run conformance -- vap [-v] [DIR]`: the cases of a folder of the form of `../shared/conformance/vap`, which is the
 * one that is taken unless another is named. What is wrong is listed; the last line is for programs. `-v` shows more.
 */
const arguments_ = process.argv.slice(2);
const verbose = arguments_.includes("-v");
const folder = arguments_.find((argument) => !argument.startsWith("-")) ?? "../shared/conformance/vap";
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;

const suites = [runPolicies(read<PolicyFile>("policies.json")), runLibrary(read<LibraryFile>("library.json"))] as const;
const shown = verbose ? Number.POSITIVE_INFINITY : 40;
for (const results of suites) {
  const wrong = results.filter((result) => result.wrong !== undefined);
  for (const { name, wrong: why } of wrong.slice(0, shown)) console.log(`${name}: ${why}`);
  if (wrong.length > shown) console.log(`... and ${wrong.length - shown} more (-v)`);
}
const [policies, library] = suites.map(
  (results) => `${results.filter(({ wrong }) => wrong === undefined).length} of ${results.length}`,
);
console.log(`vap: policies ${policies}, library ${library}`);
