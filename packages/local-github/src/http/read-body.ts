import type { IncomingMessage } from "node:http";
import { refuse } from "./refuse.ts";

const limit = 25 * 1024 * 1024;

/** The JSON object or list that a request carries; undefined when it carries nothing. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return refuse(413, "Request Entity Too Large");
    chunks.push(chunk);
  }
  if (length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return refuse(400, "Problems parsing JSON");
  }
  if (value === null || typeof value !== "object") return refuse(400, "Body should be a JSON object");
  return value;
}
