import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import {
  countOf,
  type Files,
  type Finding,
  failed,
  groundOf,
  load,
  review,
  type SchemaName,
  sortFindings,
  suggest,
  validate as validateDoc,
} from "@slipway/engine";
import { type Format, Refusal, say, writeFindings } from "../output.ts";
import { openPlatform, type Selection, selectEnvironments, selectServices } from "../platform.ts";
import { findRoot, pathIn, readFile, readPlatform, readService } from "../read.ts";

export interface ValidateOptions extends Selection {
  readonly output: Format;
  /** Also say what policies only count. */
  readonly audit?: boolean;
}

/** Says what is wrong with a platform, or with single files. Gives the exit code. */
export function validate(paths: readonly string[], options: ValidateOptions): number {
  const findings = paths.length === 0 ? wholePlatform(options) : sortFindings(paths.flatMap(onePath));
  writeFindings(findings, options.output);
  if (paths.length > 0)
    say(`Checked ${paths.length === 1 ? paths[0] : `${paths.length} paths`}: ${countsOf(findings)}.`);
  return failed(findings) ? 1 : 0;
}

function wholePlatform(options: ValidateOptions): readonly Finding[] {
  const { files } = openPlatform();
  const ground = groundOf(files);
  const environments = selectEnvironments(ground, options);
  const services = selectServices(files, options);
  const today = new Date().toISOString().slice(0, 10);
  const counts = options.audit === true;
  const seen = review(files, { environments, today, counts, ...(services === undefined ? {} : { services }) });
  say(
    `Checked ${countOf(seen.services, "service")} in ${seen.environments.join(", ") || "no environment"}: ${countsOf(seen.findings)}.`,
  );
  return seen.findings;
}

function countsOf(findings: readonly Finding[]): string {
  const parts = (["error", "warning", "info"] as const)
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0);
  return parts.length === 0
    ? "nothing to say"
    : parts.map(({ severity, count }) => `${count} ${severity}${count > 1 ? "s" : ""}`).join(", ");
}

/** A file of a platform is judged where it stands, a folder with what is in it, any other file by its kind alone. */
function onePath(path: string): readonly Finding[] {
  if (!existsSync(path) && readFile(path) === undefined) throw new Refusal(`There is no file ${path}.`);
  const root = findRoot(path);
  const inside = root === undefined ? undefined : pathIn(root, path);
  if (root !== undefined && inside !== undefined && /^(apps|environments)(\/|$)/.test(inside))
    return inPlatform(root, inside);
  if (existsSync(path) && statSync(path).isDirectory())
    throw new Refusal(`${path} is a folder of no platform: name the files.`);
  return alone(path);
}

function inPlatform(root: string, path: string): readonly Finding[] {
  const parts = path.split("/");
  const id =
    parts[0] === "apps"
      ? parts.length > 2 && parts[2] !== "team.yaml"
        ? `${parts[1]}/${parts[2]}`
        : undefined
      : parts.length > 4
        ? `${parts[3]}/${parts[4]}`
        : undefined;
  const files: Files = id === undefined ? readPlatform(root) : readService(root, id);
  // A spec by itself renders to what an API server takes; what a kustomization makes of it has to be judged.
  const specsOnly = ![...files.keys()].some((name) => /\/kustomization(\.ya?ml)?$/i.test(name));
  const { findings } = review(files, id === undefined ? {} : { services: new Set([id]), specsOnly });
  const folder = id === undefined ? path : undefined;
  return findings.filter(({ file }) =>
    folder === undefined ? concerns(file, id ?? "") : file === folder || file.startsWith(`${folder}/`),
  );
}

/** Whether a file is one of a service's own. */
function concerns(file: string, id: string): boolean {
  return file.startsWith(`apps/${id}/`) || new RegExp(`^environments/[^/]+/(releases|settings)/${id}/`).test(file);
}

const schemaByKind: Readonly<Record<string, SchemaName>> = {
  Settings: "settings",
  Team: "team",
  Platform: "platform",
  Environment: "environment",
};

/** A document by itself: by its kind, else by the folder of schema cases that it stands in, else as a service. */
function alone(path: string): readonly Finding[] {
  const file = readFile(path);
  if (file === undefined) throw new Refusal(`There is no file ${path}.`);
  const { doc, findings } = load(path, file);
  if (doc === undefined) return findings;
  const written =
    typeof doc.value === "object" && doc.value !== null && !Array.isArray(doc.value)
      ? (doc.value as { [key: string]: unknown })["kind"]
      : undefined;
  const folder = /(?:^|\/)cases\/([a-z]+)\//.exec(path)?.[1];
  const known = Object.values(schemaByKind).find((name) => name === folder || `${name}.yaml` === basename(path));
  const kind =
    typeof written === "string"
      ? (schemaByKind[written] ?? schemaByKind[suggest(written, Object.keys(schemaByKind)) ?? ""])
      : undefined;
  return [...findings, ...validateDoc(doc, known ?? kind ?? "service")];
}
