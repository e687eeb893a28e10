import type { GitHub } from "../github.ts";
import type { Account, Team } from "../state/account-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { globMatches } from "./glob.ts";
import { atLeast, roleOf } from "./rights.ts";

/** One line of a CODEOWNERS file: who owns what the pattern matches. */
export interface OwnerRule {
  readonly pattern: string;
  readonly users: readonly number[];
  readonly teams: readonly number[];
}

/** What is wrong with a line, as the API lists it. */
export interface OwnerError {
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly source: string;
  readonly suggestion: string | null;
  readonly message: string;
  readonly path: string;
}

/** A CODEOWNERS file that was read. */
export interface CodeOwners {
  readonly rules: readonly OwnerRule[];
  readonly errors: readonly OwnerError[];
}

/** Where GitHub looks for the file, the first that is there counts. */
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
const sizeLimit = 3 * 1024 * 1024;

/** Reads the CODEOWNERS file of a commit; undefined when it has none. */
export async function readCodeOwners(
  github: GitHub,
  repository: Repository,
  commit: string,
): Promise<CodeOwners | undefined> {
  const objects = github.objects(repository.id);
  const infos = await objects.info(places.map((place) => `${commit}:${place}`));
  const at = infos.findIndex((info) => info?.type === "blob" && info.size <= sizeLimit);
  if (at === -1) return undefined;
  const [content] = await objects.contents([infos[at]!.oid]);
  return parse(github, repository, { path: places[at]!, text: content?.toString() ?? "" });
}

/** The rule that owns a path: the last that matches; undefined when nobody does. */
export function ownerOf(owners: CodeOwners, path: string): OwnerRule | undefined {
  const rule = owners.rules.findLast(({ pattern }) => matchesPath(pattern, path));
  return rule === undefined || rule.users.length + rule.teams.length === 0 ? undefined : rule;
}

function matchesPath(pattern: string, path: string): boolean {
  const anchored = pattern.replace(/\/$/, "").includes("/");
  const rooted = anchored ? pattern.replace(/^\//, "") : `**/${pattern}`;
  if (rooted.endsWith("/")) return globMatches(`${rooted}**`, path);
  // `docs/*` owns the files in docs and not those further down; a name without a star owns a folder's content too.
  return globMatches(rooted, path) || (!rooted.endsWith("/*") && globMatches(`${rooted}/**`, path));
}

function parse(github: GitHub, repository: Repository, { path, text }: { path: string; text: string }): CodeOwners {
  const rules: OwnerRule[] = [];
  const errors: OwnerError[] = [];
  for (const [index, source] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const [pattern, ...owners] = source
      .replace(/(^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    if (pattern === undefined || pattern === "") continue;
    const problem = (kind: string, at: string, suggestion: string) => {
      const column = source.indexOf(at) + 1;
      const message = `${kind} on line ${line}: ${suggestion}\n\n  ${source}\n  ${" ".repeat(column - 1)}^`;
      errors.push({ line, column, kind, source, suggestion, message, path });
    };
    if (pattern.startsWith("!") || pattern.includes("[")) {
      problem(
        "Invalid pattern",
        pattern,
        "make sure the pattern uses neither ! nor [ ], which CODEOWNERS does not know",
      );
      continue;
    }
    const found = owners.map((owner) => [owner, findOwner(github, repository, owner)] as const);
    for (const [owner, who] of found) if (typeof who === "string") problem("Unknown owner", owner, who);
    const known = found.flatMap(([, who]) => (typeof who === "string" ? [] : [who]));
    rules.push({
      pattern,
      users: known.filter((who) => "login" in who).map(({ id }) => id),
      teams: known.filter((who) => "slug" in who).map(({ id }) => id),
    });
  }
  return { rules, errors };
}

/** A person or team with write access, or what to do about an owner that is none. */
function findOwner(github: GitHub, repository: Repository, owner: string): Account | Team | string {
  const advice = `make sure ${owner} exists and has write access to the repository`;
  const team = /^@([^/]+)\/(.+)$/.exec(owner);
  if (team !== null) {
    const [organization] = github.store.of("accounts", team[1]!.toLowerCase());
    const found = github.store.of("teams", organization?.id ?? 0).find(({ slug }) => slug === team[2]!.toLowerCase());
    return found !== undefined && atLeast(repository.teams[found.id], "write") ? found : advice;
  }
  const account = owner.startsWith("@")
    ? github.store.of("accounts", owner.slice(1).toLowerCase())[0]
    : github.store.all("accounts").find(({ email }) => email === owner);
  return account !== undefined && atLeast(roleOf(github, account.id, repository), "write") ? account : advice;
}
