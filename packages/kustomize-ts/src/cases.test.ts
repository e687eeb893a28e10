import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { hasKubectl } from "../conformance/kubectl.ts";
import { build, type File, type Finding, print } from "./index.ts";

/**
 * Every folder in cases/ is a case. What it builds, its folder `overlay` if it has one, comes to `expected.yaml` or ends
 * with `expected-error`; UPDATE=1 writes them. Kubectl, where there is one, must say the same of the same folder.
 */
const home = join(import.meta.dirname, "../cases");
const cases = readdirSync(home).sort();
const isUpdate = process.env["UPDATE"] === "1";

function filesIn(folder: string): Map<string, File> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return new Map(paths.map((path) => [path, { mode: "100644", content: readFileSync(join(folder, path)) }]));
}

const topOf = (name: string): string => (existsSync(join(home, name, "overlay")) ? "overlay" : ".");

function built(name: string) {
  const made = build(filesIn(join(home, name)), topOf(name), { order: "legacy", origins: true, version: "(devel)" });
  return { ...made, error: made.findings.find(({ severity }) => severity === "error") };
}

const errorText = ({ code, file, line, column, message, hint }: Finding): string =>
  `${code} ${file}:${line}:${column}\n${message.trimEnd()}\nhint: ${hint}\n`;

test.each(cases)("%s", (name) => {
  const { manifests, error } = built(name);
  const [file, other] = error === undefined ? ["expected.yaml", "expected-error"] : ["expected-error", "expected.yaml"];
  const path = join(home, name, file);
  const text = error === undefined ? print(manifests) : errorText(error);
  if (isUpdate) {
    writeFileSync(path, text);
    rmSync(join(home, name, other), { force: true });
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, "utf8") : `the text of ${name}/${file}`);
});

const wanted = (name: string): string => (existsSync(join(home, name, "expected.yaml")) ? "expected.yaml" : "an error");
// Kubectl would fetch the one, and fill the memory with the other.
const compared = cases.filter((name) => !/^refuses-(remote|aliases)/.test(name));

test.skipIf(!hasKubectl).each(compared)("%s: as kubectl kustomize has it", (name) => {
  const { status, stdout } = spawnSync("kubectl", ["kustomize", join(home, name, topOf(name))], { encoding: "utf8" });
  if (wanted(name) === "an error") expect(status).not.toBe(0);
  else expect(stdout).toBe(readFileSync(join(home, name, "expected.yaml"), "utf8"));
});

test.each(cases)("%s: every field has an origin", (name) => {
  const { manifests, origins = [] } = built(name);
  const files = filesIn(join(home, name));
  for (const [index, manifest] of manifests.entries()) {
    const found = origins[index] ?? new Map();
    expect([...found.keys()].sort()).toEqual(leavesOf(manifest).sort());
    for (const { file, line, column } of found.values()) {
      const text = new TextDecoder().decode(files.get(file)?.content as Uint8Array).split("\n")[line - 1];
      expect(text?.length ?? -1, `${file}:${line}:${column}`).toBeGreaterThanOrEqual(column - 1);
    }
  }
});

function leavesOf(value: unknown, pointer = ""): string[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [pointer];
  return Object.entries(value).flatMap(([key, field]) =>
    leavesOf(field, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}
