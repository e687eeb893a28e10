import { expect, test } from "vitest";
import { brief } from "../test/objects.ts";
import type { File } from "./files.ts";
import { load } from "./load.ts";

const path = "apps/shop/web/service.yaml";

test.each<[string, Partial<File>, string]>([
  ["an empty file", { content: "" }, "YAML_EMPTY"],
  ["a link", { mode: "120000", content: "../other/service.yaml" }, "FILE_NOT_REGULAR"],
  ["a submodule", { mode: "160000", content: "" }, "FILE_NOT_REGULAR"],
  ["a file that cannot be read", { content: "", problem: "EACCES" }, "FILE_UNREADABLE"],
  ["bytes", { content: Uint8Array.from([0x61, 0xff]) }, "FILE_NOT_UTF8"],
  ["a file that the reader left out because of its size", { content: "", size: 262_145 }, "FILE_TOO_LARGE"],
  ["a large text", { content: "#".repeat(262_145) }, "FILE_TOO_LARGE"],
  ["many large bytes", { content: new Uint8Array(300_000) }, "FILE_TOO_LARGE"],
])("%s", (_what, file, code) => {
  const { doc, findings } = load(path, { mode: "100644", content: "", ...file });
  expect([doc, brief(findings)]).toEqual([undefined, [`${code} ${path}:1:1`]]);
});

test("an executable file is read like any other, and the same File once", () => {
  const file: File = { mode: "100755", content: "a: 1\n" };
  const { doc } = load(path, file);
  expect(doc).toEqual({ file: path, text: "a: 1\n", value: { a: 1 } });
  expect(load(path, file).doc).toBe(doc);
  expect(load("elsewhere.yaml", file).doc?.file).toBe("elsewhere.yaml");
});
