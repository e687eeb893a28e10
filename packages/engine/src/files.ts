/**
 * One file of a tree. The same File object always has the same content: later stages keep what they made of a file by
 * the object, so that whoever reads a tree a second time should hand out the same object for an unchanged file.
 */
export interface File {
  /** Git's mode: 100644, 100755, 120000 (a symbolic link, content is where it points), 160000 (a submodule). */
  readonly mode: string;
  /** Text when it is UTF-8 without a NUL byte, else bytes. */
  readonly content: string | Uint8Array;
  /** Bytes, where the reader left the content out because it is too large. */
  readonly size?: number;
  /** Why the content could not be read, where it could not. */
  readonly problem?: string;
}

/** A tree: path → file. Paths are relative to the root of the repository and separated by "/". */
export type Files = ReadonlyMap<string, File>;

/** The largest spec that is read, in bytes. */
export const largestSpec = 256 * 1024;
