import type { GitHub } from "../github.ts";
import { noreply } from "../present/commit.ts";
import type { Account, Team } from "../state/account-rows.ts";

/** The account of a login, in any case. Throws when there is none. */
export function accountNamed(github: GitHub, login: string): Account {
  const [account] = github.store.of("accounts", login.toLowerCase());
  if (account === undefined) throw new Error(`There is no account ${login}.`);
  return account;
}

/** Makes a person, or gives the one that is there. */
export function createUser(
  github: GitHub,
  login: string,
  more: { readonly name?: string; readonly email?: string } = {},
): Account {
  return addAccount(github, {
    login,
    kind: "User",
    name: more.name ?? login,
    email: more.email,
    owners: [],
    members: [],
  });
}

/** Makes an organization, or gives the one that is there. */
export function createOrganization(
  github: GitHub,
  login: string,
  people: { readonly owners: readonly string[]; readonly members?: readonly string[] },
): Account {
  const owners = people.owners.map((owner) => accountNamed(github, owner).id);
  const members = [...owners, ...(people.members ?? []).map((member) => accountNamed(github, member).id)];
  return addAccount(github, { login, kind: "Organization", name: login, email: "", owners, members });
}

/** Makes the account that stands for an app. */
export function addAccount(
  github: GitHub,
  account: Pick<Account, "login" | "kind" | "name" | "owners" | "members"> & { readonly email: string | undefined },
): Account {
  const [found] = github.store.of("accounts", account.login.toLowerCase());
  if (found !== undefined) return found;
  if (!/^[A-Za-z0-9](-?[A-Za-z0-9])*(\[bot\])?$/.test(account.login))
    throw new Error(`${account.login} cannot be a login.`);
  const id = github.store.nextId();
  const email = account.email ?? noreply(id, account.login);
  return github.store.put("accounts", { ...account, email, id, createdAt: github.now() });
}

/** Makes a team of an organization, or changes who is in it. */
export function createTeam(
  github: GitHub,
  organization: string,
  slug: string,
  members: readonly string[] | Readonly<Record<string, "member" | "maintainer">> = [],
): Team {
  const owner = accountNamed(github, organization);
  const roles = isList(members) ? Object.fromEntries(members.map((login) => [login, "member" as const])) : members;
  const byId = Object.fromEntries(Object.entries(roles).map(([login, role]) => [accountNamed(github, login).id, role]));
  const everyone = new Set([...owner.members, ...Object.keys(byId).map(Number)]);
  github.store.put("accounts", { ...owner, members: [...everyone] });
  const found = github.store.of("teams", owner.id).find((team) => team.slug === slug);
  const id = found?.id ?? github.store.nextId();
  return github.store.put("teams", { id, organization: owner.id, slug, name: slug, members: byId });
}

function isList(members: unknown): members is readonly string[] {
  return Array.isArray(members);
}
