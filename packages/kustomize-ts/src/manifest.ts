/** What a field of a manifest may hold. A bigint is an integer that a JavaScript number cannot hold exactly. */
export type Value = string | number | bigint | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** One Kubernetes object as plain data. */
export type Manifest = { readonly [key: string]: Value };
