import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { authenticate } from "../http/authenticate.ts";
import { findRepository } from "../http/authorize.ts";
import type { Fault } from "../http/faults.ts";
import { refusalOf } from "../http/refuse.ts";
import { cut, trace } from "../http/respond.ts";
import { fullName } from "../present/links.ts";
import { judgePush, pushRefusal } from "../rules/judge-push.ts";
import { canSee, may, permits } from "../rules/rights.ts";
import type { Repository } from "../state/repository-rows.ts";
import { intend } from "./move-refs.ts";
import { observeRefs } from "./observe-refs.ts";
import { type PushCommand, readCommands } from "./receive-commands.ts";
import { repositoryPath } from "./repositories.ts";
import { type BackendRequest, runBackend } from "./run-backend.ts";
import { verdictOf, writeVerdicts } from "./update-hook.ts";

/** Whose repository and which of Git's services a path names. */
export interface GitRoute {
  readonly owner: string;
  readonly name: string;
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  readonly service: string;
}

const route = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

/** What a path asks of Git; undefined when it is not Git that asks. */
export function gitRoute(path: string): GitRoute | undefined {
  const [, owner, name, service] = route.exec(path) ?? [];
  return owner === undefined || name === undefined || service === undefined ? undefined : { owner, name, service };
}

/** One exchange with a Git that was let in. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly repository: Repository;
  readonly actor: Actor;
  readonly service: string;
  readonly query: string;
}

interface TurnedAway {
  readonly status: number;
  readonly text: string;
}

/** Answers Git over smart HTTP: fetching for who may read, pushing for who may write and what the rules allow. */
export async function serveGit(
  github: GitHub,
  {
    request,
    response,
    asked,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly asked: GitRoute },
): Promise<void> {
  const at = github.now();
  const url = new URL(request.url ?? "/", github.url);
  const { service } = asked;
  const operation = service === "/info/refs" ? (url.searchParams.get("service") ?? "git-dumb-http") : service.slice(1);
  const actor = identify(github, request);
  const admitted = "text" in actor ? actor : admit(github, { actor, asked, operation });
  let status: number;
  if ("text" in actor || "text" in admitted) {
    request.resume();
    status = turnAway(response, admitted as TurnedAway);
  } else {
    const exchange = { request, response, repository: admitted, actor, service, query: url.search.slice(1) };
    status = await play(github, exchange, service === "/info/refs" ? [] : github.faults.next(operation));
  }
  const login = "text" in actor ? undefined : github.store.get("accounts", actor.account)?.login;
  const write = service === "/git-receive-pack";
  trace(github, {
    at,
    method: request.method ?? "",
    path: url.pathname,
    operation,
    actor: login ?? "anonymous",
    status,
    write,
  });
}

const broken = "Server Error";

/** Does the work, with the faults that are due before and after it. Gives the status; 0 for a cut connection. */
async function play(github: GitHub, exchange: Exchange, faults: readonly Fault[]): Promise<number> {
  const { request, response, service } = exchange;
  const fail = ({ kind, status = 502 }: Fault) => {
    if (kind !== "drop") return turnAway(response, { status, text: broken });
    cut(response);
    return 0;
  };
  const early = faults.find(({ kind, after }) => after !== true && ["drop", "error", "ref-lock"].includes(kind));
  if (early !== undefined) {
    request.resume();
    return fail(early);
  }
  const late = faults.find(({ after }) => after === true);
  const work = service === "/git-receive-pack" ? receive : upload;
  const status = await work(github, exchange, late !== undefined);
  if (late !== undefined) return fail(late);
  response.end();
  return status;
}

function identify(github: GitHub, request: IncomingMessage): Actor | TurnedAway {
  try {
    return authenticate(github, request.headers.authorization);
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return {
      status: 401,
      text: "Invalid username or token. Password authentication is not supported for Git operations.",
    };
  }
}

function admit(
  github: GitHub,
  { actor, asked, operation }: { readonly actor: Actor; readonly asked: GitRoute; readonly operation: string },
): Repository | TurnedAway {
  const repository = findRepository(github, asked.owner, asked.name);
  const unknown = actor.kind === "anonymous" || actor.kind === "app";
  if (repository === undefined || !canSee(github, actor, repository)) {
    return unknown ? { status: 401, text: "No anonymous access." } : { status: 404, text: "Repository not found." };
  }
  const login = github.store.get("accounts", actor.account)?.login ?? "anonymous";
  const denied = {
    status: unknown ? 401 : 403,
    text: `Permission to ${fullName(github, repository)}.git denied to ${login}.`,
  };
  switch (operation) {
    case "git-upload-pack":
      return may(github, actor, repository, "contents:read", "read") ? repository : denied;
    case "git-receive-pack":
      return may(github, actor, repository, "contents:write", "write") ? repository : denied;
    default:
      return { status: 403, text: "Please upgrade your Git client." };
  }
}

function turnAway(response: ServerResponse, { status, text }: TurnedAway): number {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    ...(status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {}),
  });
  response.end(`${text}\n`);
  return status;
}

function upload(github: GitHub, exchange: Exchange, mute: boolean): Promise<number> {
  return backend(github, exchange, { body: inflated(exchange.request), settings: [], env: {}, mute });
}

/** Takes a push: judges it, lets Git receive it, and does what follows from the refs that it moved. */
async function receive(github: GitHub, exchange: Exchange, mute: boolean): Promise<number> {
  const { repository, actor } = exchange;
  const { commands, body } = await peek(inflated(exchange.request));
  // Git asks with an empty push whether it may push at all.
  if (commands.length === 0) return backend(github, exchange, { body, settings: [], env: {}, mute });
  const folder = await mkdtemp(join(github.directory, "push-"));
  const moves = commands.map(({ name, after = "" }) => ({ name, oid: after }));
  const intent = await intend(github, repository, { actor: actor.account, moves, merging: undefined });
  try {
    await writeVerdicts(
      folder,
      commands.map((command) => judge(github, repository, actor, command)),
    );
    // Of the objects that a push puts aside until it is judged Git asks whose they are: without a command it complains.
    const settings = [`core.hooksPath=${join(github.directory, "hooks")}`, "core.alternateRefsCommand=true"];
    return await backend(github, exchange, { body, settings, env: { SLIPWAY_VERDICTS: folder }, mute });
  } finally {
    await github.exclusive(repository.id, () => observeRefs(github, repository.id));
    github.store.remove("intents", intent.id);
    await github.store.flush();
    await rm(folder, { recursive: true, force: true });
  }
}

function backend(
  github: GitHub,
  { request, response, repository, actor, service, query }: Exchange,
  run: Pick<BackendRequest, "body" | "settings" | "env" | "mute">,
): Promise<number> {
  const path = repositoryPath(github.directory, repository.id);
  return runBackend(request, response, { ...run, repository: path, service, query, user: String(actor.account) });
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
