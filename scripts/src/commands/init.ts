import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { Refusal, say } from "../output.ts";
import {
  packageFolder,
  packageJson,
  packagePolicies,
  packageVersion,
  schemaNames,
  schemaText,
} from "../package-files.ts";
import { templates } from "../templates.ts";

/** Writes a platform repository, ready for its first commit. Gives the exit code. */
export function init(folder: string): number {
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).some((name) => name !== ".git"))
    throw new Refusal(`${folder} is not empty: nothing was written.`);
  const name = basename(target)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  if (name.length < 2)
    throw new Refusal(
      `A platform is called by its folder, and "${basename(target)}" makes no name: it should begin with a letter.`,
    );
  mkdirSync(target, { recursive: true });
  const tarball = packSelf(target);
  for (const [path, text] of templates({ name, tarball, version: packageVersion() })) put(target, path, text);
  for (const [path, text] of packagePolicies()) put(target, path, text);
  for (const schema of schemaNames()) put(target, `schemas/${schema}.schema.json`, schemaText(schema));
  if (!existsSync(join(target, ".git"))) spawnSync("git", ["init", "--quiet", "--initial-branch=main", target]);
  say(`Made the platform ${name} in ${folder}. Next:

  cd ${folder}
  npm install
  npx slipway new payments/checkout --image ghcr.io/acme/checkout:1.8.2 --port 8080
  npx slipway validate
  git add -A && git commit -m "Start the platform"`);
  return 0;
}

/**
 * This version as a file that the new repository pins, as long as no registry has it. It is packed from a copy, without
 * the scripts that only its source has.
 */
function packSelf(target: string): string {
  const copy = mkdtempSync(join(tmpdir(), "slipway-pack-"));
  try {
    for (const part of ["bin", "dist", "README.md"])
      cpSync(join(packageFolder, part), join(copy, part), { recursive: true });
    const { scripts: _scripts, devDependencies: _devDependencies, ...published } = packageJson();
    writeFileSync(join(copy, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
    mkdirSync(join(target, "vendor"));
    const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", join(target, "vendor")], {
      cwd: copy,
      encoding: "utf8",
    });
    const [file] = readdirSync(join(target, "vendor")).filter((name) => name.endsWith(".tgz"));
    if (packed.status !== 0 || file === undefined)
      throw new Error("npm could not pack slipway for the new repository.", { cause: packed.stderr || packed.error });
    return `vendor/${file}`;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function put(target: string, path: string, text: string): void {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), text);
}
