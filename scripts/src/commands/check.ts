import { check as checkObjects, covered, type Finding as ObjectFinding } from "@slipway/check";
import {
  countOf,
  type Finding,
  failed,
  isMap,
  type Json,
  type JudgedObject,
  judgeObjects,
  locate,
  policiesOf,
  sortFindings,
} from "@slipway/engine";
import type { Manifest } from "kustomize-ts";
import { type Format, Refusal, say, writeFindings } from "../output.ts";
import { policiesFor } from "../policies-for.ts";
import { type ReadObject, readManifests } from "../read-manifests.ts";

export interface CheckOptions {
  readonly kubernetes: string;
  readonly definitions?: readonly string[];
  /** A folder of policies; false leaves them out. */
  readonly policies?: string | boolean;
  /** The environment that every namespace counts as. */
  readonly env: string;
  readonly output: Format;
}

/** Says what an API server would refuse, and what policies have against it, of any manifests. Gives the exit code. */
export function check(paths: readonly string[], options: CheckOptions): number {
  const kubernetes = minorOf(options.kubernetes);
  const read = paths.map(readManifests);
  const objects = read.flatMap((one) => one.objects);
  const defined = (options.definitions ?? []).map(readManifests);
  const definitions = defined.flatMap((one) => one.objects.map(({ object }) => object as Manifest));
  const found = checkObjects(
    objects.map(({ object }) => object as Manifest),
    { kubernetes, definitions },
  );
  const policies = policiesFor(options.policies);
  const judged = judgeObjects(whole(objects, found), policies, {
    environment: options.env,
    kubernetes,
    definitions,
  });
  const reading = [...read, ...defined].flatMap((one) => one.findings);
  const findings = sortFindings([
    ...reading,
    ...policiesOf(policies).findings,
    ...found.map((finding) => placed(finding, objects[finding.index] as ReadObject)),
    ...judged.map((one) => judgedAt(one, objects[one.index] as ReadObject)),
  ]);
  writeFindings(findings, options.output);
  const files = read.reduce((sum, one) => sum + one.files, 0);
  say(
    summary(objects.length, files, {
      findings,
      found,
      judged,
      unread: reading.filter(({ severity }) => severity === "error").length,
    }),
  );
  return failed(findings) ? 1 : 0;
}

/** The minor version of a text like `1.33` or `v1.33.2`. */
function minorOf(version: string): string {
  const minor = /^v?(1\.[0-9]{1,3})(\.|\+|$)/.exec(version)?.[1];
  if (minor === undefined) throw new Refusal(`"${version}" is no version of Kubernetes such as 1.33.`);
  const newer = Number(minor.slice(2)) > Number(covered.newest.slice(2));
  const older = Number(minor.slice(2)) < Number(covered.oldest.slice(2));
  if (newer) say(`The API server of ${minor} is not known here: it is taken for one of ${covered.newest}.`);
  if (older) say(`The API server of ${minor} is not known here: it is taken for one of ${covered.oldest}.`);
  return minor;
}

/** The objects in their order; one that the server would not even decode is judged as if it were empty. */
function whole(objects: readonly ReadObject[], found: readonly ObjectFinding[]): Manifest[] {
  const broken = new Set(
    found.filter(({ severity, stage }) => severity === "error" && stage === "decode").map(({ index }) => index),
  );
  return objects.map(({ object }, index) => (broken.has(index) || !isMap(object) ? {} : (object as Manifest)));
}

/** A finding of a policy, at the place of the field in the text that it was read from. */
function judgedAt({ policy, severity, title, message, path }: JudgedObject, read: ReadObject): Finding {
  const { line, column } =
    read.text === undefined ? { line: 1, column: 1 } : locate(read.text, [...(read.within ?? []), ...path]);
  return {
    severity,
    code: severity === "error" ? "POLICY_DENIES" : "POLICY_WARNS",
    file: read.file,
    line: line + (read.linesBefore ?? 0),
    column,
    message: `${title}: ${message} (policy ${policy})`,
  };
}

/** A finding about an object, at the place of the field in the text that it was read from. */
function placed(finding: ObjectFinding, { object, file, text, linesBefore = 0, within = [] }: ReadObject): Finding {
  const { line, column } =
    text === undefined
      ? { line: 1, column: 1 }
      : locate(
          text,
          [...within, ...pathOf(finding.pointer, object)],
          /^(UNKNOWN|DUPLICATE)_FIELD$/.test(finding.code) ? "key" : "value",
        );
  const message = `${finding.object}${finding.path === "" ? "" : ` ${finding.path}`}: ${finding.message}`;
  return {
    severity: finding.severity,
    code: `API_${finding.code}`,
    file,
    line: line + linesBefore,
    column,
    message,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
  };
}

function pathOf(pointer: string, object: Json): (string | number)[] {
  let current: Json | undefined = object;
  return pointer
    .split("/")
    .slice(1)
    .map((raw) => {
      const step = raw.replaceAll("~1", "/").replaceAll("~0", "~");
      const next = Array.isArray(current) ? Number(step) : step;
      current = Array.isArray(current)
        ? (current as readonly Json[])[Number(step)]
        : isMap(current)
          ? current[step]
          : undefined;
      return next;
    });
}

interface Outcome {
  readonly findings: readonly Finding[];
  readonly found: readonly ObjectFinding[];
  readonly judged: readonly JudgedObject[];
  /** How many flaws kept something from being read. */
  readonly unread: number;
}

/** How much was looked at, how much of it would be refused, and what for: by code, and by policy. */
function summary(objects: number, files: number, { findings, found, judged, unread }: Outcome): string {
  const head = `Checked ${countOf(objects, "object")} in ${countOf(files, "file")}`;
  if (findings.length === 0) return `${head}: nothing to say.`;
  const refused = new Set(
    [...found, ...judged].filter(({ severity }) => severity === "error").map(({ index }) => index),
  );
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const { code } of findings) if (!code.startsWith("POLICY_")) count(code);
  for (const { policy } of judged) count(`policy ${policy}`);
  const most = [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([what, times]) => `  ${times} ${what}`);
  const rest = unread === 0 ? "" : `, and ${countOf(unread, "flaw")} kept something from being read`;
  return `${head}: ${countOf(refused.size, "object")} would be refused${rest}.\n${most.join("\n")}`;
}
