import { resolveCommit } from "../git/read-commit.ts";
import { type Call, type Handler, text } from "../http/call.ts";
import { page } from "../http/page.ts";
import { notFound, refuse } from "../http/refuse.ts";
import { presentAccount } from "../present/account.ts";
import { fullName } from "../present/links.ts";
import { presentProtection } from "../present/protection.ts";
import { presentFullRepository } from "../present/repository.ts";
import { protectionOf, rulesetRules } from "../rules/active-rules.ts";
import { readCodeOwners } from "../rules/code-owners.ts";
import { atLeast, roleOf } from "../rules/rights.ts";
import type { Account } from "../state/account-rows.ts";

export const getRepository: Handler = ({ github, actor, repository }) => ({
  status: 200,
  body: presentFullRepository(github, actor, repository),
});

/** The old names of roles, which `permission` uses: triage counts as read, maintain as write. */
const oldNames = { read: "read", triage: "read", write: "write", maintain: "write", admin: "admin" } as const;

export const getPermission: Handler = (call) => {
  const { github, repository } = call;
  const account = accountNamed(call, "username");
  const role = roleOf(github, account.id, repository);
  const permissions = {
    admin: atLeast(role, "admin"),
    maintain: atLeast(role, "maintain"),
    push: atLeast(role, "write"),
    triage: atLeast(role, "triage"),
    pull: role !== undefined,
  };
  const permission = role === undefined ? "none" : oldNames[role];
  const user = { ...presentAccount(github, account.id), permissions, role_name: role ?? "none" };
  return { status: 200, body: { permission, role_name: role ?? "none", user } };
};

export const getTeamMembership: Handler = (call) => {
  const { github, actor } = call;
  const organization = accountNamed(call, "org");
  const team = github.store.of("teams", organization.id).find(({ slug }) => slug === text(call, "team_slug"));
  const account = accountNamed(call, "username");
  const role = team?.members[account.id];
  const installed = github.store.get("installations", actor.installation ?? 0)?.account === organization.id;
  const sees = actor.kind === "installation" ? installed : organization.members.includes(actor.account);
  if (team === undefined || role === undefined || !sees) return notFound();
  const url = `${github.url}/api/v3/organizations/${organization.id}/team/${team.id}/memberships/${account.login}`;
  return { status: 200, body: { url, role, state: "active" } };
};

function accountNamed(call: Call, parameter: string): Account {
  const [account] = call.github.store.of("accounts", (text(call, parameter) ?? "").toLowerCase());
  return account ?? notFound();
}

export const getProtection: Handler = async (call) => {
  const { github, repository } = call;
  const branch = text(call, "branch")!;
  if ((await resolveCommit(github, repository.id, `heads/${branch}`)) === undefined)
    return refuse(404, "Branch not found");
  const protection = protectionOf(github, repository, branch);
  if (protection === undefined) return refuse(404, "Branch not protected");
  return { status: 200, body: presentProtection(github, repository, { protection, branch }) };
};

export const getBranchRules: Handler = (call) => {
  const { github, repository } = call;
  const rules = rulesetRules(github, repository, text(call, "branch")!);
  const source = fullName(github, repository);
  return page(call, rules, (some) =>
    some.map(({ rule, ruleset }) => ({
      ...rule,
      ruleset_source_type: "Repository",
      ruleset_source: source,
      ruleset_id: ruleset!.id,
    })),
  );
};

export const listOwnerErrors: Handler = async (call) => {
  const { github, repository } = call;
  const commit = await resolveCommit(github, repository.id, text(call, "ref") ?? `heads/${repository.defaultBranch}`);
  const owners = commit === undefined ? undefined : await readCodeOwners(github, repository, commit);
  return owners === undefined ? notFound() : { status: 200, body: { errors: owners.errors } };
};
