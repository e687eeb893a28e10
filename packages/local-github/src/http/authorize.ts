import type { Operation, OperationId } from "../contract/operations.ts";
import type { GitHub } from "../github.ts";
import { canSee, may, permits } from "../rules/rights.ts";
import type { Repository } from "../state/repository-rows.ts";
import { type Access, access } from "./access.ts";
import type { Actor } from "./actor.ts";
import { notFound, refuse } from "./refuse.ts";

/** The repository of this owner and name, in any case; undefined when there is none. */
export function findRepository(github: GitHub, owner: string, name: string): Repository | undefined {
  const [account] = github.store.of("accounts", owner.toLowerCase());
  if (account === undefined) return undefined;
  return github.store.of("repositories", `${account.id}/${name.toLowerCase()}`)[0];
}

/**
 * Lets a request through or refuses it: 401 without credentials, 403 without the right, 404 for what the actor may
 * not even know of. Gives the repository that the path names.
 */
export function authorize(
  github: GitHub,
  actor: Actor,
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
): Repository | undefined {
  const needed: Access = access[operation.id as OperationId];
  refuseWrongKind(actor, needed);
  if (parameters["owner"] === undefined) {
    refuseWithoutPermission(actor, needed);
    return undefined;
  }
  const repository = findRepository(github, String(parameters["owner"]), String(parameters["repo"]));
  if (repository === undefined || !canSee(github, actor, repository)) return notFound();
  const role = needed.role === "nobody" ? "admin" : (needed.role ?? "read");
  const allowed = (needed.permissions ?? []).some((permission) => may(github, actor, repository, permission, role));
  const barred = needed.role === "nobody" && actor.kind !== "installation";
  if (allowed && !barred) return repository;
  if (actor.kind === "anonymous") return refuse(401, "Requires authentication");
  return refuse(403, wording(actor, needed));
}

function refuseWrongKind(actor: Actor, { by }: Access): void {
  if (by === "anyone") return;
  if (by === "app" && actor.kind !== "app") refuse(401, "A JSON web token could not be decoded");
  if (by !== "app" && actor.kind === "app") {
    refuse(403, "You must use an installation access token or user-to-server token to make this request");
  }
  if (by === "installation" && actor.kind !== "installation") {
    refuse(
      403,
      "You must authenticate with an installation access token in order to list repositories for an installation.",
    );
  }
}

function refuseWithoutPermission(actor: Actor, needed: Access): void {
  if (needed.permissions === undefined) return;
  if (actor.kind === "anonymous") refuse(401, "Requires authentication");
  const permitted = actor.permissions ?? (actor.kind === "user" ? undefined : {});
  if (permitted !== undefined && !needed.permissions.some((permission) => permits(permitted, permission))) {
    refuse(403, wording(actor, {}));
  }
}

function wording(actor: Actor, { refusal }: Access): string {
  if (actor.kind === "installation") return "Resource not accessible by integration";
  return refusal ?? "Resource not accessible by personal access token";
}
