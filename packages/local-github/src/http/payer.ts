import type { Actor } from "./actor.ts";

/** On whose account requests are counted: an installation's, a person's, an app's own, or everyone's who is unknown. */
export function payerOf({ kind, account, installation, app }: Actor): string {
  if (kind === "installation") return `installation ${installation}`;
  if (kind === "app") return `app ${app}`;
  return kind === "user" ? `user ${account}` : "anonymous";
}
