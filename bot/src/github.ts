import { setTimeout as sleep } from "node:timers/promises";
import { Probot, ProbotOctokit } from "probot";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** A repository on which the app is installed. */
export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  readonly installation: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  /** Its page, for links. */
  readonly page: string;
}

/** What a token may do: never more than one step of a job needs. */
export type Rights = "read" | "report" | "push" | "members";

const permissions: Readonly<Record<Rights, Readonly<Record<string, string>>>> = {
  read: { checks: "read", contents: "read", metadata: "read", pull_requests: "read" },
  report: { checks: "write", metadata: "read", pull_requests: "write" },
  push: { contents: "write", metadata: "read" },
  members: { members: "read", metadata: "read" },
};

type Parameters = Readonly<Record<string, unknown>>;

/** GitHub, asked with one token. */
export interface Client {
  /** Calls the REST API by its route, such as `GET /repos/{owner}/{repo}`; `owner` and `repo` are filled in. */
  rest<T>(route: string, parameters?: Parameters): Promise<T>;
  graphql<T>(query: string, variables?: Parameters): Promise<T>;
}

/** GitHub, as the app sees it. */
export interface GitHub {
  readonly probot: Probot;
  /** The app's name in addresses, and the login under which it comments. */
  identity(): Promise<{ readonly id: number; readonly slug: string }>;
  repositories(): Promise<Repository[]>;
  client(repository: Repository, rights: Rights): Promise<Client>;
  token(repository: Repository, rights: Rights): Promise<string>;
  /** Lets go of the tokens of a repository: one of them may no longer be good. */
  forget(repository: Repository): void;
}

export interface GitHubOptions {
  readonly apiUrl: string;
  readonly app: { readonly id: number; readonly privateKey: string };
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Why GitHub did not do something: the `cause` of the Error that a call throws. */
export interface Refusal {
  /** 0 when no answer came. */
  readonly status: number;
  readonly route: string;
  /** Milliseconds until it may be asked again, where it asked for patience. */
  readonly retryAfter: number | undefined;
}

/** The refusal behind an error; undefined when it is something else. */
export function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof Error ? (error.cause as Partial<Refusal> | undefined) : undefined;
  return typeof cause?.route === "string" ? (cause as Refusal) : undefined;
}

const timeout = 30_000;
const mostAtOnce = 10;
const pageSize = 100;

