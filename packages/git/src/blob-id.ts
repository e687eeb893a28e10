import { createHash } from "node:crypto";

/** The object id (SHA-1) that Git gives a blob of this content. Pure. */
export function blobId(content: string | Uint8Array): string {
  return objectId("blob", typeof content === "string" ? Buffer.from(content) : content);
}

/** The object id (SHA-1) that Git gives an object of this type and content. Pure. */
export function objectId(type: "blob" | "tree", content: Uint8Array): string {
  return createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
}
