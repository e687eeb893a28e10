import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
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

/** Does the work of one request for the actor who sent it. `lag`: see the fault of that name. */
export type Work = (actor: Actor, lag: number) => Promise<Reply>;

/**
 * Answers one API request: says who asks, counts it against the limits, plays the faults that are due, does the work,
 * and puts what changed on the disk before the answer leaves.
 */
export async function answer(
  github: GitHub,
  {
    request,
    response,
    subject,
    work,
  }: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly subject: Subject;
    readonly work: Work;
  },
): Promise<void> {
  const at = github.now();
  let actor = anonymous;
  let cost: Cost | undefined;
  const done = (status: number) => {
    const { method = "", url: path = "" } = request;
    trace(github, {
      at,
      method,
      path,
      operation: subject.operation,
      actor: nameOf(github, actor),
      status,
      write: subject.write,
    });
  };
  try {
    if (request.headers["user-agent"] === undefined) refuse(403, forbiddenAgent);
    actor = authenticate(github, request.headers.authorization);
    cost = take(github, actor, subject);
    const faults = github.faults.next(subject.operation);
    const reply = await play(github, { actor, faults, subject, work });
    if (reply === "drop") {
      cut(response);
      return done(0);
    }
    const rate = github.limiter.rate(cost.payer, subject.resource);
    const status = respond(request, response, { reply, resource: subject.resource, rate, now: github.now() });
    if (status === 304) github.limiter.giveBack(cost);
    done(status);
  } catch (error) {
    const refusal = refusalOf(error) ?? crash(github, subject, error);
    const rate = cost === undefined ? undefined : github.limiter.rate(cost.payer, subject.resource);
    done(
      respond(request, response, {
        reply: replyOf(refusal, subject),
        resource: subject.resource,
        rate,
        now: github.now(),
      }),
    );
  }
}

const forbiddenAgent =
  "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).";
const secondary =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. For more on scraping GitHub and how it may affect your rights, please review our Terms of Service.";

function take(github: GitHub, actor: Actor, { resource, points, content }: Subject): Cost {
  const cost = { payer: payerOf(actor), resource, points, content };
  const hold = github.limiter.take(cost);
  if (hold !== undefined) refuseHeld(cost.payer, hold);
  return cost;
}

function refuseHeld(payer: string, { kind, retryAfter }: Hold): never {
  if (kind === "secondary") return refuse(403, secondary, { headers: { "retry-after": String(retryAfter) } });
  return refuse(403, `API rate limit exceeded for ${payer}.`, { headers: { "x-ratelimit-remaining": "0" } });
}

async function play(
  github: GitHub,
  {
    actor,
    faults,
    subject,
    work,
  }: { readonly actor: Actor; readonly faults: readonly Fault[]; readonly subject: Subject; readonly work: Work },
): Promise<Reply | "drop"> {
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
