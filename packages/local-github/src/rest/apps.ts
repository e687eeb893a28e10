import { hashOf } from "../http/authenticate.ts";
import { type Call, type Handler, number, type Reply, text } from "../http/call.ts";
import { linkHeader, page, pageOf } from "../http/page.ts";
import { notFound, refuse, refuseParameters } from "../http/refuse.ts";
import { presentApp, presentInstallation } from "../present/account.ts";
import { iso } from "../present/links.ts";
import { presentFullRepository, presentRepository } from "../present/repository.ts";
import { canSee, permits } from "../rules/rights.ts";
import type { App, Installation, Permissions } from "../state/account-rows.ts";
import type { Delivery } from "../state/delivery-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { headersOf } from "../webhooks/postman.ts";

const tokenLifetime = 60 * 60 * 1000;

function appOf({ github, actor }: Call): App {
  return github.store.get("apps", actor.app ?? 0)!;
}

export const getAuthenticated: Handler = (call) => {
  const app = appOf(call);
  const count = call.github.store.of("installations", app.id).length;
  return { status: 200, body: { ...presentApp(call.github, app), installations_count: count } };
};

export const listInstallations: Handler = (call) => {
  refuseParameters(call.parameters, ["since", "outdated"]);
  const installations = call.github.store.of("installations", appOf(call).id);
  return page(call, installations, (some) => some.map((row) => presentInstallation(call.github, row)));
};

/** Gives an installation token, narrowed to the repositories and permissions asked for. */
export const createToken: Handler = (call) => {
  const { github } = call;
  const installation = github.store.get("installations", number(call, "installation_id"));
  if (installation === undefined || installation.app !== appOf(call).id) return notFound();
  if (installation.suspendedAt !== undefined) return refuse(403, "This installation has been suspended");
  const body = (call.body ?? {}) as { repositories?: string[]; repository_ids?: number[]; permissions?: Permissions };
  const permissions = body.permissions ?? installation.permissions;
  for (const [name, level] of Object.entries(permissions)) {
    if (!permits(installation.permissions, `${name}:${level}`)) {
      return refuse(422, "The permissions requested are not granted to this installation.");
    }
  }
  const repositories = narrowed(call, installation, body);
  const token = `ghs_${appOf(call).id}_${["", "", ""].map((_, part) => github.secret([120, 250, 120][part]!)).join(".")}`;
  const expiresAt = Math.floor((github.now() + tokenLifetime) / 1000) * 1000;
  github.store.put("tokens", {
    id: hashOf(token),
    installation: installation.id,
    account: appOf(call).bot,
    permissions: { metadata: "read", ...permissions },
    repositories: repositories?.map(({ id }) => id),
    expiresAt,
  });
  forgetExpired(call, installation);
  const answer = {
    token,
    expires_at: iso(expiresAt),
    permissions: { metadata: "read", ...permissions },
    repository_selection: repositories === undefined && installation.repositories === "all" ? "all" : "selected",
    ...(repositories === undefined ? {} : { repositories: repositories.map((row) => presentRepository(github, row)) }),
  };
  return { status: 201, body: answer };
};

function narrowed(
  { github }: Call,
  installation: Installation,
  { repositories: names, repository_ids: ids }: { repositories?: string[]; repository_ids?: number[] },
): Repository[] | undefined {
  if (names === undefined && ids === undefined) return undefined;
  const covered = installedRepositories(github, installation);
  const wanted = [
    ...(names ?? []).map((name) => covered.find((row) => row.name.toLowerCase() === name.toLowerCase())),
    ...(ids ?? []).map((id) => covered.find((row) => row.id === id)),
  ];
  if (wanted.includes(undefined)) {
    return refuse(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  return wanted as Repository[];
}

function installedRepositories(github: Call["github"], { account, repositories }: Installation): Repository[] {
  const owned = github.store.all("repositories").filter(({ owner }) => owner === account);
  return repositories === "all" ? owned : owned.filter(({ id }) => repositories.includes(id));
}

function forgetExpired({ github }: Call, installation: Installation): void {
  const bot = github.store.get("apps", installation.app)!.bot;
  for (const { id, expiresAt } of github.store.of("tokens", bot)) {
    if (expiresAt <= github.now()) github.store.remove("tokens", id);
  }
}

export const listRepositories: Handler = (call) => {
  const { github, actor } = call;
  const installation = github.store.get("installations", actor.installation ?? 0)!;
  const all = installedRepositories(github, installation).filter((row) => canSee(github, actor, row));
  return page(call, all, (some) => ({
    total_count: all.length,
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    repositories: some.map((row) => presentFullRepository(github, actor, row)),
  }));
};

export const listDeliveries: Handler = (call) => {
  const { github } = call;
  const status = text(call, "status");
  const cursor = text(call, "cursor");
  const all = github.store
    .of("deliveries", appOf(call).id)
    .filter(
      (row) => row.statusCode !== undefined && (status === undefined || (status === "success") === succeeded(row)),
    )
    .reverse();
  const start = cursor === undefined ? 0 : all.findIndex(({ id }) => `v1_${id}` === cursor);
  if (start === -1) return refuse(422, "Validation Failed", { errors: ["cursor is invalid"] });
  const { size } = pageOf(call);
  const next = all[start + size];
  const target = new URL(call.url);
  if (next !== undefined) target.searchParams.set("cursor", `v1_${next.id}`);
  const headers =
    next === undefined
      ? {}
      : {
          link: linkHeader(target, 1, 2)
            ["link"]!.split(",")[0]!
            .replace(/[?&]page=2/, ""),
        };
  return { status: 200, body: all.slice(start, start + size).map(presentItem), headers };
};

export const getDelivery: Handler = (call) => {
  const row = deliveryOf(call);
  const body = {
    ...presentItem(row),
    url: appOf(call).webhook?.url ?? "",
    request: { headers: headersOf(appOf(call), row), payload: JSON.parse(row.body) },
    response: { headers: row.responseHeaders ?? null, payload: row.responseBody ?? null },
  };
  return { status: 200, body };
};

/** Sends a delivery again, under the same id. */
export const redeliver: Handler = (call): Reply => {
  const { guid, app, event, action, installation, repository, body } = deliveryOf(call);
  call.github.postman.send({ guid, app, event, action, installation, repository, body, redelivery: true });
  return { status: 202, body: {} };
};

function deliveryOf(call: Call): Delivery {
  const row = call.github.store.get("deliveries", number(call, "delivery_id"));
  return row === undefined || row.app !== appOf(call).id ? notFound() : row;
}

function succeeded({ statusCode = 0 }: Delivery): boolean {
  return statusCode >= 200 && statusCode < 400;
}

function presentItem(row: Delivery): Record<string, unknown> {
  return {
    id: row.id,
    guid: row.guid,
    delivered_at: iso(row.createdAt),
    redelivery: row.redelivery,
    duration: row.duration,
    status: row.status,
    status_code: row.statusCode ?? 0,
    event: row.event,
    action: row.action ?? null,
    installation_id: row.installation ?? null,
    repository_id: row.repository ?? null,
    throttled_at: null,
  };
}
