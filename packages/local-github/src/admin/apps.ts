import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { GitHub } from "../github.ts";
import { hashOf } from "../http/authenticate.ts";
import { presentInstallation } from "../present/account.ts";
import { fullName, nodeId } from "../present/links.ts";
import type { App, Installation, Permissions } from "../state/account-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { emitToApp } from "../webhooks/emit.ts";
import { accountNamed, addAccount } from "./accounts.ts";
import { repositoryNamed } from "./repositories.ts";

/** What may be said of an app. */
export interface AppSettings {
  readonly owner: string;
  readonly name?: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** PEM; a key is made when there is none. Given again after a restart, the app keeps working with it. */
  readonly privateKey?: string;
}

/** What an app's maker needs to know. The private key is given here and not kept. */
export interface AppCredentials {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly privateKey: string;
}

/** Makes an app, or changes the one of that slug. */
export function createApp(github: GitHub, slug: string, settings: AppSettings): AppCredentials {
  const [found] = github.store.of("apps", slug);
  const unasked = settings.events.find((event) => event.startsWith("installation"));
  if (unasked !== undefined) throw new Error(`Every app is told of ${unasked}; it cannot be asked for.`);
  const bot = addAccount(github, {
    login: `${slug}[bot]`,
    kind: "Bot",
    name: `${slug}[bot]`,
    email: undefined,
    owners: [],
    members: [],
  });
  const privateKey = settings.privateKey ?? makeKey();
  const id = found?.id ?? github.store.nextId();
  const app = github.store.put("apps", {
    id,
    slug,
    name: settings.name ?? slug,
    owner: accountNamed(github, settings.owner).id,
    bot: bot.id,
    clientId: found?.clientId ?? `Iv23li${github.secret(14)}`,
    permissions: { metadata: "read", ...settings.permissions },
    events: settings.events,
    publicKey: createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
    webhook: settings.webhook,
    createdAt: found?.createdAt ?? github.now(),
  });
  return { id, slug, clientId: app.clientId, privateKey };
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function appNamed(github: GitHub, slug: string): App {
  const [app] = github.store.of("apps", slug);
  if (app === undefined) throw new Error(`There is no app ${slug}.`);
  return app;
}

/** Installs an app on an account, on all its repositories or on some; gives the installation's id. */
export function install(github: GitHub, slug: string, login: string, repositories?: readonly string[]): number {
  const app = appNamed(github, slug);
  const account = accountNamed(github, login);
  const found = github.store.of("installations", app.id).find((row) => row.account === account.id);
  if (found !== undefined) return found.id;
  const chosen = repositories?.map((name) => repositoryNamed(github, name).id) ?? "all";
  const installation = github.store.put("installations", {
    id: github.store.nextId(),
    app: app.id,
    account: account.id,
    permissions: app.permissions,
    repositories: chosen,
    suspendedAt: undefined,
    createdAt: github.now(),
  });
  announce(github, installation, "installation.created");
  return installation.id;
}

/** Suspends an installation, or lets it work again: its tokens are refused and it is told of nothing. */
export function suspend(github: GitHub, id: number, suspended: boolean): void {
  const before = installationOf(github, id);
  const installation = github.store.put("installations", {
    ...before,
    suspendedAt: suspended ? github.now() : undefined,
  });
  announce(github, installation, suspended ? "installation.suspend" : "installation.unsuspend");
}

/** Removes an installation and its tokens. */
export function uninstall(github: GitHub, id: number): void {
  const installation = installationOf(github, id);
  announce(github, installation, "installation.deleted");
  for (const token of github.store.all("tokens"))
    if (token.installation === id) github.store.remove("tokens", token.id);
  github.store.remove("installations", id);
}

/** Changes the repositories that an installation covers. */
export function chooseRepositories(github: GitHub, id: number, names: readonly string[]): void {
  const before = installationOf(github, id);
  const chosen = names.map((name) => repositoryNamed(github, name));
  const covered = coveredBy(github, before);
  const installation = github.store.put("installations", { ...before, repositories: chosen.map((row) => row.id) });
  const added = chosen.filter((row) => !covered.some((other) => other.id === row.id));
  const removed = covered.filter((row) => !chosen.some((other) => other.id === row.id));
  for (const [event, some] of [
    ["installation_repositories.added", added],
    ["installation_repositories.removed", removed],
  ] as const) {
    if (some.length === 0) continue;
    const none: readonly Repository[] = [];
    const payload = {
      installation: presentInstallation(github, installation),
      repository_selection: "selected",
      repositories_added: (some === added ? some : none).map((row) => brief(github, row)),
      repositories_removed: (some === removed ? some : none).map((row) => brief(github, row)),
      requester: null,
    };
    emitToApp(github, { installation, event, sender: senderOf(github, installation), payload });
  }
}

function installationOf(github: GitHub, id: number): Installation {
  const installation = github.store.get("installations", id);
  if (installation === undefined) throw new Error(`There is no installation ${id}.`);
  return installation;
}

function coveredBy(github: GitHub, { account, repositories }: Installation): Repository[] {
  return github.store
    .all("repositories")
    .filter(({ owner, id }) => owner === account && (repositories === "all" || repositories.includes(id)));
}

type InstallationEvent =
  | "installation.created"
  | "installation.deleted"
  | "installation.suspend"
  | "installation.unsuspend";

function announce(github: GitHub, installation: Installation, event: InstallationEvent): void {
  const repositories = coveredBy(github, installation).map((row) => brief(github, row));
  const payload = { installation: presentInstallation(github, installation), repositories, requester: null };
  emitToApp(github, { installation, event, sender: senderOf(github, installation), payload });
}

/** A person acts for an organization: its first owner. */
function senderOf(github: GitHub, { account }: Installation): number {
  return github.store.get("accounts", account)?.owners[0] ?? account;
}

function brief(github: GitHub, row: Repository): Record<string, unknown> {
  return {
    id: row.id,
    node_id: nodeId("Repository", row.id),
    name: row.name,
    full_name: fullName(github, row),
    private: row.private,
  };
}

/** What may be said of a person's token. */
export interface TokenSettings {
  /** Narrows the token as a fine-grained one; left out, it may whatever the person may. */
  readonly permissions?: Permissions;
  readonly repositories?: readonly string[];
  /** Milliseconds; a year unless told. */
  readonly lifetime?: number;
}

/** Makes a personal access token and gives it; it is not kept. */
export function createToken(github: GitHub, login: string, settings: TokenSettings = {}): string {
  const token = `github_pat_${github.secret(22)}_${github.secret(59)}`;
  github.store.put("tokens", {
    id: hashOf(token),
    installation: undefined,
    account: accountNamed(github, login).id,
    permissions: settings.permissions,
    repositories: settings.repositories?.map((name) => repositoryNamed(github, name).id),
    expiresAt: github.now() + (settings.lifetime ?? 365 * 24 * 60 * 60 * 1000),
  });
  return token;
}
