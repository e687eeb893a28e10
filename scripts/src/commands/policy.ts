import {
  countOf,
  type Files,
  type Finding,
  groundOf,
  impactOf,
  levelsOf,
  levelsText,
  type PolicySource,
  policiesOf,
  promotionOrder,
  sortFindings,
  suggest,
  testPolicy,
  wordsOf,
} from "@slipway/engine";
import { type Format, Refusal, say, writeFindings } from "../output.ts";
import { openPlatform } from "../platform.ts";

/** Runs the cases of the policies, of all or of one. Gives the exit code. */
export function test(name: string | undefined, options: { readonly output: Format }): number {
  const { files } = openPlatform();
  const set = policiesOf(files);
  const sources = name === undefined ? [...set.sources.values()] : [sourceOf(files, name)];
  const usual = promotionOrder(groundOf(files).environments).at(-1) ?? "";
  const tests = sources.map((source) => testPolicy(files, set, source, usual));
  const findings = sortFindings([...set.findings, ...tests.flatMap((one) => one.findings)]);
  writeFindings(findings, options.output);
  const cases = tests.reduce((sum, one) => sum + one.cases, 0);
  const failing = findings.filter(({ code }) => code === "POLICY_CASE_FAILS").length;
  const others = findings.length - failing;
  const tested = `${countOf(cases, "case")} of ${tests.length === 1 ? "1 policy" : `${tests.length} policies`}`;
  const result = failing === 0 ? "all pass" : `${countOf(failing, "case")} ${failing === 1 ? "fails" : "fail"}`;
  say(
    tests.length === 0
      ? "Nothing was tested: there is no policy under policies/."
      : `${tested}: ${result}${others === 0 ? "" : `, ${countOf(others, "other finding")}`}.`,
  );
  return findings.length > 0 ? 1 : 0;
}

/** Says what a policy is about: the rule, the reason, what to write instead, and who may except it. Gives the exit code. */
export function explainPolicy(name: string): number {
  const { files } = openPlatform();
  const source = sourceOf(files, name);
  const environments = promotionOrder(groundOf(files).environments);
  const { title, reason, fix, owners, source: origin } = wordsOf(source);
  const exceptions = policiesOf(files).exceptions.filter(({ value }) => value.spec.policy === name);
  const rows: [string, string][] = [
    ["Rule", title],
    ["Reason", reason],
    ["Fix", fix],
    ["Where", `It ${levelsText(levelsOf(source, environments))}.`],
    ["From", origin],
    ["Excepted by", owners === "" ? "" : `${owners}, in policies/exceptions/`],
    ...exceptions.map(({ value: { metadata, spec } }): [string, string] => [
      "Exception",
      `${spec.service} in ${spec.environments.join(", ")} until ${spec.expires}: ${spec.reason} (${metadata.name})`,
    ]),
    ["File", `${source.folder}/policy.yaml`],
  ];
  const width = Math.max(...rows.map(([head]) => head.length));
  for (const [head, text] of rows) if (text !== "") process.stdout.write(`${head.padEnd(width)}  ${text}\n`);
  return 0;
}

/** Says what a policy would block today if it denied wherever it is bound. Gives the exit code: 0, whatever it would. */
export function impact(name: string, options: { readonly output: Format }): number {
  const { files } = openPlatform();
  const impacts = impactOf(files, sourceOf(files, name));
  const all: Finding[] = impacts.flatMap(({ findings }) => [...findings]);
  writeFindings(sortFindings(all), options.output);
  for (const { environment, findings } of impacts)
    say(
      `${environment}: ${findings.length === 0 ? "it would block nothing" : `it would block ${countOf(findings.length, "object")}`}`,
    );
  return 0;
}

/** The policy of a name. */
function sourceOf(files: Files, name: string): PolicySource {
  const { sources } = policiesOf(files);
  const source = sources.get(name);
  if (source !== undefined) return source;
  const near = suggest(name, [...sources.keys()]);
  throw new Refusal(
    `There is no policy "${name}". ${near === undefined ? "They are the folders under policies/." : `Did you mean "${near}"?`}`,
  );
}
