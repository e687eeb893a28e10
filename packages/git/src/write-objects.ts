import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { runGit } from "./run-git.ts";

/** An object to be stored: its content and, in `oid`, the id that content has. */
export interface NewObject {
  readonly type: "blob" | "tree";
  readonly oid: string;
  readonly content: Uint8Array;
}

/** Fewer objects than this become loose ones, as in Git's own `receive.unpackLimit`, so that packs do not pile up. */
const unpackLimit = 100;
const typeNumbers = { tree: 2, blob: 3 } as const;

/**
 * Stores objects by one Git process, which checks every one: it is fed a pack that is made here, because a pack takes
 * blobs and trees together and needs no ref. Does nothing for an empty list.
 */
export async function writeObjects(repository: string, objects: readonly NewObject[]): Promise<void> {
  if (objects.length === 0) return;
  const command =
    objects.length < unpackLimit ? ["unpack-objects", "-q", "--strict"] : ["index-pack", "--stdin", "--strict"];
  await runGit(repository, command, { input: pack(objects), timeout: 300_000 });
}

/** A pack, version 2: a header, each object deflated behind its type and length, and the SHA-1 of all that. */
function* pack(objects: readonly NewObject[]): Generator<Buffer> {
  const sum = createHash("sha1");
  const header = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(objects.length, 8);
  sum.update(header);
  yield header;
  for (const { type, content } of objects) {
    const bytes = Buffer.concat([entryHeader(type, content.length), deflateSync(content, { level: 1 })]);
    sum.update(bytes);
    yield bytes;
  }
  yield sum.digest();
}

/** Type and length as Git's variable-length number: four bits of the length beside the type, then seven a byte. */
function entryHeader(type: NewObject["type"], length: number): Buffer {
  const bytes = [(typeNumbers[type] << 4) | (length & 0x0f)];
  for (let rest = Math.floor(length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1]! |= 0x80;
    bytes.push(rest & 0x7f);
  }
  return Buffer.from(bytes);
}
