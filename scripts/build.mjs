import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Makes dist/: the command line in one file, what only some commands need in files of their own, the schemas, and the policies
 * that `slipway check` judges other repositories by. An
 * installed package is built already and has no src/: there is nothing to do then.
 */
const here = fileURLToPath(new URL(".", import.meta.url));

/** Packages that are loaded when something of them is first used, by what the rest uses of them. */
const late = {
  "@slipway/admission": {
    file: "admission.cjs",
    names: [
      "admit",
      "compile",
      "concerns",
      "kindOf",
      "kindsOf",
      "languageMinor",
      "offendingField",
      "podRequestOf",
      "podTemplatePath",
      "requestOf",
    ],
  },
  "@slipway/check": { file: "check.cjs", names: ["check", "covered"] },
  "kustomize-ts": { file: "kustomize.cjs", names: ["build", "fileNames", "print", "printOne", "resolveYaml11"] },
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

/** Puts in place of a late package a module whose every name loads the package's file when it is read. */
const loadLate = {
  name: "load-late",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(late).join("|")})$`) }, ({ path }) => ({
      path,
      namespace: "late",
    }));
    onLoad({ filter: /.*/, namespace: "late" }, ({ path }) => ({
      contents: late[path].names
        .map(
          (name) =>
            `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("./${late[path].file}").${name} });`,
        )
        .join("\n"),
    }));
  },
};

if (existsSync(`${here}src`)) {
  mkdirSync(`${here}dist/schemas`, { recursive: true });
  await build({
    ...shared,
    entryPoints: [`${here}src/cli.ts`],
    outfile: `${here}dist/cli.cjs`,
    plugins: [loadLate],
    external: Object.values(late).map(({ file }) => `./${file}`),
  });
  for (const [name, { file }] of Object.entries(late))
    await build({
      ...shared,
      stdin: { contents: `export * from "${name}";`, resolveDir: here },
      outfile: `${here}dist/${file}`,
    });
  for (const file of readdirSync(`${here}../schemas`).filter((name) => name.endsWith(".schema.json")))
    cpSync(`${here}../schemas/${file}`, `${here}dist/schemas/${file}`);
  for (const name of readdirSync(`${here}../policies`)) {
    const policy = `policies/${name}/policy.yaml`;
    if (existsSync(`${here}../${policy}`)) cpSync(`${here}../${policy}`, `${here}dist/${policy}`);
  }
  keepCode();
}

/** Runs the commands that people wait for most, and keeps what V8 makes of the bundle for whoever runs it later. */
function keepCode() {
  for (const name of readdirSync(`${here}dist`).filter((name) => name.endsWith(".cache")))
    rmSync(`${here}dist/${name}`);
  const env = { ...process.env, SLIPWAY_BUILD: "1" };
  const { status, stderr } = spawnSync(process.execPath, [`${here}bin/slipway.cjs`, "validate"], { cwd: here, env });
  if (status !== 0 && status !== 1) throw new Error(`The bundle does not run: ${stderr}`);
}
