import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { authenticate } from "../http/authenticate.ts";
import { findRepository } from "../http/authorize.ts";
import { refusalOf } from "../http/refuse.ts";
import { cut, trace } from "../http/respond.ts";
import { fullName } from "../present/links.ts";
import { judgePush, pushRefusal } from "../rules/judge-push.ts";
import { canSee, may, permits } from "../rules/rights.ts";
import type { Repository } from "../state/rows.ts";
import { intend } from "./move-refs.ts";
import { observeRefs } from "./observe-refs.ts";
import { type PushCommand, readCommands } from "./receive-commands.ts";
import { repositoryPath } from "./repositories.ts";
import { type BackendRequest, runBackend } from "./run-backend.ts";
import { verdictOf, writeVerdicts } from "./update-hook.ts";

/** A request of Git's own protocol. */
export interface GitRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly owner: string;
  readonly name: string;
  readonly service: string;
}

const route = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

/** Whose repository and which of Git's services a path names; undefined when it is not Git that asks. */
export function gitRoute(path: string): Pick<GitRequest, "owner" | "name" | "service"> | undefined {
  const [, owner, name, service] = route.exec(path) ?? [];
  return owner === undefined || name === undefined || service === undefined ? undefined : { owner, name, service };
}

/** Answers Git over smart HTTP: fetching for who may read, pushing for who may write and what the rules allow. */
export async function serveGit(github: GitHub, asked: GitRequest): Promise<void> {
  const { request, response, owner, name, service } = asked;
  const url = new URL(request.url ?? "/", github.url);
  const operation = service === "/info/refs" ? (url.searchParams.get("service") ?? "git-dumb-http") : service.slice(1);
  const at = github.now();
  const done = (status: number, actor = "anonymous") =>
    trace(github, {
      at,
      method: request.method ?? "",
      path: url.pathname,
      operation,
      actor,
      status,
      write: service === "/git-receive-pack",
    });
  const actor = identify(github, request);
  const who =
    typeof actor === "string" ? "anonymous" : (github.store.get("accounts", actor.account)?.login ?? "anonymous");
  const refusal =
    typeof actor === "string" ? { status: 401, text: actor } : admit(github, { actor, owner, name, operation });
  if ("status" in refusal) {
    request.resume();
    return done(turnAway(response, refusal), who);
  }
  const faults = service === "/info/refs" ? [] : github.faults.next(operation);
  const early = faults.find(({ kind, after }) => after !== true && ["drop", "error", "ref-lock"].includes(kind));
  if (early !== undefined) {
    request.resume();
    if (early.kind !== "drop")
      return done(turnAway(response, { status: early.status ?? 502, text: "Server Error" }), who);
    cut(response);
    return done(0, who);
  }
  const late = faults.find(({ after }) => after === true);
  const mute = late !== undefined;
  const context = {
    request,
    response,
    repository: refusal,
    actor: actor as Actor,
    service,
    query: url.search.slice(1),
    mute,
  };
  const status = service === "/git-receive-pack" ? await receive(github, context) : await upload(github, context);
  if (late?.kind === "error")
    return done(turnAway(response, { status: late.status ?? 502, text: "Server Error" }), who);
  if (mute) cut(response);
  else response.end();
  done(status, who);
}

interface Context {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly repository: Repository;
  readonly actor: Actor;
  readonly service: string;
  readonly query: string;
  /** Whether the work is done and the answer lost, as a fault has it. */
  readonly mute: boolean;
}

interface TurnedAway {
  readonly status: number;
  readonly text: string;
}

function identify(github: GitHub, request: IncomingMessage): Actor | string {
  try {
    return authenticate(github, request.headers.authorization);
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return "Invalid username or token. Password authentication is not supported for Git operations.";
  }
}

