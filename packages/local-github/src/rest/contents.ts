import { runGit } from "@slipway/git";
import { resolveCommit } from "../git/read-commit.ts";
import { remember } from "../git/remember.ts";
import { repositoryPath } from "../git/repositories.ts";
import { type Call, type Handler, type Reply, text } from "../http/call.ts";
import { notFound, refuse } from "../http/refuse.ts";
import { encodePath, repositoryUrls } from "../present/links.ts";

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | undefined;
  readonly path: string;
}

const megabyte = 1024 * 1024;
const treeBytes = 7 * megabyte;

/** The entries of a tree; those of its folders too when `recursive`. */
async function listTree(call: Call, tree: string, recursive: boolean): Promise<Entry[]> {
  const path = repositoryPath(call.github.directory, call.repository.id);
  const listing = await runGit(path, ["ls-tree", "-z", "-l", ...(recursive ? ["-r", "-t"] : []), tree]);
  return listing
    .toString()
    .split("\0")
    .filter((record) => record !== "")
    .map((record) => {
      const tab = record.indexOf("\t");
      const [mode = "", type = "", sha = "", size = "-"] = record.slice(0, tab).split(/ +/);
      return { mode, type, sha, size: size === "-" ? undefined : Number(size), path: record.slice(tab + 1) };
    });
}

/** A tree by its own id, a commit's or a ref's; cut short past GitHub's limits, which it says. */
export const getTree: Handler = async (call) => {
  const { github, repository } = call;
  const name = text(call, "tree_sha")!;
  const commit = await resolveCommit(github, repository.id, name);
  const wanted = commit ?? (/^[0-9a-f]{40}$/.test(name) ? name : undefined);
  const [tree] = wanted === undefined ? [] : await github.objects(repository.id).info([`${wanted}^{tree}`]);
  if (tree === undefined) return notFound();
  const all = await listTree(call, tree.oid, text(call, "recursive") !== undefined);
  const { api } = repositoryUrls(github, repository);
  let bytes = 0;
  const entries = all.slice(0, github.limits.treeEntries).map(({ path, mode, type, sha, size }) => {
    const url = type === "commit" ? {} : { url: `${api}/git/${type}s/${sha}` };
    return { path, mode, type, sha, ...(size === undefined ? {} : { size }), ...url };
  });
  const fitting = entries.findIndex((entry) => {
    bytes += JSON.stringify(entry).length;
    return bytes > treeBytes;
  });
  const shown = fitting === -1 ? entries : entries.slice(0, fitting);
  const body = {
    sha: commit ?? tree.oid,
    url: `${api}/git/trees/${commit ?? tree.oid}`,
    tree: shown,
    truncated: shown.length < all.length,
  };
  return { status: 200, body: { ...body, sha: tree.oid } };
};

/** A file, link, submodule or folder of a commit. */
export const getContent: Handler = async (call) => {
  const { github, repository } = call;
  const ref = text(call, "ref") ?? repository.defaultBranch;
  const commit = await resolveCommit(github, repository.id, ref);
  if (commit === undefined) return refuse(404, `No commit found for the ref ${ref}`);
  const path = (text(call, "path") ?? "").replace(/^\/+|\/+$/g, "");
  if (/[\n\0]/.test(path) || path.split("/").some((part) => part === "." || part === "..")) return notFound();
  const found = path === "" ? undefined : await findEntry(call, commit, path);
  if (path !== "" && found === undefined) return notFound();
  if (found === undefined || found.type === "tree") return listFolder(call, { commit, path, ref });
  return showFile(call, found, ref);
};

function findEntry(call: Call, commit: string, path: string): Promise<Entry | undefined> {
  return remember(call.github, `${call.repository.id} entry ${commit} ${path}`, () => readEntry(call, commit, path));
}

async function readEntry(call: Call, commit: string, path: string): Promise<Entry | undefined> {
  const repository = repositoryPath(call.github.directory, call.repository.id);
  const listing = await runGit(repository, ["--literal-pathspecs", "ls-tree", "-z", "-l", commit, "--", path]);
  const [record] = listing.toString().split("\0");
  if (record === undefined || record === "") return undefined;
  const [mode = "", type = "", sha = "", size = "-"] = record.slice(0, record.indexOf("\t")).split(/ +/);
  return { mode, type, sha, size: Number(size) || 0, path };
}

async function listFolder(
  call: Call,
  { commit, path, ref }: { commit: string; path: string; ref: string },
): Promise<Reply> {
  const entries = await listTree(call, `${commit}:${path}`, false);
  const shown = entries.slice(0, call.github.limits.directoryEntries);
  return {
    status: 200,
    body: shown.map((entry) =>
      present(call, { ...entry, path: path === "" ? entry.path : `${path}/${entry.path}` }, ref),
    ),
  };
}

async function showFile(call: Call, entry: Entry, ref: string): Promise<Reply> {
  const size = entry.size ?? 0;
  if (entry.type === "commit") return { status: 200, body: { ...present(call, entry, ref), submodule_git_url: null } };
  if (size > 100 * megabyte) return refuse(403, "This API returns blobs up to 100 MB in size.");
  const [content] = await call.github.objects(call.repository.id).contents([entry.sha]);
  if (content === undefined) return notFound();
  if (/\.raw(\+json)?$/.test(call.accept)) {
    return { status: 200, body: content, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
  }
  if (entry.mode === "120000")
    return { status: 200, body: { ...present(call, entry, ref), target: content.toString() } };
  // Between 1 and 100 MB GitHub gives no content but by the raw media type.
  const large = size > megabyte;
  const base64 = large ? "" : (content.toString("base64").match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join("");
  return { status: 200, body: { ...present(call, entry, ref), content: base64, encoding: large ? "none" : "base64" } };
}

function present(call: Call, { mode, type, sha, size, path }: Entry, ref: string): Record<string, unknown> {
  const { api, html } = repositoryUrls(call.github, call.repository);
  const kind = type === "tree" ? "dir" : type === "commit" ? "submodule" : mode === "120000" ? "symlink" : "file";
  const url = `${api}/contents/${encodePath(path)}?ref=${encodeURIComponent(ref)}`;
  const page = `${html}/${type === "tree" ? "tree" : "blob"}/${encodePath(ref)}/${encodePath(path)}`;
  const git = `${api}/git/${type === "tree" ? "trees" : "blobs"}/${sha}`;
  return {
    name: path.split("/").at(-1),
    path,
    sha,
    size: size ?? 0,
    url,
    html_url: page,
    git_url: git,
    download_url: kind === "file" ? `${html}/raw/${encodePath(ref)}/${encodePath(path)}` : null,
    type: kind,
    _links: { self: url, git, html: page },
  };
}
