/** Who there is, and what they may do. Plain rows; times are milliseconds since 1970, others are named by their id. */

/** What a person, a team or a collaborator may do in a repository; each includes those before it. */
export type Role = "read" | "triage" | "write" | "maintain" | "admin";

/** What an app or a fine-grained token may do: `{contents: "write", metadata: "read"}`. */
export type Permissions = Readonly<Record<string, "read" | "write" | "admin">>;

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly kind: "User" | "Organization" | "Bot";
  readonly name: string;
  readonly email: string;
  /** Of an organization: accounts that own it, and those that belong to it (owners included). */
  readonly owners: readonly number[];
  readonly members: readonly number[];
  readonly createdAt: number;
}

export interface Team {
  readonly id: number;
  readonly organization: number;
  readonly slug: string;
  readonly name: string;
  readonly members: Readonly<Record<string, "member" | "maintainer">>;
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: number;
  readonly bot: number;
  readonly clientId: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly publicKey: string;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly createdAt: number;
}

export interface Installation {
  readonly id: number;
  readonly app: number;
  readonly account: number;
  readonly permissions: Permissions;
  readonly repositories: "all" | readonly number[];
  readonly suspendedAt: number | undefined;
  readonly createdAt: number;
}

export interface Token {
  /** SHA-256 of the token; the token itself is not kept. */
  readonly id: string;
  /** Whose it is: an app's installation, or a person. */
  readonly installation: number | undefined;
  readonly account: number;
  /** What the token narrows its owner's rights to; undefined when to nothing. */
  readonly permissions: Permissions | undefined;
  readonly repositories: readonly number[] | undefined;
  readonly expiresAt: number;
}