/** Opens the way to GitHub. The only place that calls Octokit: its own throttling and retries are off, see ask(). */
export async function openGitHub(options: GitHubOptions): Promise<GitHub> {
  const { app, apiUrl, log, metrics } = options;
  log.hide(app.privateKey);
  const Octokit = ProbotOctokit.defaults((given: object) => ({
    ...given,
    throttle: { enabled: false },
    retry: { enabled: false },
    log: quiet,
  }));
  const probot = new Probot({
    appId: app.id,
    privateKey: app.privateKey,
    // Deliveries are verified before they come here, with more than one secret if need be.
    secret: "verified by the server",
    baseUrl: apiUrl,
    Octokit,
    log: probotLog(log) as never,
  });
  await probot.ready();
  const own = await probot.auth();
  const gate = openGate();
  const clients = new Map<string, { readonly client: Client; readonly token: string; readonly until: number }>();

  function ask<T>(who: string, route: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return askPatiently({ who, route, call, gate, metrics });
  }

  async function appCall<T>(route: string, parameters: Parameters = {}): Promise<T> {
    const answer = await ask("app", route, (signal) => own.request(route, { ...parameters, request: { signal } }));
    return answer.data as T;
  }

  async function authorize(installation: number, rights: Rights | "list", repository?: Repository) {
    const key = keyOf(installation, rights, repository);
    const known = clients.get(key);
    if (known !== undefined && known.until > Date.now() + 5 * 60_000) return known;
    const answer = await appCall<{ token: string; expires_at: string }>(
      "POST /app/installations/{installation_id}/access_tokens",
      {
        installation_id: installation,
        permissions: rights === "list" ? { metadata: "read" } : permissions[rights],
        ...(repository === undefined ? {} : { repository_ids: [repository.id] }),
      },
    );
    const { token } = answer;
    const until = Date.parse(answer.expires_at);
    log.hide(token, until);
    log.hide(basicOf(token), until);
    const octokit = new Octokit({ auth: { token }, baseUrl: apiUrl });
    const place = repository === undefined ? {} : { owner: repository.owner, repo: repository.name };
    const who = `installation ${installation}`;
    const client: Client = {
      rest: async <T>(route: string, parameters: Parameters = {}) =>
        (await ask(who, route, (signal) => octokit.request(route, { ...place, ...parameters, request: { signal } })))
          .data as T,
      graphql: (query, variables = {}) => {
        const wanted = Object.entries({ ...place, ...variables }).filter(([name]) => query.includes(`$${name}`));
        const given = Object.fromEntries(wanted);
        return ask(who, nameOf(query), (signal) => octokit.graphql(query, { ...given, request: { signal } }));
      },
    };
    const made = { client, token, until };
    clients.set(key, made);
    return made;
  }

  async function pages<T>(read: (page: number) => Promise<readonly T[]>): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
      const some = await read(page);
      all.push(...some);
      if (some.length < pageSize) return all;
    }
  }

  async function repositories(): Promise<Repository[]> {
    type Installed = { id: number; suspended_at: string | null };
    const installations = await pages((page) =>
      appCall<Installed[]>("GET /app/installations", { per_page: pageSize, page }),
    );
    const found: Repository[] = [];
    for (const { id, suspended_at } of installations) if (suspended_at === null) found.push(...(await installedOn(id)));
    return found;
  }

  /** Of an installation that was removed or suspended just now there are none; the others are looked at all the same. */
  async function installedOn(installation: number): Promise<Repository[]> {
    try {
      const { client } = await authorize(installation, "list");
      const all = await pages(async (page) => {
        const parameters = { per_page: pageSize, page };
        return (await client.rest<{ repositories: Listed[] }>("GET /installation/repositories", parameters))
          .repositories;
      });
      return all.map((row) => repositoryOf(row, installation));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.status === 401) clients.delete(keyOf(installation, "list"));
      if (refusal?.retryAfter !== undefined || ![403, 404].includes(refusal?.status ?? 0)) throw error;
      log.warn("an installation cannot be looked at", { installation, error });
      return [];
    }
  }

  return {
    probot,
    identity: () => appCall("GET /app"),
    repositories,
    client: async (repository, rights) => (await authorize(repository.installation, rights, repository)).client,
    token: async (repository, rights) => (await authorize(repository.installation, rights, repository)).token,
    forget({ id }) {
      for (const key of clients.keys()) if (key.endsWith(` ${id}`)) clients.delete(key);
    },
  };
}

function keyOf(installation: number, rights: Rights | "list", repository?: Repository): string {
  return `${installation} ${rights} ${repository?.id ?? ""}`;
}

/** The header value that stands for a token in Basic authentication, as Git sends it. */
export function basicOf(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString("base64");
}

interface Listed {
  readonly id: number;
  readonly node_id: string;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly default_branch: string;
  readonly html_url: string;
}

function repositoryOf(row: Listed, installation: number): Repository {
  const { id, node_id: nodeId, name, owner, default_branch: defaultBranch, html_url: page } = row;
  return { id, nodeId, installation, owner: owner.login, name, defaultBranch, page };
}

/** Lets so many requests of an installation through at once, and none while GitHub asked for patience. */
interface Gate {
  pass<T>(who: string, call: () => Promise<T>): Promise<T>;
  /** Milliseconds until this one may ask again. */
  closedFor(who: string): number;
  close(who: string, milliseconds: number): void;
}

