import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { atLeast, roleOf } from "../rules/rights.ts";
import type { Repository } from "../state/repository-rows.ts";
import { presentAccount, presentOrganization } from "./account.ts";
import { fullName, iso, nodeId, repositoryUrls } from "./links.ts";

/** The URL templates of a repository: `<name>_url` is the API's address of the repository with this behind it. */
const templates: Readonly<Record<string, string>> = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
};

/** A repository. What GitHub counts and this one does not (stars, issues apart from pull requests) is 0 or null. */
export function presentRepository(github: GitHub, repository: Repository): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const { parent, mergeMethods } = repository;
  const open = github.store.of("pulls", repository.id).filter(({ state }) => state === "open").length;
  const forks = github.store.all("repositories").filter((other) => other.parent === repository.id).length;
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: fullName(github, repository),
    private: repository.private,
    owner: presentAccount(github, repository.owner),
    html_url: html,
    description: repository.description ?? null,
    fork: parent !== undefined,
    url: api,
    ...Object.fromEntries(Object.entries(templates).map(([name, suffix]) => [`${name}_url`, `${api}${suffix}`])),
    created_at: iso(repository.createdAt),
    updated_at: iso(repository.pushedAt),
    pushed_at: iso(repository.pushedAt),
    git_url: `${html.replace(/^http/, "git")}.git`,
    ssh_url: `${html.replace(/^https?:\/\//, "ssh://git@")}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: false,
    has_projects: false,
    has_downloads: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: forks,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? "private" : "public",
    forks,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
    allow_squash_merge: mergeMethods.includes("squash"),
    allow_merge_commit: mergeMethods.includes("merge"),
    allow_rebase_merge: mergeMethods.includes("rebase"),
    allow_auto_merge: repository.allowAutoMerge,
    delete_branch_on_merge: repository.deleteBranchOnMerge,
    allow_update_branch: true,
  };
}

/** A repository as an operation shows it to an actor: with what the actor may do in it. */
export function presentFullRepository(github: GitHub, actor: Actor, repository: Repository): Record<string, unknown> {
  const owner = github.store.get("accounts", repository.owner)!;
  const parent = repository.parent === undefined ? undefined : github.store.get("repositories", repository.parent);
  const role = actor.kind === "user" ? roleOf(github, actor.account, repository) : undefined;
  const lineage =
    parent === undefined
      ? {}
      : { parent: presentRepository(github, parent), source: presentRepository(github, parent) };
  return {
    ...presentRepository(github, repository),
    permissions: {
      admin: atLeast(role, "admin"),
      maintain: atLeast(role, "maintain"),
      push: atLeast(role, "write"),
      triage: atLeast(role, "triage"),
      pull: actor.kind === "installation" || role !== undefined || !repository.private,
    },
    ...(owner.kind === "Organization" ? { organization: presentAccount(github, owner.id) } : {}),
    ...lineage,
    use_squash_pr_title_as_default: false,
    squash_merge_commit_message: "COMMIT_MESSAGES",
    squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
    merge_commit_message: "PR_TITLE",
    merge_commit_title: "MERGE_MESSAGE",
    network_count: 0,
    subscribers_count: 0,
  };
}

/** A repository in a payload, beside the organization that owns it. */
export function presentInPayload(github: GitHub, repository: Repository): Record<string, unknown> {
  const owner = github.store.get("accounts", repository.owner)!;
  return {
    repository: { ...presentRepository(github, repository), custom_properties: {} },
    ...(owner.kind === "Organization" ? { organization: presentOrganization(github, owner) } : {}),
  };
}
