import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { checkResponse } from "../contract/validate.ts";
import type { GitHub } from "../github.ts";
import { type Actor, anonymous } from "./actor.ts";
import { authenticate } from "./authenticate.ts";
import type { Reply } from "./call.ts";
import type { Fault } from "./faults.ts";
import { payerOf } from "./payer.ts";
import type { Cost, Hold } from "./rate-limit.ts";
import { type Refusal, refusalOf, refuse } from "./refuse.ts";
import { cut, respond, trace } from "./respond.ts";

/** What a request is about, before it is looked at closely. */
export interface Subject {
  /** GitHub's name of the operation. */
  readonly operation: string;
  readonly documentation: string;
  readonly resource: "core" | "graphql";
  readonly write: boolean;
  readonly content: boolean;
  /** Points against the secondary limit. */
  readonly points: number;
}

/** One request, and what is to be done for it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly subject: Subject;
  /** Does the work for the actor who asks. `lag`: see the fault of that name. */
  readonly work: (actor: Actor, lag: number) => Promise<Reply>;
}

/** Who turned out to ask, and what it costs them. */
interface Asker {
  actor: Actor;
  cost: Cost | undefined;
}

/**
 * Answers one API request: says who asks, counts it against the limits, plays the faults that are due, does the work,
 * and puts what changed on the disk before the answer leaves.
 */
export async function answer(github: GitHub, exchange: Exchange): Promise<void> {
  const { request, response, subject } = exchange;
  const at = github.now();
  const asker: Asker = { actor: anonymous, cost: undefined };
  const reply = await replyTo(github, exchange, asker);
  const { actor, cost } = asker;
  let status = 0;
  if (reply === "drop") cut(response);
  else {
    const rate = cost === undefined ? undefined : github.limiter.rate(cost.payer, subject.resource);
    status = respond(request, response, { reply, resource: subject.resource, rate, now: github.now() });
  }
  if (cost !== undefined) github.limiter.end(cost, status === 304);
  const { method = "", url: path = "" } = request;
  const { operation, write } = subject;
  trace(github, { at, method, path, operation, actor: nameOf(github, actor), status, write });
}

async function replyTo(github: GitHub, { request, subject, work }: Exchange, asker: Asker): Promise<Reply | "drop"> {
  try {
    if (request.headers["user-agent"] === undefined) refuse(403, forbiddenAgent);
    asker.actor = authenticate(github, request.headers.authorization);
    asker.cost = begin(github, asker.actor, subject);
    const faults = github.faults.next(subject.operation);
    return await play(github, { actor: asker.actor, faults, subject, work });
  } catch (error) {
    if (request.destroyed && !request.complete) return "drop";
    const refusal = refusalOf(error) ?? crash(github, subject, error);
    review(github, subject, refusal);
    return replyOf(refusal, subject);
  }
}

const forbiddenAgent =
  "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).";
const secondary =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. For more on scraping GitHub and how it may affect your rights, please review our Terms of Service.";

function begin(github: GitHub, actor: Actor, { resource, points, content }: Subject): Cost {
  const cost = { payer: payerOf(actor), resource, points, content };
  const hold = github.limiter.begin(cost);
  if (hold !== undefined) refuseHeld(cost.payer, hold);
  return cost;
}

function refuseHeld(payer: string, { kind, retryAfter }: Hold): never {
  if (kind === "secondary") return refuse(403, secondary, { headers: { "retry-after": String(retryAfter) } });
  return refuse(403, `API rate limit exceeded for ${payer}.`, { headers: { "x-ratelimit-remaining": "0" } });
}

interface Play {
  readonly actor: Actor;
  readonly faults: readonly Fault[];
  readonly subject: Subject;
  readonly work: Exchange["work"];
}

async function play(github: GitHub, { actor, faults, subject, work }: Play): Promise<Reply | "drop"> {
  let lag = 0;
  for (const fault of faults) {
    if (fault.kind === "slow") await sleep(fault.milliseconds ?? 1000);
    if (fault.kind === "lag") lag = fault.milliseconds ?? 2000;
    if (fault.kind === "expire-token") expire(github, actor);
    if (fault.kind === "ref-lock") refuse(409, "Reference cannot be updated: cannot lock ref");
    if (fault.kind === "secondary-rate-limit") refuse(403, secondary, retry(fault));
    if (fault.kind === "too-many-requests") refuse(429, secondary, retry(fault));
    if (fault.kind === "drop" && fault.after !== true) return "drop";
    if (fault.kind === "error" && fault.after !== true) refuse(fault.status ?? 502, "Server Error");
  }
  const reply = await work(actor, lag);
  if (subject.write) await github.store.flush();
  const late = faults.find((fault) => fault.after === true);
  if (late?.kind === "drop") return "drop";
  if (late?.kind === "error") return refuse(late.status ?? 502, "Server Error");
  return reply;
}

function retry({ retryAfter = 1 }: Fault): Pick<Refusal, "headers"> {
  return { headers: { "retry-after": String(retryAfter) } };
}

function expire(github: GitHub, { token }: Actor): never {
  const row = github.store.get("tokens", token ?? "");
  if (row !== undefined) github.store.put("tokens", { ...row, expiresAt: github.now() });
  return refuse(401, "Bad credentials");
}

/** What is not served fails the test that asked for it, and so does a refusal that GitHub would word otherwise. */
function review(github: GitHub, subject: Subject, refusal: Refusal): void {
  const { operation } = subject;
  if (refusal.status === 501) github.violations.push({ kind: "not served", operation, message: refusal.message });
  for (const { path, message } of checkResponse(operation, refusal.status, replyOf(refusal, subject).body)) {
    github.violations.push({ kind: "response", operation, message: `${refusal.status} ${path} ${message}` });
  }
}

function crash(github: GitHub, { operation }: Subject, error: unknown): Refusal {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  github.violations.push({ kind: "crash", operation, message });
  return { status: 500, message: "Server Error" };
}

function replyOf({ status, message, errors, headers }: Refusal, { documentation }: Subject): Reply {
  const body = {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: documentation,
    status: String(status),
  };
  return { status, body, ...(headers === undefined ? {} : { headers }) };
}

function nameOf(github: GitHub, { kind, account, app }: Actor): string {
  if (kind === "app") return github.store.get("apps", app ?? 0)?.slug ?? "";
  return github.store.get("accounts", account)?.login ?? "anonymous";
}
