/** A file of a tree. */
export interface File {
  /** Git's mode: 100644, 100755 (executable), 120000 (symbolic link), 160000 (submodule). */
  readonly mode: string;
  /** The blob's object id; of a submodule its commit. */
  readonly oid: string;
  /** Bytes of the blob, also when `content` was left out; 0 for a submodule. */
  readonly size: number;
  /** Text when it is valid UTF-8 without NUL, else bytes; of a link its target; "" of a submodule and of a file larger than the reader's limit. */
  readonly content: string | Uint8Array;
}

/** The files of one tree, each by its path from the tree's top, in no particular order. */
export interface Tree {
  /** The commit that was read; undefined when the revision names a bare tree. */
  readonly commit: string | undefined;
  readonly tree: string;
  readonly files: ReadonlyMap<string, File>;
}
