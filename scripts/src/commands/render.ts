import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Build,
  build,
  countOf,
  type Finding,
  failed,
  findingsText,
  groundOf,
  sortFindings,
} from "@slipway/engine";
import { commitBranches } from "../commit.ts";
import { paintFor, progress, Refusal, say } from "../output.ts";
import { openPlatform, type Selection, selectEnvironments, selectServices } from "../platform.ts";

export interface RenderOptions extends Selection {
  readonly out?: string;
  readonly commit?: boolean;
  readonly to?: string;
  readonly revision?: string;
}

/** Renders environments: to standard output, to a folder, or to the branches of a repository. Gives the exit code. */
export async function render(options: RenderOptions): Promise<number> {
  refuseTogether(options);
  if (options.commit === true) return commitBranches(options);
  const { files } = openPlatform();
  const environments = selectEnvironments(groundOf(files), options);
  const services = selectServices(files, options);
  if (environments.length === 0) throw new Refusal("There is no environment to render.");
  const findings: Finding[] = [];
  const texts: string[] = [];
  for (const environment of environments) {
    progress(`rendering ${environment}`);
    const made = build(files, environment, services === undefined ? {} : { services });
    findings.push(...made.findings);
    if (options.out === undefined) texts.push(...manifestsOf(made));
    else writeTree(made, environments.length === 1 ? options.out : join(options.out, environment));
  }
  process.stdout.write(texts.join("---\n"));
  const all = sortFindings(findings);
  process.stderr.write(findingsText(all, paintFor(process.stderr)));
  return failed(all) ? 1 : 0;
}

/** Flags that mean nothing beside each other are no wish that could be fulfilled. */
function refuseTogether({ commit, out, to, revision, team, service }: RenderOptions): void {
  const wrong =
    commit === true ? { "--out": out, "--team": team, "--service": service } : { "--to": to, "--revision": revision };
  const [flag] = Object.entries(wrong).find(([, value]) => value !== undefined) ?? [];
  if (flag !== undefined) throw new Refusal(`${flag} goes ${commit === true ? "not with" : "only with"} --commit.`);
}

/** What would be applied, without Argo CD's own objects. */
function manifestsOf(made: Build): string[] {
  return [...made.files]
    .filter(([path]) => path.startsWith("platform/") || path.endsWith("/manifest.yaml"))
    .map(([, text]) => text);
}

/** Writes the tree of one environment. Files that are there and not part of it are left alone, and counted. */
function writeTree(made: Build, folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Refusal(`${folder} is no folder.`);
  const others = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
        (entry) =>
          entry.isFile() &&
          !made.files.has(join(entry.parentPath, entry.name).slice(join(folder, "/").length).replaceAll("\\", "/")),
      ).length
    : 0;
  const folders = new Set<string>();
  for (const [path, text] of made.files) {
    const target = join(folder, path);
    if (!folders.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
    folders.add(dirname(target));
    writeFileSync(target, text);
  }
  const left = others > 0 ? `; ${others} other files there were left alone` : "";
  const broken = made.failed.length > 0 ? `; could not be built: ${made.failed.join(", ")}` : "";
  say(
    made.stands
      ? `${made.environment}: nothing could be rendered.`
      : `${made.environment}: ${countOf(made.built.length, "service")} in ${countOf(made.files.size, "file")} written to ${folder}${left}${broken}`,
  );
}
