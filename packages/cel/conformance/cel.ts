import { readFileSync } from "node:fs";
import { runLibrary } from "./suites/library.ts";
import { runSpecification } from "./suites/specification.ts";

/**
 * `npm run conformance -- cel [-v]`: the API server's own cases, then those of the specification that
 * `../shared/conformance/cel/cases.txt` names, by suite. Cases in `exceptions.json` are skipped, for the reasons given
 * there, if they are wrong. `-v` lists what is wrong and what is skipped. The last line is for programs and counts the
 * specification's cases.
 */
const verbose = process.argv.includes("-v");
const exceptions: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(new URL("exceptions.json", import.meta.url), "utf8"),
);

interface Result {
  readonly suite: string;
  readonly name: string;
  /** What is wrong; nothing if it is right. */
  readonly wrong: string | undefined;
}

interface Counts {
  right: number;
  wrong: number;
  skipped: number;
}

function report(title: string, results: readonly Result[]): void {
  const suites = new Map<string, Counts>();
  for (const result of results) {
    const counts = suites.get(result.suite) ?? { right: 0, wrong: 0, skipped: 0 };
    suites.set(result.suite, counts);
    counts[verdict(title, result)]++;
  }
  for (const [suite, counts] of suites) console.log(`  ${suite}: ${summary(counts)}`);
  const total = { right: 0, wrong: 0, skipped: 0 };
  for (const counts of suites.values()) {
    total.right += counts.right;
    total.wrong += counts.wrong;
    total.skipped += counts.skipped;
  }
  console.log(`${title}: ${summary(total)}`);
}

function verdict(title: string, { name, wrong }: Result): keyof Counts {
  const reason = exceptions[title]?.[name];
  if (wrong === undefined && reason !== undefined) console.log(`No exception any more: ${name}`);
  if (wrong === undefined) return "right";
  if (verbose) console.log(reason === undefined ? `wrong: ${name}: ${wrong}` : `skipped: ${name}: ${reason}`);
  return reason === undefined ? "wrong" : "skipped";
}

function summary({ right, wrong, skipped }: Counts): string {
  return `${right} right, ${wrong} wrong, ${skipped} skipped of ${right + wrong + skipped}`;
}

report("library", runLibrary("../shared/conformance/vap/library.json"));
report("cel", runSpecification("../shared/conformance/cel/cases.txt"));
