import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GitHub } from "../github.ts";
import type { Reply } from "./call.ts";
import type { Rate } from "./rate-limit.ts";

/** An answer to be sent, with how its asker stands with the rate limit. */
export interface Answer {
  readonly reply: Reply;
  readonly resource: "core" | "graphql";
  readonly rate: Rate | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Sends an answer with GitHub's headers; a body that the asker has already is not sent again (304). Gives the status sent. */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { reply, resource, rate, now }: Answer,
): number {
  const raw = Buffer.isBuffer(reply.body);
  const body = raw ? (reply.body as Buffer) : Buffer.from(reply.body === undefined ? "" : JSON.stringify(reply.body));
  const reading = request.method === "GET" || request.method === "HEAD";
  const etag = `W/"${createHash("sha256").update(body).digest("hex")}"`;
  const known = reading && reply.status === 200 && sameTag(request.headers["if-none-match"], etag);
  const status = known ? 304 : reply.status;
  response.writeHead(status, {
    ...(body.length > 0 && !known ? { "content-type": "application/json; charset=utf-8" } : {}),
    ...(reading && reply.status === 200 ? { etag, "cache-control": "private, max-age=60, s-maxage=60" } : {}),
    // The clock may be a test's; Octokit sets its own by this.
    date: new Date(now).toUTCString(),
    vary: "Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With",
    "x-github-media-type": "github.v3; format=json",
    "x-github-api-version-selected": "2022-11-28",
    "x-github-request-id": randomUUID().replaceAll("-", "").slice(0, 24).toUpperCase(),
    ...(rate === undefined ? {} : rateHeaders(rate, resource)),
    ...reply.headers,
    ...(known || request.method === "HEAD" ? {} : { "content-length": String(body.length) }),
  });
  response.end(known || request.method === "HEAD" ? undefined : body);
  return status;
}

function sameTag(header: string | undefined, etag: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, "");
  return (header ?? "").split(",").some((tag) => plain(tag) === plain(etag));
}

function rateHeaders({ limit, remaining, reset, used }: Rate, resource: string): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(reset),
    "x-ratelimit-used": String(used),
    "x-ratelimit-resource": resource,
  };
}

/** Cuts the connection, as a broken network does. */
export function cut(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

const traced = 10_000;

/** Remembers a request; the oldest are forgotten past a limit. */
export function trace(github: GitHub, entry: GitHub["trace"][number]): void {
  github.trace.push(entry);
  for (const watch of github.watchers) watch({ kind: "request", request: entry });
  if (github.trace.length > traced + 1000) github.trace.splice(0, 1000);
}
