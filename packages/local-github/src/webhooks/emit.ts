import { randomUUID } from "node:crypto";
import { checkEvent, type EventName } from "../contract/validate.ts";
import type { GitHub } from "../github.ts";
import { presentAccount } from "../present/account.ts";
import { nodeId } from "../present/links.ts";
import { presentInPayload } from "../present/repository.ts";
import type { App, Installation } from "../state/account-rows.ts";
import type { Repository } from "../state/repository-rows.ts";

/** Something that happened in a repository. */
export interface Event {
  readonly event: EventName;
  readonly repository: Repository;
  /** The account that did it. */
  readonly sender: number;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The one app that is told; every app that asked for the event when left out. */
  readonly only?: number;
}

/** Events that an app need not ask for: it is told of its own checks when it may write any. */
const unasked = new Set([
  "check_run.rerequested",
  "check_run.requested_action",
  "check_suite.requested",
  "check_suite.rerequested",
]);

/** Whether any app is to be told of an event in a repository, so that a costly payload need not be made for nobody. */
export function isHeard(github: GitHub, repository: Repository, name: string): boolean {
  return github.store.all("installations").some((installation) => {
    return (
      covers(installation, repository) && github.store.get("apps", installation.app)?.events.includes(name) === true
    );
  });
}

/** Tells the apps that are installed on a repository what happened there. */
export function emit(github: GitHub, happened: Event): void {
  const { event, repository, sender, payload, only } = happened;
  const [name = "", action] = event.split(".");
  const body = {
    ...(action === undefined ? {} : { action }),
    ...payload,
    ...presentInPayload(github, repository),
    ...(typeof payload["repository"] === "object" ? { repository: payload["repository"] } : {}),
    sender: presentAccount(github, sender),
  };
  for (const installation of github.store.all("installations")) {
    const app = github.store.get("apps", installation.app);
    if (app === undefined || (only !== undefined && app.id !== only) || !covers(installation, repository)) continue;
    if (!app.events.includes(name) && !(unasked.has(event) && installation.permissions["checks"] === "write")) continue;
    deliver(github, { app, installation, event, body, repository });
  }
}

/** Tells an app of something about its own installation, which it need not ask for. */
export function emitToApp(
  github: GitHub,
  {
    installation,
    event,
    sender,
    payload,
  }: {
    readonly installation: Installation;
    readonly event: EventName;
    readonly sender: number;
    readonly payload: Readonly<Record<string, unknown>>;
  },
): void {
  const app = github.store.get("apps", installation.app)!;
  const body = { action: event.split(".")[1], ...payload, sender: presentAccount(github, sender) };
  deliver(github, { app, installation, event, body, repository: undefined });
}

function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account !== repository.owner || installation.suspendedAt !== undefined) return false;
  return installation.repositories === "all" || installation.repositories.includes(repository.id);
}

function deliver(
  github: GitHub,
  {
    app,
    installation,
    event,
    body,
    repository,
  }: {
    readonly app: App;
    readonly installation: Installation;
    readonly event: EventName;
    readonly body: Readonly<Record<string, unknown>>;
    readonly repository: Repository | undefined;
  },
): void {
  const [name = "", action] = event.split(".");
  const own = { id: installation.id, node_id: nodeId("Installation", installation.id) };
  const whole = { ...body, ...("installation" in body ? {} : { installation: own }) };
  const differences = checkEvent(event, whole);
  for (const { path, message } of differences) {
    github.violations.push({ kind: "event", operation: event, message: `${path} ${message}` });
  }
  if (app.webhook === undefined) return;
  github.postman.send({
    guid: randomUUID(),
    app: app.id,
    event: name,
    action,
    installation: installation.id,
    repository: repository?.id,
    body: JSON.stringify(whole),
    redelivery: false,
  });
}
