/** Who asks. */
export interface User {
  readonly username: string;
  readonly groups: readonly string[];
}

/** What an expression asks the authorizer: about a path, or about a resource. Empty strings say nothing. */
export type AuthorizationQuestion =
  | { readonly kind: "path"; readonly user: User; readonly verb: string; readonly path: string }
  | ({ readonly kind: "resource"; readonly user: User; readonly verb: string } & ResourceQuestion);

/** A resource in question. Selectors are as they were written. */
export interface ResourceQuestion {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly fieldSelector: string;
  readonly labelSelector: string;
}

/** The authorizer's answer; `error` if it could not decide. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
  readonly error: string | undefined;
}

/** Answers questions. Called once for each `check()`; must be synchronous. */
export type Authorize = (question: AuthorizationQuestion) => Decision;
