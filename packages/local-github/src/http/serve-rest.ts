import type { IncomingMessage, ServerResponse } from "node:http";
import { findOperation, type Operation, type OperationId } from "../contract/operations.ts";
import { checkResponse } from "../contract/validate.ts";
import type { GitHub } from "../github.ts";
import { handlers } from "../rest/handlers.ts";
import { answer, type Subject } from "./answer.ts";
import { authorize } from "./authorize.ts";
import type { Call, Reply } from "./call.ts";
import { fitBody, fitParameters } from "./fit.ts";
import { readJson } from "./read-body.ts";
import { notFound, refuse } from "./refuse.ts";

/** Operations that create content, which GitHub counts apart. */
const creating = new Set(["issues/create-comment", "pulls/create", "pulls/create-review"]);
const documentation = "https://docs.github.com/rest";

/** Answers a request to the REST API; `path` begins below its root. */
export async function serveRest(
  github: GitHub,
  {
    request,
    response,
    path,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly path: string },
): Promise<void> {
  const url = new URL(request.url ?? "/", github.url);
  const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
  const write = method !== "GET";
  const found = findOperation(method, path);
  if (found === undefined || "unserved" in found) {
    const subject = { ...blank, operation: found?.unserved ?? "unknown", write, points: 1 };
    const work = async () => {
      await readJson(request);
      return found === undefined ? notFound() : unserved(found.unserved, `${method} ${path}`);
    };
    await answer(github, { request, response, subject, work });
    return;
  }
  const { operation, parameters: inPath } = found;
  const content = creating.has(operation.id);
  const subject = {
    operation: operation.id,
    documentation: operation.documentation,
    resource: "core",
    write,
    content,
    points: write ? 5 : 1,
  } as const;
  await answer(github, {
    request,
    response,
    subject,
    work: async (actor, lag) => {
      const body = write ? await readJson(request) : undefined;
      const parameters = fitParameters(operation, inPath, url.searchParams);
      const repository = authorize(github, actor, operation, parameters)!;
      if (write) fitBody(operation, body);
      const call: Call = {
        github,
        actor,
        repository,
        parameters,
        body,
        url,
        accept: request.headers.accept ?? "",
        lag,
      };
      const reply = await handlers[operation.id as OperationId](call);
      check(github, operation, reply);
      return reply;
    },
  });
}

const blank: Subject = { operation: "", documentation, resource: "core", write: false, content: false, points: 1 };

function unserved(operation: string, route: string): never {
  return refuse(501, `local-github does not serve ${operation} (${route}).`);
}

function check(github: GitHub, operation: Operation, { status, body }: Reply): void {
  if (Buffer.isBuffer(body)) return;
  for (const { path, message } of checkResponse(operation.id, status, body)) {
    github.violations.push({ kind: "response", operation: operation.id, message: `${status} ${path} ${message}` });
  }
}
