/** What is to be looked at: never what to do there, which follows from the live state. */
export type Key =
  /** A pull request: its plan, its commands, what became of it. `again` plans it whatever is known already. */
  | { readonly kind: "pull" | "again"; readonly repository: number; readonly pull: number }
  /** A merge group: its base and its head, which never change, and the pull request that is last in it. */
  | {
      readonly kind: "group";
      readonly repository: number;
      readonly base: string;
      readonly head: string;
      readonly pull: number;
    }
  /** The environment branches; the open pull requests after a move of the default branch; everything of a repository. */
  | { readonly kind: "push" | "base" | "sweep"; readonly repository: number }
  /** Every repository of every installation. */
  | { readonly kind: "sweep-all" };

export type Kind = Key["kind"];

/** A key as one line of text. */
export function keyText(key: Key): string {
  switch (key.kind) {
    case "pull":
    case "again":
      return `${key.kind} ${key.repository} ${key.pull}`;
    case "group":
      return `group ${key.repository} ${key.base} ${key.head} ${key.pull}`;
    case "sweep-all":
      return "sweep-all";
    default:
      return `${key.kind} ${key.repository}`;
  }
}

/** A key from its text; undefined for text that is none. */
export function readKey(text: string): Key | undefined {
  const [kind, first = "", second = "", third = "", fourth = ""] = text.split(" ");
  const repository = numberOf(first);
  if (kind === "sweep-all") return { kind };
  if (repository === undefined) return undefined;
  if (kind === "push" || kind === "base" || kind === "sweep") return { kind, repository };
  if (kind === "pull" || kind === "again") {
    const pull = numberOf(second);
    return pull === undefined ? undefined : { kind, repository, pull };
  }
  const pull = numberOf(fourth);
  const ids = [second, third].every((oid) => /^[0-9a-f]{40}$/.test(oid));
  return kind === "group" && ids && pull !== undefined
    ? { kind, repository, base: second, head: third, pull }
    : undefined;
}

/** Keys with the same turn run one after the other: what writes to the same comment, or to the same branches. */
export function turnOf(key: Key): string {
  if (key.kind === "again" || key.kind === "pull") return `pull ${key.repository} ${key.pull}`;
  return keyText(key);
}

function numberOf(text: string): number | undefined {
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;
}
