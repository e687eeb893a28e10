import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Makes dist/: the command line in one file, what only some commands need in files of their own, the schemas, and the
 * policies with which `slipway init` begins a platform and `slipway check` judges other repositories. An installed package
 * is built already and has no src/: there is nothing to do then.
 */
const here = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);

/** Packages that have a file of their own, which is loaded when something of them is first used; those they use come first. */
const late = {
  re2js: "re2js.cjs",
  "@slipway/cel": "cel.cjs",
  "kustomize-ts": "kustomize.cjs",
  "@slipway/check": "check.cjs",
  "@slipway/admission": "admission.cjs",
};

const shared = {
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // Spreading an object is slow on Node 20, and js-yaml does it for every node: without this it takes three times as long.
  supported: { "object-rest-spread": false },
  conditions: ["source"],
  logLevel: "warning",
};

/** Puts in place of each of some packages a module whose every name loads the package's file when it is read. */
function loadLate(packages) {
  return {
    name: "load-late",
    setup({ onResolve, onLoad }) {
      const filter = new RegExp(`^(${packages.join("|")})$`);
      onResolve({ filter }, ({ path }) => ({ path, namespace: "late" }));
      onLoad({ filter: /.*/, namespace: "late" }, ({ path }) => ({
        contents: Object.keys(require(`${here}dist/${late[path]}`))
          .map((name) => `Object.defineProperty(exports, "${name}", ${getter(late[path], name)});`)
          .join("\n"),
      }));
    },
  };
}

function getter(file, name) {
  return `{ enumerable: true, get: () => require("./${file}").${name} }`;
}

/** Bundles one file of dist/, which loads some packages late. */
function bundle(entry, file, packages) {
  return build({
    ...shared,
    ...entry,
    outfile: `${here}dist/${file}`,
    plugins: packages.length === 0 ? [] : [loadLate(packages)],
    external: packages.map((name) => `./${late[name]}`),
  });
}

if (existsSync(`${here}src`)) {
  mkdirSync(`${here}dist/schemas`, { recursive: true });
  const names = Object.keys(late);
  for (const [index, name] of names.entries()) {
    const stdin = { contents: `export * from "${name}";`, resolveDir: here };
    await bundle({ stdin }, late[name], names.slice(0, index));
  }
  await bundle({ entryPoints: [`${here}src/cli.ts`] }, "cli.cjs", names);
  for (const file of readdirSync(`${here}../schemas`).filter((name) => name.endsWith(".schema.json")))
    cpSync(`${here}../schemas/${file}`, `${here}dist/schemas/${file}`);
  rmSync(`${here}dist/policies`, { recursive: true, force: true });
  for (const name of readdirSync(`${here}../policies`).filter(isForAnyone))
    cpSync(`${here}../policies/${name}`, `${here}dist/policies/${name}`, { recursive: true });
  keepCode();
}

/** Whether a folder of policies/ holds a policy that depends on no company's own parameters. */
function isForAnyone(name) {
  const path = `${here}../policies/${name}/policy.yaml`;
  return existsSync(path) && !readFileSync(path, "utf8").includes("paramKind");
}

/** Runs the commands that people wait for most, and keeps what V8 makes of the bundle for whoever runs it later. */
function keepCode() {
  for (const name of readdirSync(`${here}dist`).filter((name) => name.endsWith(".cache")))
    rmSync(`${here}dist/${name}`);
  const env = { ...process.env, SLIPWAY_BUILD: "1" };
  const { status, stderr } = spawnSync(process.execPath, [`${here}bin/slipway.cjs`, "validate"], { cwd: here, env });
  if (status !== 0 && status !== 1) throw new Error(`The bundle does not run: ${stderr}`);
}
