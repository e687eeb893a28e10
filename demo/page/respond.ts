import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";

/** Nothing is loaded from elsewhere, nothing runs but the page's own script, and no other page shows this one. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** Answers with a text. */
export function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { ...headers, "content-type": type });
  response.end(text);
}

export function refuse(response: ServerResponse, status: number, why: string): void {
  send(response, status, "text/plain; charset=utf-8", `${why}\n`);
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The parts of the style, in the order in which later ones may overrule earlier ones. */
const styles = ["ground", "controls", "frame", "tour", "pulls", "markdown", "checks", "board", "log"];

/** Answers with the whole style. */
export async function sendStyle(response: ServerResponse): Promise<void> {
  const texts = await Promise.all(styles.map((name) => readFile(join("demo/page/style", `${name}.css`), "utf8")));
  send(response, 200, "text/css; charset=utf-8", texts.join("\n"));
}

/** Answers with one of the files beside the page's sources. */
export async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const text = await readFile(join("demo/page", name), "utf8");
  send(response, 200, types[extname(name)] ?? "text/plain", text);
}

const longestForm = 100_000;

/** The fields of a form that was sent. Throws when there is more than any form of ours sends. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestForm) throw new Error("That is more than a form of this page sends.");
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
