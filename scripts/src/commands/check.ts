import { check as checkObjects, type Finding as ObjectFinding } from "@slipway/check";
import { countOf, type Finding, failed, isMap, type Json, locate, sortFindings } from "@slipway/engine";
import type { Manifest } from "kustomize-ts";
import { type Format, Refusal, say, writeFindings } from "../output.ts";
import { type ReadObject, readManifests } from "../read-manifests.ts";

export interface CheckOptions {
  readonly kubernetes: string;
  readonly definitions?: readonly string[];
  readonly output: Format;
}

/** Says what an API server would refuse of the manifests of any repository. Gives the exit code. */
export function check(paths: readonly string[], options: CheckOptions): number {
  if (!/^1\.[0-9]+$/.test(options.kubernetes))
    throw new Refusal(`"${options.kubernetes}" is no version of Kubernetes such as 1.33.`);
  const read = paths.map(readManifests);
  const objects = read.flatMap((one) => one.objects);
  const definitions = (options.definitions ?? []).flatMap((path) =>
    readManifests(path).objects.map(({ object }) => object as Manifest),
  );
  const found = checkObjects(
    objects.map(({ object }) => object as Manifest),
    { kubernetes: options.kubernetes, definitions },
  );
  const findings = sortFindings([
    ...read.flatMap((one) => one.findings),
    ...found.map((finding) => placed(finding, objects[finding.index] as ReadObject)),
  ]);
  writeFindings(findings, options.output);
  say(
    summary(
      objects.length,
      read.reduce((sum, { files }) => sum + files, 0),
      findings,
      found,
    ),
  );
  return failed(findings) ? 1 : 0;
}

/** A finding about an object, at the place of the field in the text that it was read from. */
function placed(finding: ObjectFinding, { object, file, text, linesBefore = 0 }: ReadObject): Finding {
  const { line, column } =
    text === undefined
      ? { line: 1, column: 1 }
      : locate(
          text,
          pathOf(finding.pointer, object),
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

function summary(
  objects: number,
  files: number,
  findings: readonly Finding[],
  found: readonly ObjectFinding[],
): string {
  const head = `Checked ${countOf(objects, "object")} in ${countOf(files, "file")}`;
  if (findings.length === 0) return `${head}: nothing to say.`;
  const refused = new Set(found.filter(({ severity }) => severity === "error").map(({ index }) => index)).size;
  const codes = new Map<string, number>();
  for (const { code } of findings) codes.set(code, (codes.get(code) ?? 0) + 1);
  const most = [...codes]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([code, count]) => `  ${count} ${code}`);
  return `${head}: ${countOf(refused, "object")} would be refused.\n${most.join("\n")}`;
}
