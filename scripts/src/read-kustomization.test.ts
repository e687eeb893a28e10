import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, print } from "kustomize-ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readKustomization } from "./read-kustomization.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "read-kustomization-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

/** What the build of a folder prints, or the code of its error with its place. */
function built(folder: string): string {
  const { files, folder: inside } = readKustomization(join(root, folder));
  const { manifests, findings } = build(files, inside);
  const [error] = findings.filter(({ severity }) => severity === "error");
  return error === undefined ? print(manifests) : `${error.code} ${error.file}:${error.line}`;
}

test.each(["../base", "'../base'", "../my base", '"../my base/."'])("finds the base %s", (path) => {
  write("base/kustomization.yaml", "resources: [map.yaml]\n");
  write("base/map.yaml", map("a"));
  write("my base/kustomization.yaml", "resources: [map.yaml]\n");
  write("my base/map.yaml", map("a"));
  write("overlay/kustomization.yaml", `resources:\n- ${path}\n`);
  expect(built("overlay")).toBe(map("a"));
});

test("follows links inside of the folder, and to bases, but not to files outside", () => {
  write("base/kustomization.yaml", "resources: [map.yaml]\n");
  write("base/map.yaml", map("a"));
  write("inside/kustomization.yaml", "resources: [link.yaml, base]\n");
  write("inside/map.yaml", map("b"));
  symlinkSync("map.yaml", join(root, "inside/link.yaml"));
  symlinkSync("../base", join(root, "inside/base"));
  expect(built("inside")).toBe(`${map("b")}---\n${map("a")}`);
  write("outside/kustomization.yaml", "resources:\n- link.yaml\n");
  symlinkSync("../base/map.yaml", join(root, "outside/link.yaml"));
  expect(built("outside")).toBe("OUTSIDE_ROOT outside/kustomization.yaml:2");
});

test("is not kept busy by links in circles, nor by a word without end", () => {
  write("loop/kustomization.yaml", `resources: [self/again.yaml]\n# ${"y".repeat(2_000_000)}\n`);
  symlinkSync(".", join(root, "loop/self"));
  symlinkSync("gone", join(root, "loop/gone"));
  expect(built("loop")).toMatch(/^FILE_MISSING .*kustomization.yaml:1$/);
});
