import type { Policies } from "@slipway/admission";
import { findingAt, valueAt } from "../doc.ts";
import type { Files } from "../files.ts";
import type { Finding } from "../finding.ts";
import { casesOf, decideCase, type PolicyCase, runCase } from "./cases.ts";
import { compiledFor, type PolicySet, type PolicySource } from "./policies.ts";

/** What came of the cases of one policy. */
export interface PolicyTest {
  readonly name: string;
  readonly cases: number;
  /** Cases that fail, validations that no case needs, and cases that are missing. */
  readonly findings: readonly Finding[];
}

/** How many cases of each kind a policy has at least. */
const fewest = { allow: 2, deny: 3 } as const;

/**
 * Runs the cases of one policy, in the environment that they name, else in `usual`. Every validation must be needed: one
 * that could be deleted without a case failing is a finding.
 */
export function testPolicy(files: Files, set: PolicySet, source: PolicySource, usual: string): PolicyTest {
  const { plain } = compiledFor(set, newest);
  const policies = { ...plain, policies: plain.policies.filter(({ name }) => name === source.name) };
  const { cases, findings } = casesOf(files, source);
  const environmentOf = ({ environment }: PolicyCase) => environment ?? usual;
  const failures = cases.flatMap((one) => {
    const { wrong } = runCase(one, policies, files, environmentOf(one));
    if (wrong === undefined) return [];
    const message = `${source.name}, ${one.name}: ${wrong}`;
    const hint = "Mend the policy, or the case.";
    return [findingAt(one.doc, one.path, { code: "POLICY_CASE_FAILS", message, hint })];
  });
  const tooFew = (["allow", "deny"] as const)
    .filter((expect) => cases.filter((one) => one.expect === expect).length < fewest[expect])
    .map((expect) => {
      const message = `${source.name} has fewer than ${fewest[expect]} cases that it must ${expect}.`;
      return findingAt(source.policy, ["metadata", "name"], {
        code: "POLICY_CASE_MISSING",
        message,
        hint: `Add them to ${source.folder}/cases.yaml, each named for what is special about it.`,
      });
    });
  const idle =
    failures.length > 0 ? [] : idleValidations(cases, policies, (one) => ({ files, at: environmentOf(one) }), source);
  return { name: source.name, cases: cases.length, findings: [...findings, ...failures, ...tooFew, ...idle] };
}

const newest = 36;

/** Validations without which every case would still pass. */
function idleValidations(
  cases: readonly PolicyCase[],
  policies: Policies,
  where: (one: PolicyCase) => { files: Files; at: string },
  source: PolicySource,
): Finding[] {
  const validations = valueAt(source.policy.value, ["spec", "validations"]);
  const denials = cases
    .filter(({ expect }) => expect === "deny")
    .map((one) => {
      const { files, at } = where(one);
      const { decisions } = decideCase(one, policies, files, at);
      return decisions.filter(({ message }) => one.message === undefined || message.includes(one.message));
    });
  return (Array.isArray(validations) ? validations : []).flatMap((_, index) => {
    const needed = denials.some((decisions) => decisions.every(({ validation }) => validation === index));
    if (needed) return [];
    const message = `${source.name}: no case needs this validation; without it all would pass.`;
    const hint = "Add a case that only this validation denies.";
    return [findingAt(source.policy, ["spec", "validations", index], { code: "POLICY_CASE_MISSING", message, hint })];
  });
}
