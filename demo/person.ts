import type { LocalGitHub } from "@slipway/local-github";
import { fullName } from "./populate.ts";

/** Somebody at GitHub who uses its API, with a token of their own and no more rights than that gives. */
export interface Person {
  /** Asks the REST API of the repository. Throws GitHub's own words when it refuses. */
  rest<T>(method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: unknown): Promise<T>;
  /** Commits files onto a branch, which begins at main when it is not there. Gives the commit. */
  commit(branch: string, message: string, files: Files): Promise<string>;
  /** Opens a pull request onto main; gives its number. */
  open(branch: string, title: string, body: string): Promise<number>;
}

/** Contents by path; undefined removes the file. */
export type Files = Readonly<Record<string, string | Uint8Array | undefined>>;

const commitMutation = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** The person whose token it is. */
export function asPerson(github: LocalGitHub, token: string): Person {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/vnd.github+json",
    "content-type": "application/json",
  };

  async function send<T>(method: string, url: string, body?: unknown): Promise<T> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(url, { method, headers, ...sent });
    const text = await response.text();
    const answer = text === "" ? undefined : JSON.parse(text);
    const why = answer?.errors?.flatMap((one: { message?: string }) => one.message ?? []).join(". ");
    const refusal = response.ok ? why : why || answer?.message;
    if (!response.ok || refusal !== undefined) throw new Error(String(refusal ?? response.status).trim());
    return answer as T;
  }

  const rest: Person["rest"] = (method, path, body) => send(method, `${github.apiUrl}/repos/${fullName}${path}`, body);

  async function tipOf(branch: string): Promise<string> {
    const refs = await rest<{ ref: string; object: { sha: string } }[]>("GET", `/git/matching-refs/heads/${branch}`);
    const found = refs.find(({ ref }) => ref === `refs/heads/${branch}`);
    if (found !== undefined) return found.object.sha;
    const main = await rest<{ object: { sha: string } }>("GET", "/git/ref/heads/main");
    await rest("POST", "/git/refs", { ref: `refs/heads/${branch}`, sha: main.object.sha });
    return main.object.sha;
  }

  return {
    rest,
    async commit(branch, message, files) {
      const paths = Object.entries(files);
      const input = {
        branch: { repositoryNameWithOwner: fullName, branchName: branch },
        message: { headline: message },
        expectedHeadOid: await tipOf(branch),
        fileChanges: {
          additions: paths.flatMap(([path, content]) =>
            content === undefined ? [] : [{ path, contents: Buffer.from(content).toString("base64") }],
          ),
          deletions: paths.flatMap(([path, content]) => (content === undefined ? [{ path }] : [])),
        },
      };
      const answer = await send<{ data: { createCommitOnBranch: { commit: { oid: string } } } }>(
        "POST",
        github.graphqlUrl,
        { query: commitMutation, variables: { input } },
      );
      return answer.data.createCommitOnBranch.commit.oid;
    },
    async open(branch, title, body) {
      return (await rest<{ number: number }>("POST", "/pulls", { title, body, head: branch, base: "main" })).number;
    },
  };
}
