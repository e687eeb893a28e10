import { type Decisions, type FieldPath, offendingField, type Policies } from "@slipway/admission";
import type { Blame } from "../blame.ts";
import type { Finding } from "../finding.ts";
import { levelsOf, levelsText, wordsOf } from "./levels.ts";
import { patchFor } from "./patch.ts";
import type { PolicySet } from "./policies.ts";
import type { Judged } from "./requests.ts";

/** What is needed to say what policies have against an object. */
export interface Saying {
  readonly set: PolicySet;
  readonly policies: Policies;
  /** All environments of the platform, for the levels of a policy. */
  readonly environments: readonly string[];
  /** The line to point at for a field of the object that the policy saw. */
  readonly placeOf: (path: FieldPath) => Blame;
}

/** Says what the policies decided about one request: what they deny and warn of, what they count, what is not decided. */
export function sayDecisions(judged: Judged, { decisions, undecided }: Decisions, saying: Saying): Finding[] {
  const findings = decisions.map((decision): Finding => {
    const { policy, message, actions } = decision;
    const offence = offendingField(judged.request, saying.policies, decision);
    const text = `${judged.title}: ${message} (policy ${policy})`;
    if (!actions.includes("Deny") && !actions.includes("Warn"))
      return { severity: "info", code: "POLICY_AUDITS", ...atPolicy(policy), message: text };
    const denies = actions.includes("Deny");
    return {
      severity: denies ? "error" : "warning",
      code: denies ? "POLICY_DENIES" : "POLICY_WARNS",
      ...saying.placeOf(offence ?? []),
      message: text,
      hint: hintFor(policy, offence, judged, saying),
    };
  });
  for (const { policy, missing } of undecided) {
    const message = `${judged.title}: not decided here, it depends on ${missing.join(" and ")}`;
    findings.push({ severity: "info", code: "POLICY_UNDECIDED", ...atPolicy(policy), message });
  }
  return findings;
}

function atPolicy(name: string): Blame {
  return { file: `policies/${name}/policy.yaml`, line: 1, column: 1 };
}

/** What to write instead, with the patch where it is mechanical, where the policy holds, and who may except it. */
function hintFor(name: string, offence: FieldPath | undefined, judged: Judged, { set, environments }: Saying): string {
  const source = set.sources.get(name);
  if (source === undefined) return `slipway policy explain ${name} says more.`;
  const { fix, patch, owners } = wordsOf(source);
  const mend = patch === "" ? undefined : patchFor(patch, offence, judged);
  const sentences = [
    fix,
    ...(mend === undefined ? [] : [`Patch of ${judged.title.replace("Pod of ", "")}: ${mend}.`]),
    `It ${levelsText(levelsOf(source, environments))}; ${owners || "its owners"} may except it.`,
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** Without what is only counted, for whoever did not ask. */
export function withoutCounts(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ code }) => code !== "POLICY_AUDITS");
}

/**
 * The findings of several environments and many services as people want to read them: what is denied somewhere is not
 * also warned of, what a policy has against several objects for one line is one finding, and what is only counted is
 * counted, policy by policy.
 */
export function foldFindings(findings: readonly Finding[]): Finding[] {
  const denied = new Set(findings.filter(({ code }) => code === "POLICY_DENIES").map(placeAndPolicy));
  const counted = new Map<string, Finding[]>();
  const said: Finding[] = [];
  for (const finding of findings) {
    if (finding.code === "POLICY_WARNS" && denied.has(placeAndPolicy(finding))) continue;
    if (finding.code !== "POLICY_AUDITS" && finding.code !== "POLICY_UNDECIDED") said.push(finding);
    else
      counted.set(`${finding.code} ${finding.file}`, [
        ...(counted.get(`${finding.code} ${finding.file}`) ?? []),
        finding,
      ]);
  }
  const rest = joined(said);
  for (const group of counted.values()) {
    const [first] = group.sort((a, b) => (a.message < b.message ? -1 : 1));
    if (first === undefined) continue;
    const objects = new Set(group.map(({ message }) => message)).size;
    const what = first.code === "POLICY_AUDITS" ? "break it and are counted" : "are not decided here";
    rest.push(objects === 1 ? first : { ...first, message: `${objects} objects ${what}; the first: ${first.message}` });
  }
  return rest;
}

/** Findings that say the same of several objects, which one line brought about, as one that names them all. */
function joined(findings: readonly Finding[]): Finding[] {
  const byWords = new Map<
    string,
    { readonly finding: Finding; readonly titles: Set<string>; readonly words: string }
  >();
  const result: Finding[] = [];
  for (const finding of findings) {
    const { code, file, line, column, hint } = finding;
    const parts = code === "POLICY_DENIES" || code === "POLICY_WARNS" ? partsOf(finding) : undefined;
    if (parts === undefined) {
      result.push(finding);
      continue;
    }
    // A patch in the hint is that of one object.
    const key = JSON.stringify([code, file, line, column, hint, parts.words]);
    const known = byWords.get(key) ?? { finding, titles: new Set(), words: parts.words };
    known.titles.add(parts.title);
    byWords.set(key, known);
  }
  for (const { finding, titles, words } of byWords.values())
    result.push({ ...finding, message: `${[...titles].join(" and ")}: ${words}` });
  return result;
}

/** The object that a policy speaks of, and what it says. */
function partsOf({ message }: Finding): { readonly title: string; readonly words: string } | undefined {
  const at = message.indexOf(": ");
  return at === -1 ? undefined : { title: message.slice(0, at), words: message.slice(at + 2) };
}

function placeAndPolicy(finding: Finding): string {
  const { file, line, column, message } = finding;
  const policy = /\(policy ([^()]+)\)$/.exec(message)?.[1];
  return JSON.stringify([file, line, column, partsOf(finding)?.title, policy ?? message]);
}
