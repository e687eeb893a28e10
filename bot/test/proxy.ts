import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** A request of the bot's on its way, before it reaches GitHub or when its answer is about to go back. */
export interface Passing {
  readonly when: "before" | "after";
  /** `query pull` or `mutation move`, `git-upload-pack`, or method and route with numbers and ids left out. */
  readonly operation: string;
  readonly write: boolean;
  /** The token that it is sent with, out of its header. */
  readonly token: string | undefined;
}

/** A place between the bot and GitHub at which a test can step in. */
export interface Passage {
  readonly url: string;
  /** Is called for every request, twice; the request waits for it. */
  watch(step: (passing: Passing) => Promise<void> | void): void;
  close(): Promise<void>;
}

/** Opens a proxy in front of a local GitHub or a bot, wherever that listens at the time. It changes nothing. */
export async function openProxy(targetNow: () => string): Promise<Passage> {
  let step: (passing: Passing) => Promise<void> | void = () => undefined;
  const server = createServer((request, response) => void pass(request, response).catch(() => response.destroy()));

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = "GET", url = "/", headers } = request;
    const operation = operationOf(method, url, body);
    const write =
      !["GET", "HEAD"].includes(method) && !operation.startsWith("query") && operation !== "git-upload-pack";
    const token = tokenOf(headers.authorization);
    await step({ when: "before", operation, write, token });
    const target = targetNow();
    const [status, answered, answer] = await new Promise<[number, IncomingMessage["headers"], Buffer]>(
      (settled, failed) => {
        const sent = send(
          target + url,
          { method, headers: { ...headers, host: new URL(target).host, "content-length": body.length } },
          (reply) => {
            const parts: Buffer[] = [];
            reply.on("data", (part: Buffer) => parts.push(part));
            reply.on("error", failed);
            reply.on("end", () => settled([reply.statusCode ?? 502, reply.headers, Buffer.concat(parts)]));
          },
        );
        sent.on("error", failed);
        sent.end(body);
      },
    );
    await step({ when: "after", operation, write, token });
    const { "transfer-encoding": _encoding, "content-length": _length, ...others } = answered;
    response.writeHead(status, { ...others, "content-length": answer.length });
    response.end(answer);
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watch: (next) => {
      step = next;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function operationOf(method: string, url: string, body: Buffer): string {
  const path = url.split("?")[0] ?? "";
  if (path.endsWith("/graphql")) return /(query|mutation) \w+/.exec(body.toString())?.[0] ?? "query";
  const service = /git-(?:upload|receive)-pack/.exec(url)?.[0];
  if (service !== undefined) return path.endsWith("/info/refs") ? `${service} refs` : service;
  const route = path.replace(/^\/api\/v3(\/repos\/[^/]+\/[^/]+)?/, "").replace(/\/(\d+|[0-9a-f]{40})(?=\/|$)/g, "/{}");
  return `${method} ${route}`;
}

function tokenOf(header = ""): string | undefined {
  const [scheme = "", value] = header.split(" ");
  return /^basic$/i.test(scheme)
    ? Buffer.from(value ?? "", "base64")
        .toString()
        .split(":")[1]
    : value;
}
