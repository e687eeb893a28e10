import { runSpec } from "./spec.ts";

/**
 * `npm run conformance -- cel [-v]`: the specification's cases that `../shared/conformance/cel/cases.txt` names. The last
 * line is for programs; `-v` lists what is wrong.
 */
const verbose = process.argv.includes("-v");
const spec = runSpec("../shared/conformance/cel/cases.txt");
for (const { name, wrong } of spec) if (wrong !== undefined && verbose) console.log(`${name}: ${wrong}`);
const suites = new Map<string, { right: number; of: number }>();
for (const { suite, wrong } of spec) {
  const count = suites.get(suite) ?? { right: 0, of: 0 };
  suites.set(suite, { right: count.right + (wrong === undefined ? 1 : 0), of: count.of + 1 });
}
for (const [suite, { right, of }] of suites) console.log(`${suite}: ${right} of ${of}`);
const right = spec.filter(({ wrong }) => wrong === undefined).length;
console.log(`cel: ${right} right, ${spec.length - right} wrong, 0 skipped of ${spec.length}`);