function openGate(): Gate {
  const going = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  const closed = new Map<string, number>();
  return {
    async pass(who, call) {
      while ((going.get(who) ?? 0) >= mostAtOnce)
        await new Promise<void>((go) => {
          const queue = waiting.get(who) ?? [];
          waiting.set(who, queue);
          queue.push(go);
        });
      going.set(who, (going.get(who) ?? 0) + 1);
      try {
        return await call();
      } finally {
        going.set(who, (going.get(who) ?? 1) - 1);
        waiting.get(who)?.shift()?.();
      }
    },
    closedFor: (who) => Math.max(0, (closed.get(who) ?? 0) - performance.now()),
    close: (who, milliseconds) => void closed.set(who, performance.now() + milliseconds),
  };
}

interface Asking<T> {
  readonly who: string;
  readonly route: string;
  readonly call: (signal: AbortSignal) => Promise<T>;
  readonly gate: Gate;
  readonly metrics: Metrics;
}

const attempts = 3;

/**
 * Asks, and asks again where that can do no harm: reading, and what is the same when it is done twice. A POST is asked
 * once, because what it made may be there although no answer came. Whoever is told to wait is not asked in the meantime:
 * the job is put off, and no worker sits and waits.
 */
async function askPatiently<T>({ who, route, call, gate, metrics }: Asking<T>): Promise<T> {
  const repeatable = !route.startsWith("POST ") && !route.startsWith("mutation ");
  for (let attempt = 1; ; attempt += 1) {
    const wait = gate.closedFor(who);
    if (wait > 0) throw refused(`GitHub asked for patience: ${route}`, { status: 429, route, retryAfter: wait });
    try {
      const answer = await gate.pass(who, () => call(AbortSignal.timeout(timeout)));
      metrics.count("github_requests_total", { route, status: "ok" });
      return answer;
    } catch (error) {
      const { status, retryAfter } = readRefusal(error);
      metrics.count("github_requests_total", { route, status });
      if (retryAfter !== undefined) {
        metrics.count("github_limited_total", { kind: status });
        gate.close(who, retryAfter);
      }
      const passing = retryAfter === undefined && (status === 0 || status >= 500);
      if (!passing || !repeatable || attempt === attempts)
        throw refused(`${route}: ${messageOf(error)}`, { status, route, retryAfter });
      await sleep(200 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function refused(message: string, cause: Refusal): Error {
  return new Error(message, { cause });
}

interface Failed {
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly errors?: readonly { readonly type?: string }[];
}

/** The status of an answer, and how long to wait where it says so: by headers, never by words. */
function readRefusal(error: unknown): { status: number; retryAfter: number | undefined } {
  const { status, response, headers: own, errors } = error as Failed;
  const headers = response?.headers ?? own ?? {};
  const known = status ?? (errors === undefined ? 0 : 200);
  const after = Number(headers["retry-after"]);
  const limited = known === 429 || known === 403 || errors?.some(({ type }) => type === "RATE_LIMITED") === true;
  if (limited && after > 0) return { status: known, retryAfter: after * 1000 };
  if (limited && headers["x-ratelimit-remaining"] === "0") {
    const reset = Number(headers["x-ratelimit-reset"]) * 1000 - Date.now();
    return { status: known, retryAfter: Math.max(1_000, Number.isFinite(reset) ? reset + 1_000 : 60_000) };
  }
  return { status: known, retryAfter: known === 429 ? 60_000 : undefined };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `query pull` or `mutation move` of a GraphQL document. */
function nameOf(query: string): string {
  return /^\s*(query|mutation) \w+/.exec(query)?.[0].trim() ?? "query";
}

const nothing = () => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function probotLog(log: Log): object {
  const warn = (...said: unknown[]) => log.warn("probot", { said });
  const own: Record<string, unknown> = { ...quiet, trace: nothing, warn, error: warn, fatal: warn };
  own["child"] = () => own;
  return own;
}
