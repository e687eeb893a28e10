import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readManifests } from "./read-manifests.ts";

const home = mkdtempSync(join(tmpdir(), "read-manifests-"));
afterAll(() => rmSync(home, { recursive: true }));

let written = 0;

/** What is read from a file with this content, in any encoding. */
function read(content: string | Uint8Array) {
  const path = join(home, `${written++}.yaml`);
  writeFileSync(path, content);
  return readManifests(path);
}

const objects = (text: string) => read(text).objects.map(({ object }) => object);
const flaws = (content: string | Uint8Array) =>
  read(content).findings.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe("documents", () => {
  test.each<[string, string, unknown[]]>([
    ["nothing", "", []],
    ["comments and markers alone", "# a\n---\n# b\n--- # c\n...\n\n", []],
    ["a marker before, between and after", "---\na: 1\n---\nb: 2\n---\n", [{ a: 1 }, { b: 2 }]],
    ["something behind a marker", "--- {a: 1}\n--- # b\nb: 2\n", [{ a: 1 }, { b: 2 }]],
    ["the end of one", "a: 1\n...\nb: 2\n", [{ a: 1 }, { b: 2 }]],
    ["a directive", "%YAML 1.1\n---\na: 1\n", [{ a: 1 }]],
    ["ends of lines of Windows, and a mark at the beginning", "\uFEFFa: 1\r\n---\r\nb: 2\r\n", [{ a: 1 }, { b: 2 }]],
    ["markers inside a text", "a: |\n  ---\n  b\n", [{ a: "---\nb\n" }]],
    ["aliases and merge keys", "a: &a {b: 1}\nc: {<<: *a}\n", [{ a: { b: 1 }, c: { b: 1 } }]],
    [
      "brackets and quotes that end further left",
      'a: {\n  b: [\n    1,\n],\n}\nc: "d\ne"\n',
      [{ a: { b: [1] }, c: "d e" }],
    ],
    ["JSON", '{"a": [1, "\\u00e4"]}', [{ a: [1, "ä"] }]],
  ])("%s", (_what, text, expected) => {
    expect(objects(text)).toEqual(expected);
    expect(flaws(text)).toEqual([]);
  });

  test("scalars as kubectl reads them, with YAML 1.1", () => {
    const [values] = objects("[yes, Off, y, 0644, 0o17, 1_000, 0x1F, 1e3, 010:20, 2020-01-01, ~, 9007199254740993]");
    expect(values).toEqual([
      true,
      false,
      true,
      420,
      15,
      1000,
      31,
      1000,
      "010:20",
      "2020-01-01",
      null,
      9007199254740993n,
    ]);
    expect(objects('["yes", !!str 5, !!int "7", !!bool "true"]')).toEqual([["yes", "5", 7, true]]);
  });

  test("a flaw in one leaves the others, and counts lines from the top of the file", () => {
    const text = "a: 1\n---\nb: [1,\nc: }\n---\nd: 4\n";
    expect(objects(text)).toEqual([{ a: 1 }, { d: 4 }]);
    expect(flaws(text)).toEqual(["YAML_SYNTAX 4:1"]);
    expect(flaws("a: 1\na: 2\n")).toEqual(["YAML_SYNTAX 2:1"]);
    expect(flaws(`a: ${"[".repeat(300)}`)).toEqual(["YAML_SYNTAX 1:103"]);
    expect(flaws(Uint8Array.from([0x61, 0x3a, 0x20, 0xff]))).toEqual(["FILE_NOT_UTF8 1:1"]);
  });
});

describe("lists", () => {
  test("of objects, of lists, and of one kind that need not say so", () => {
    const text = "kind: List\nitems:\n- kind: A\n- {kind: BList, apiVersion: v1, items: [{a: 1}, {kind: C}, 3]}\n";
    expect(read(text).objects.map(({ object, within }) => [object, within])).toEqual([
      [{ kind: "A" }, ["items", 0]],
      [{ apiVersion: "v1", kind: "B", a: 1 }, ["items", 1, "items", 0]],
      [{ apiVersion: "v1", kind: "C" }, ["items", 1, "items", 1]],
      [3, ["items", 1, "items", 2]],
    ]);
  });

  test("only what has items", () => {
    expect(objects("{kind: AllowList, items: 3}")).toEqual([{ kind: "AllowList", items: 3 }]);
  });
});

describe("folders", () => {
  test("all YAML and JSON in them and below, links too, in the order of their names", () => {
    const folder = join(home, "folder");
    mkdirSync(join(folder, "b.yaml"), { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["c.YML", "a.json", "b.yaml/d.yaml", "node_modules/x.yaml", "notes.txt"])
      writeFileSync(join(folder, name), `{"name": "${name}"}`);
    symlinkSync(join(folder, "notes.txt"), join(folder, "link.yaml"));
    symlinkSync(join(folder, "nowhere"), join(folder, "lost.yaml"));
    const { objects, findings, files } = readManifests(folder);
    expect(objects.map(({ object }) => (object as { name: string }).name)).toEqual([
      "a.json",
      "b.yaml/d.yaml",
      "c.YML",
      "notes.txt",
    ]);
    expect(findings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "FILE_UNREADABLE The file cannot be read: ENOENT.",
    ]);
    expect(files).toBe(5);
  });

  test("one that has nothing, and none", () => {
    mkdirSync(join(home, "empty"));
    expect(readManifests(join(home, "empty"))).toEqual({ objects: [], findings: [], files: 0 });
    expect(() => readManifests(join(home, "none"))).toThrow("There is no file or folder");
  });
});
