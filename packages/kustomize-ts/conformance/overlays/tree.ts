/** A value that goes into a file as JSON. */
export type Json = unknown;
export type Fields = { [field: string]: Json };
export type ObjectId = { readonly kind: string; readonly name: string; readonly namespace: string | undefined };

/** What a tree has come to on the way: its files, the objects that there are, and the generated ones. */
export type Tree = {
  readonly texts: Record<string, string>;
  readonly objects: ObjectId[];
  readonly generated: { readonly kind: string; readonly name: string }[];
};

export const NAMES: readonly string[] = ["app", "web", "db"];
export const NAMESPACES: readonly string[] = ["one", "two"];
