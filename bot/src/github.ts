import { Probot, ProbotOctokit } from "probot";
import { askPatiently, openGate, refusalOf } from "./ask.ts";
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
