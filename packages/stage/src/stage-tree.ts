import { type ChangedEntry, metadataFile } from "@slipway/engine";
import { type NewFile, writeTree } from "@slipway/git";
import type { Standing } from "./standing.ts";
import { type Trailers, withTrailers } from "./trailers.ts";

/** What a commit on an environment's branch says of where it comes from. */
export interface Seal {
  /** The commit of the source that was rendered. */
  readonly source: string;
  /** The address of the source repository. */
  readonly repository: string;
  /** The digest of what the push changes. */
  readonly digest: string;
  /** Further trailers. */
  readonly more?: Trailers;
}

/**
 * Writes the tree of an environment's branch after some changes, with the file that names its source as Argo CD's own
 * hydrator writes it, and gives its id. Writes objects alone: no commit, and no branch moves.
 */
export function stageTree(
  repository: string,
  standing: Standing,
  { changes, seal }: { readonly changes: readonly ChangedEntry[]; readonly seal: Pick<Seal, "source" | "repository"> },
): Promise<string> {
  const metadata = `${JSON.stringify({ repoURL: seal.repository, drySha: seal.source }, null, 2)}\n`;
  const files = new Map<string, NewFile | undefined>([[metadataFile, { mode: "100644", content: metadata }]]);
  for (const { path, text } of changes)
    files.set(path, text === undefined ? undefined : { mode: "100644", content: text });
  return writeTree(repository, files, standing.tree);
}

/** The message of the commit that holds such a tree. */
export function sealMessage(environment: string, { source, digest, more = [] }: Seal): string {
  const trailers: Trailers = [["Source-Commit", source], ["Plan-Digest", digest], ...more];
  return withTrailers(`Render ${source.slice(0, 12)} to ${environment}`, trailers);
}
