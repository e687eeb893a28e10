import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobId, initRepository, readTree, writeCommit } from "@slipway/git";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { sealMessage, stageTree } from "./stage-tree.ts";
import { readStanding } from "./standing.ts";
import { readTrailers, withTrailers } from "./trailers.ts";

const author = { name: "Ada", email: "ada@example.com" };
const date = new Date("2026-01-02T03:04:05Z");
const seal = { source: "a".repeat(40), repository: "https://git.example.com/p.git", digest: "d".repeat(64) };

async function emptyRepository(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-stage-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await initRepository(join(folder, "repository.git"));
  return join(folder, "repository.git");
}

test("changes are written onto what stands, and the commit says where it comes from", async () => {
  const repository = await emptyRepository();
  const nothing = await readStanding(repository, "dev", undefined);
  const first = [
    { environment: "dev", path: "shop/cart/manifest.yaml", text: "a: 1\n" },
    { environment: "dev", path: "shop/ad/manifest.yaml", text: "b: 1\n" },
  ];
  const tree = await stageTree(repository, nothing, { changes: first, seal });
  const message = sealMessage("dev", { ...seal, more: [["Pull-Request", "7"]] });
  const head = await writeCommit(repository, { tree, parents: [], message, author, date });

  const standing = await readStanding(repository, "dev", head);
  expect(standing.tree).toBe(tree);
  expect(standing.blobs.get("shop/cart/manifest.yaml")).toBe(blobId("a: 1\n"));
  expect(Object.fromEntries(standing.trailers)).toEqual({
    "Source-Commit": seal.source,
    "Plan-Digest": seal.digest,
    "Pull-Request": "7",
  });

  const next = await stageTree(repository, standing, {
    changes: [{ environment: "dev", path: "shop/ad/manifest.yaml", text: undefined }],
    seal: { ...seal, source: "b".repeat(40) },
  });
  const { files } = await readTree(repository, next);
  expect([...files.keys()].sort()).toEqual(["hydrator.metadata", "shop/cart/manifest.yaml"]);
  const metadata = JSON.parse(String(files.get("hydrator.metadata")?.content));
  expect(metadata).toEqual({ repoURL: seal.repository, drySha: "b".repeat(40) });
});

test("trailers come back as they went in, whatever the message says", () => {
  const word = fc.string({ minLength: 1, unit: "grapheme" }).map((text) => `v${text.replace(/\s+/g, " ")}`.trim());
  const trailers = fc.array(fc.tuple(fc.constantFrom("Source-Commit", "Pull-Request", "Approved-By"), word), {
    minLength: 1,
  });
  fc.assert(
    fc.property(fc.string(), trailers, (message, given) => {
      expect(readTrailers(withTrailers(`Render\n\n${message}`, given))).toEqual(given);
    }),
  );
});

test("a value with line ends stays one trailer, and cannot bring another", () => {
  const message = withTrailers("Render", [["Approved-By", "eve\n\nSource-Commit: 0000"]]);
  expect(readTrailers(message)).toEqual([["Approved-By", "eve Source-Commit: 0000"]]);
});

test("a message without a last paragraph of trailers has none", () => {
  expect(readTrailers("Source-Commit: abc")).toEqual([]);
  expect(readTrailers("Title\n\nSource-Commit: abc\nand more words")).toEqual([]);
});
