import type { Permissions } from "../state/account-rows.ts";

/** Who asks: a person, an app as one of its installations, an app as itself, or nobody known. */
export interface Actor {
  readonly kind: "user" | "installation" | "app" | "anonymous";
  /** The account that acts: the person, or the app's bot; 0 when nobody is known. */
  readonly account: number;
  readonly app: number | undefined;
  readonly installation: number | undefined;
  /** What an installation or a fine-grained token may do at most; undefined: whatever the person may. */
  readonly permissions: Permissions | undefined;
  /** The repositories that a token is narrowed to. */
  readonly repositories: readonly number[] | undefined;
  readonly token: string | undefined;
}

export const anonymous: Actor = {
  kind: "anonymous",
  account: 0,
  app: undefined,
  installation: undefined,
  permissions: undefined,
  repositories: undefined,
  token: undefined,
};
