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
  if (id === undefined)
    return review(readPlatform(root)).findings.filter(({ file }) => file === path || file.startsWith(`${path}/`));
  // What is wrong may be wrong only with what this service stands on alone: then all of the platform is read.
  return lookAt(readService(root, id), id).length === 0 ? [] : lookAt(readPlatform(root), id);
}

function lookAt(files: Files, id: string): readonly Finding[] {
  return review(files, { services: new Set([id]) }).findings.filter(({ file }) => concerns(file, id));
}

/** Whether a file is one of a service's own, or stands where its folder should be. */
function concerns(file: string, id: string): boolean {
  const parts = file.split("/");
  return (parts[0] === "apps" ? parts.slice(1, 3) : parts.slice(3, 5)).join("/") === id;
}

const schemaByKind: ReadonlyMap<string, SchemaName> = new Map([
  ["Settings", "settings"],
  ["Team", "team"],
  ["Platform", "platform"],
  ["Environment", "environment"],
]);

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
  const known = [...schemaByKind.values()].find((name) => name === folder || `${name}.yaml` === basename(path));
  const kind =
    typeof written === "string"
      ? (schemaByKind.get(written) ?? schemaByKind.get(suggest(written, [...schemaByKind.keys()]) ?? ""))
      : undefined;
  return [...findings, ...validateDoc(doc, known ?? kind ?? "service")];
}
