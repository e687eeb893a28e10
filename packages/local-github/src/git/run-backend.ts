import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { spawnGit } from "@slipway/git";

/** One request that `git http-backend` answers. */
export interface BackendRequest {
  readonly repository: string;
  /** Behind the repository: `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  readonly service: string;
  readonly query: string;
  readonly user: string;
  readonly body: Readable;
  /** Settings for this run, as `name=value`. */
  readonly settings: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether what Git answers is kept back. */
  readonly mute: boolean;
}

/** Runs `git http-backend` for a request and passes on what it answers. Gives the status; ending the answer is the caller's. */
export async function runBackend(
  request: IncomingMessage,
  response: ServerResponse,
  { repository, service, query, user, body, settings, env, mute }: BackendRequest,
): Promise<number> {
  const child = spawnGit(repository, [...settings.flatMap((setting) => ["-c", setting]), "http-backend"], {
    env: {
      ...env,
      GIT_PROJECT_ROOT: repository,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      PATH_INFO: service,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? "GET",
      REMOTE_USER: user,
      REMOTE_ADDR: "127.0.0.1",
      CONTENT_TYPE: request.headers["content-type"] ?? "",
    },
  });
  response.on("close", () => child.kill());
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  child.stdin.on("error", () => undefined);
  child.stderr.resume();
  const fed = pipeline(body, child.stdin).catch(() => undefined);
  const status = mute ? await swallow(child.stdout) : await passOn(child.stdout, response);
  await Promise.all([fed, ended]);
  return status;
}

/** Turns a CGI answer, headers and a blank line before the body, into an HTTP one. */
async function passOn(output: Readable, response: ServerResponse): Promise<number> {
  let head = Buffer.alloc(0);
  let status = 0;
  for await (const chunk of output as AsyncIterable<Buffer>) {
    if (status === 0) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end === -1) continue;
      const headers = head.toString("latin1", 0, end).split("\r\n");
      status = writeHead(response, headers);
      await write(response, head.subarray(end + 4));
      continue;
    }
    await write(response, chunk);
  }
  if (status === 0) {
    status = 500;
    response.writeHead(status);
  }
  return status;
}

async function swallow(output: Readable): Promise<number> {
  for await (const _ of output);
  return 0;
}

function writeHead(response: ServerResponse, headers: readonly string[]): number {
  let status = 200;
  for (const header of headers) {
    const [, name = "", value = ""] = /^([^:]+):\s*(.*)$/.exec(header) ?? [];
    if (name.toLowerCase() === "status") status = Number.parseInt(value, 10);
    else if (name !== "") response.setHeader(name, value);
  }
  response.writeHead(status);
  return status;
}

/** Sends a chunk, and waits while the other side takes its time. */
async function write(response: ServerResponse, chunk: Buffer): Promise<void> {
  if (chunk.length === 0 || response.write(chunk) || response.destroyed) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off("drain", go);
      response.off("close", go);
      resolve();
    };
    response.on("drain", go);
    response.on("close", go);
  });
}
