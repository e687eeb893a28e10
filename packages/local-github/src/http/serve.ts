import type { IncomingMessage, ServerResponse } from "node:http";
import { gitRoute, serveGit } from "../git/serve-git.ts";
import type { GitHub } from "../github.ts";
import { cut } from "./respond.ts";
import { serveRest } from "./serve-rest.ts";

/** Answers one request: Git, REST, GraphQL, and 501 for GitHub's pages, of which there are none. */
export async function serve(github: GitHub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const path = (request.url ?? "/").split("?")[0]!;
    const git = gitRoute(path);
    if (git !== undefined) await serveGit(github, { request, response, asked: git });
    else if (path === "/api/graphql") await graphql(github, request, response);
    else if (path.startsWith("/api/v3/"))
      await serveRest(github, { request, response, path: path.slice("/api/v3".length) });
    else noPage(request, response);
  } catch (error) {
    // The connection broke, or something of ours did before an answer was begun.
    const broken = request.aborted || response.headersSent;
    if (!broken)
      github.violations.push({ kind: "crash", operation: "server", message: String((error as Error).stack) });
    cut(response);
  }
}

/** GraphQL takes longer to load than all the rest, so it is loaded when first asked for. */
async function graphql(github: GitHub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { serveGraphql } = await import("../graphql/serve-graphql.ts");
  await serveGraphql(github, request, response);
}

function noPage(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(501, { "content-type": "text/plain; charset=utf-8" });
  response.end(
    "This GitHub has no pages: its REST API is at /api/v3, GraphQL at /api/graphql, Git at /<owner>/<name>.git.\n",
  );
}