function admit(
  github: GitHub,
  {
    actor,
    owner,
    name,
    operation,
  }: { readonly actor: Actor; readonly owner: string; readonly name: string; readonly operation: string },
): Repository | TurnedAway {
  const repository = findRepository(github, owner, name);
  const unknown = actor.kind === "anonymous" || actor.kind === "app";
  if (repository === undefined || !canSee(github, actor, repository)) {
    return unknown ? { status: 401, text: "No anonymous access." } : { status: 404, text: "Repository not found." };
  }
  if (!["git-upload-pack", "git-receive-pack"].includes(operation))
    return { status: 403, text: "Please upgrade your Git client." };
  const login = github.store.get("accounts", actor.account)?.login ?? "anonymous";
  const denied = {
    status: unknown ? 401 : 403,
    text: `Permission to ${fullName(github, repository)}.git denied to ${login}.`,
  };
  if (operation === "git-upload-pack")
    return may(github, actor, repository, "contents:read", "read") ? repository : denied;
  return may(github, actor, repository, "contents:write", "write") ? repository : denied;
}

function turnAway(response: ServerResponse, { status, text }: TurnedAway): number {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    ...(status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {}),
  });
  response.end(`${text}\n`);
  return status;
}

function upload(github: GitHub, context: Context): Promise<number> {
  return backend(github, context, { body: inflated(context.request), settings: [], env: {} });
}

/** Takes a push: judges it, lets Git receive it, and does what follows from the refs that it moved. */
async function receive(github: GitHub, context: Context): Promise<number> {
  const { repository, actor } = context;
  const { commands, body } = await peek(inflated(context.request));
  // Git asks with an empty push whether it may push at all.
  if (commands.length === 0) return backend(github, context, { body, settings: [], env: {} });
  const folder = await mkdtemp(join(github.directory, "push-"));
  const moves = commands.map(({ name, after = "" }) => ({ name, oid: after }));
  const intent = await intend(github, repository, { actor: actor.account, moves, merging: undefined });
  try {
    await writeVerdicts(
      folder,
      commands.map((command) => judge(github, repository, actor, command)),
    );
    const settings = [`core.hooksPath=${join(github.directory, "hooks")}`];
    return await backend(github, context, { body, settings, env: { SLIPWAY_VERDICTS: folder } });
  } finally {
    await github.exclusive(repository.id, () => observeRefs(github, repository.id));
    github.store.remove("intents", intent.id);
    await github.store.flush();
    await rm(folder, { recursive: true, force: true });
  }
}

function backend(
  github: GitHub,
  { request, response, repository, actor, service, query, mute }: Context,
  run: Pick<BackendRequest, "body" | "settings" | "env">,
): Promise<number> {
  const path = repositoryPath(github.directory, repository.id);
  return runBackend(request, response, { ...run, repository: path, service, query, user: String(actor.account), mute });
}

function judge(github: GitHub, repository: Repository, actor: Actor, command: PushCommand) {
  const judgement = judgePush(github, repository, actor, command);
  const { name } = command;
  const say = (messages: readonly string[]) =>
    pushRefusal(github, repository, { name, messages, byRuleset: judgement.byRuleset });
  const app = actor.kind === "installation" && !permits(actor.permissions ?? {}, "workflows:write");
  const workflows = app
    ? "refusing to allow a GitHub App to create or update a workflow in `.github/workflows` without `workflows` permission"
    : undefined;
  return verdictOf(name, judgement, { say, workflows });
}

/** A request's body as it was before it was compressed on the way. */
function inflated(request: IncomingMessage): Readable {
  return request.headers["content-encoding"] === "gzip" ? request.pipe(createGunzip()) : request;
}

const commandBytes = 16 * 1024 * 1024;

/** The commands at the beginning of a push, and the whole body as it came. */
async function peek(body: Readable): Promise<{ readonly commands: readonly PushCommand[]; readonly body: Readable }> {
  const iterator = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  let commands: readonly PushCommand[] | undefined;
  while (commands === undefined && head.length < commandBytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
    commands = readCommands(head);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield head;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { commands: commands ?? [], body: Readable.from(whole()) };
}
