import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const line = ["kustomize-ts", "@slipway/cel", "@slipway/check", "@slipway/admission", "@slipway/engine"];

/** Who may import whom, by folder (docs: the design, "Who may import whom"). A new folder must be named here. */
const mayImport: { readonly [folder: string]: readonly string[] } = {
  "packages/admission": ["@slipway/cel"],
  "packages/cel": [],
  "packages/check": ["@slipway/cel"],
  "packages/engine": ["kustomize-ts", "@slipway/check", "@slipway/admission"],
  "packages/git": [],
  "packages/kustomize-ts": [],
  "packages/local-github": ["@slipway/git"],
  "packages/stage": ["@slipway/engine", "@slipway/git"],
  bot: [...line, "@slipway/git", "@slipway/stage"],
  scripts: [...line, "@slipway/git", "@slipway/stage"],
};

/** The packages that touch the world; all others are pure. */
const edges = ["packages/git", "packages/local-github", "packages/stage", "bot", "scripts"];

const folders = [...readdirSync("packages").map((name) => `packages/${name}`), "bot", "scripts"].filter((folder) =>
  existsSync(`${folder}/package.json`),
);

/** The sources of a folder, without tests, with their text less its comments. */
function sources(folder: string): [path: string, text: string][] {
  return readdirSync(`${folder}/src`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.[cm]?ts$/.test(path) && !/\.(test|d)\.[cm]?ts$/.test(path))
    .map((path) => join(folder, "src", path))
    .map((path) => [path, readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")]);
}

function imports(text: string): string[] {
  const forms = /^(?:import|export)\s[^;"=(]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...text.matchAll(forms)].map(([, ...found]) => found.find((name) => name !== undefined) ?? "");
}

/** The text without the imports that nothing is left of when it runs. */
function withoutTypes(text: string): string {
  return text.replace(/^(?:import|export) type\s[^;]*;$|^import \{(?:\s*type [\w ]+,?)*\s*\} from [^;]*;$/gm, "");
}

describe.each(folders)("%s", (folder) => {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const files = sources(folder);
  const all = files.flatMap(([path, text]) => imports(text).map((name) => ({ path, name })));

  test("imports only what it may, and what its package.json declares", () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const ours = [...line, "@slipway/git", "@slipway/stage", "@slipway/local-github", "@slipway/bot", "slipway"];
    const wrong = all.filter(({ path, name }) => {
      const own = join(dirname(path), name);
      if (name.startsWith(".")) return !own.startsWith(`${folder}/src/`) && own !== `${folder}/package.json`;
      if (name.startsWith("node:")) return !edges.includes(folder) && name !== "node:crypto";
      const from = name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/");
      return !declared.includes(from) || (ours.includes(from) && !mayImport[folder]?.includes(from));
    });
    expect(wrong).toEqual([]);
  });

  test.skipIf(edges.includes(folder))("reads no clock, no environment and no chance", () => {
    const worldly =
      /\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bset(Timeout|Interval)\b/;
    expect(files.filter(([, text]) => worldly.test(text)).map(([path]) => path)).toEqual([]);
  });

  test("has no circles, and no barrel but one", () => {
    const graph = new Map(
      files.map(([path, text]) => [
        path,
        imports(withoutTypes(text))
          .filter((name) => name.startsWith("."))
          .map((name) => join(dirname(path), name)),
      ]),
    );
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, way: readonly string[]) => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
      if (done.has(path)) return;
      done.add(path);
      for (const next of graph.get(path) ?? []) visit(next, [...way, path]);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
    const barrels = files.filter(([path, text]) => /^export .* from /m.test(text) && path !== `${folder}/src/index.ts`);
    expect(barrels.map(([path]) => path)).toEqual([]);
  });

  test("knows nothing of the sample but the one service that every help shows", () => {
    const ids = readdirSync("apps").flatMap((team) =>
      readdirSync(`apps/${team}`, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${team}/${name}`),
    );
    const known = files
      .filter(([path]) => !path.includes("/gen/"))
      .flatMap(([path, text]) =>
        ids.filter((id) => id !== "payments/checkout" && text.includes(id)).map((id) => `${path} ${id}`),
      );
    expect(known).toEqual([]);
  });
});

test("every package has its place here", () => {
  expect(folders.filter((folder) => mayImport[folder] === undefined)).toEqual([]);
});
