import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { isSigned } from "./verify.ts";

/** A delivery whose signature is right. */
export interface Delivery {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
}

/** What the server answers from. */
export interface ServerParts {
  readonly secrets: readonly string[];
  readonly metrics: Metrics;
  /** Takes a delivery; it is answered for once this settles. */
  readonly receive: (delivery: Delivery) => Promise<void>;
  /** Why no work can be done now; undefined when it can. */
  readonly notReady: () => string | undefined;
  /** Whether no more deliveries are taken, because the process is about to end. */
  readonly closing: () => boolean;
  readonly log: Log;
}

/** Where GitHub delivers to. */
export const webhookPath = "/api/github/webhooks";

/** GitHub sends at most 25 MB. */
const largestBody = 25 * 1024 * 1024;
const mostConnections = 200;

/** An answer that ends the request. */
interface Answer {
  readonly status: number;
  readonly text: string;
  /** Under which a refused delivery is counted. */
  readonly reason?: string;
}

/**
 * Listens for deliveries and for questions about the process: /livez, /readyz, /metrics. A delivery is counted while it
 * comes in and refused once it is too large, then its signature is held against the bytes, and only then is it parsed.
 */
export async function openServer(
  { host, port }: { readonly host: string; readonly port: number },
  parts: ServerParts,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(request, parts)
      .catch((error: unknown): Answer => {
        parts.log.error("a delivery could not be taken", { delivery: request.headers["x-github-delivery"], error });
        return { status: 500, text: "The delivery could not be taken.", reason: "crash" };
      })
      .then((answered) => respond(request, response, { ...answered, metrics: parts.metrics }));
  });
  server.maxConnections = mostConnections;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(port, host, listening);
  });
  const { port: found } = server.address() as AddressInfo;
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${found}`, close: () => closeServer(server) };
}

async function answer(request: IncomingMessage, parts: ServerParts): Promise<Answer> {
  const path = (request.url ?? "/").split("?")[0];
  if (path === webhookPath) return takeDelivery(request, parts);
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 405, text: "Only GET is answered here." };
  if (path === "/livez") return { status: 200, text: "ok" };
  if (path === "/metrics") return { status: 200, text: parts.metrics.text() };
  if (path === "/readyz") {
    const problem = parts.notReady();
    return problem === undefined ? { status: 200, text: "ok" } : { status: 503, text: problem };
  }
  return { status: 404, text: "There is nothing here." };
}

async function takeDelivery(request: IncomingMessage, parts: ServerParts): Promise<Answer> {
  const refuse = (status: number, reason: string, text: string): Answer => ({ status, text, reason });
  if (request.method !== "POST") return refuse(405, "method", "Deliveries are posted.");
  if (parts.closing()) return refuse(503, "closing", "The process is about to end: deliver again in a moment.");
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    return refuse(415, "content type", "Deliveries are application/json.");
  if (Number(request.headers["content-length"] ?? 0) > largestBody)
    return refuse(413, "size", "The delivery is too large.");
  const body = await readBody(request);
  if (body === undefined) return refuse(413, "size", "The delivery is too large.");
  const signature = request.headers["x-hub-signature-256"];
  if (!isSigned(body, typeof signature === "string" ? signature : undefined, parts.secrets))
    return refuse(401, "signature", "The signature is not right.");
  const [id, name] = [request.headers["x-github-delivery"], request.headers["x-github-event"]];
  const payload = parse(body);
  if (typeof id !== "string" || typeof name !== "string" || name === "" || payload === undefined)
    return refuse(400, "form", "This is no delivery of GitHub's.");
  parts.metrics.count("webhooks_total", { event: name });
  await parts.receive({ id, name, payload });
  return { status: 202, text: "ok" };
}

/** The bytes of a body; undefined as soon as they are too many. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(body: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { status, text, reason, metrics }: Answer & { readonly metrics: Metrics },
): void {
  if (reason !== undefined) metrics.count("webhooks_rejected_total", { reason });
  // Who sends too much is not listened to any longer.
  const unread = !request.complete;
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    ...(unread ? { connection: "close" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : `${text}\n`, () => {
    if (unread) request.destroy();
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}
