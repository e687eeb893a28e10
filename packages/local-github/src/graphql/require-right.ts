import { may } from "../rules/rights.ts";
import type { Role } from "../state/account-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { fail, type Viewer } from "./viewer.ts";

/** Ends the mutation unless the viewer may do it. */
export function requireRight({ github, actor }: Viewer, repository: Repository, permission: string, role: Role): void {
  if (may(github, actor, repository, permission, role)) return;
  const name = actor.kind === "installation" ? "integration" : "personal access token";
  fail("FORBIDDEN", `Resource not accessible by ${name}`);
}
