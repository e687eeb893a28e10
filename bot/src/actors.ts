import { type File, groundOf } from "@slipway/engine";
import { answerGit } from "@slipway/git";
import { refusalOf } from "./ask.ts";
import { type Role, roles } from "./authorize.ts";
import type { Client } from "./github.ts";

/** What GitHub lets somebody do in the repository, asked now. */
export async function readRole(client: Client, login: string): Promise<Role> {
  type Answer = { permission: string; role_name?: string };
  try {
    const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
    const { permission, role_name: name } = await client.rest<Answer>(route, { username: login });
    // A role that an organization made up counts as what it is made of.
    return roles.find((role) => role === name) ?? roles.find((role) => role === permission) ?? "none";
  } catch (error) {
    if (refusalOf(error)?.status === 404) return "none";
    throw error;
  }
}

const platformFile = "environments/platform.yaml";

/**
 * The owners of the platform as a commit names them: `@user` and `@organization/team`. Undefined: it names none. Nobody,
 * where the file cannot be read.
 */
export async function readOwners(mirror: string, commit: string): Promise<readonly string[] | undefined> {
  const args = ["cat-file", "blob", `${commit}:${platformFile}`];
  const { exitCode, stdout } = await answerGit(mirror, args, { expected: [0, 128] });
  if (exitCode !== 0) return [];
  const file: File = { mode: "100644", content: stdout.toString() };
  const { platform } = groundOf(new Map([[platformFile, file]]));
  return platform === undefined ? [] : platform.value.spec.owners;
}

/**
 * Whether somebody is among the owners: by name, or as a member of a team, which GitHub is asked for. Where the platform
 * names no owners, those are who maintain the repository.
 */
export async function isOwner(
  client: () => Promise<Client>,
  owners: readonly string[] | undefined,
  { login, role }: { readonly login: string; readonly role: Role },
): Promise<boolean> {
  if (owners === undefined) return role === "maintain" || role === "admin";
  for (const owner of owners) {
    const [organization = "", team] = owner.slice(1).split("/");
    if (
      team === undefined
        ? organization.toLowerCase() === login
        : await isMember(await client(), { organization, team, login })
    )
      return true;
  }
  return false;
}

interface Membership {
  readonly organization: string;
  readonly team: string;
  readonly login: string;
}

async function isMember(client: Client, { organization, team, login }: Membership): Promise<boolean> {
  const route = "GET /orgs/{org}/teams/{team_slug}/memberships/{username}";
  try {
    const parameters = { org: organization, team_slug: team, username: login };
    return (await client.rest<{ state: string }>(route, parameters)).state === "active";
  } catch (error) {
    // No such team, or not in it; or the app may not look, and then nobody is an owner by a team.
    if ([403, 404].includes(refusalOf(error)?.status ?? 0)) return false;
    throw error;
  }
}
