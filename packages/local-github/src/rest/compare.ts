import { changedFiles, patches } from "../git/diff.ts";
import { commitsBetween, commonAncestor, countApart } from "../git/history.ts";
import { readCommit, readCommits, resolveCommit } from "../git/read-commit.ts";
import { type Call, type Handler, text } from "../http/call.ts";
import { linkHeader, pageOf } from "../http/page.ts";
import { notFound, refuse } from "../http/refuse.ts";
import { presentChange, presentCommit } from "../present/commit.ts";
import { repositoryUrls } from "../present/links.ts";

/** Compares two commits of this repository: what the head has that the base has not, from their common ancestor on. */
export const compare: Handler = async (call) => {
  const { github, repository } = call;
  const [baseName = "", headName = ""] = (text(call, "basehead") ?? "").split("...");
  const base = await commitNamed(call, baseName);
  const head = await commitNamed(call, headName);
  const ancestor = await commonAncestor(github, repository.id, base, head);
  if (ancestor === undefined) return notFound();
  const { ahead, behind } = await countApart(github, repository.id, base, head);
  const shas = await commitsBetween(github, repository.id, { base, head });
  const { number, size } = pageOf({ ...call, parameters: { per_page: 100, ...call.parameters } });
  const commits = await readCommits(github, repository.id, shas.slice((number - 1) * size, number * size));
  const files =
    number === 1
      ? (await changedFiles(github, repository.id, ancestor, head)).slice(0, github.limits.filesPerComparison)
      : [];
  const found = await patches(github, repository.id, { from: ancestor, to: head, files });
  const present = async (sha: string) =>
    presentCommit(github, repository, (await readCommit(github, repository.id, sha))!);
  const { api, html } = repositoryUrls(github, repository);
  const page = `${html}/compare/${baseName}...${headName}`;
  const body = {
    url: `${api}/compare/${baseName}...${headName}`,
    html_url: page,
    permalink_url: `${html}/compare/${base}...${head}`,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: await present(base),
    merge_base_commit: await present(ancestor),
    status: ahead === 0 ? (behind === 0 ? "identical" : "behind") : behind === 0 ? "ahead" : "diverged",
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: commits.map((commit) => presentCommit(github, repository, commit)),
    files: files.map((file) => presentChange(github, repository, { head, file, patch: found.get(file.path) })),
  };
  return { status: 200, body, headers: linkHeader(call.url, number, Math.ceil(shas.length / size)) };
};

/** A commit by its name, before which the owner may stand. */
async function commitNamed(call: Call, name: string): Promise<string> {
  const owner = call.github.store.get("accounts", call.repository.owner)!.login.toLowerCase();
  if (name.includes(":") && !name.toLowerCase().startsWith(`${owner}:`))
    refuse(501, "local-github does not compare with forks.");
  const own = name.toLowerCase().startsWith(`${owner}:`) ? name.slice(owner.length + 1) : name;
  return (await resolveCommit(call.github, call.repository.id, own)) ?? notFound();
}
