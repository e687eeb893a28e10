import type { GitHub } from "../github.ts";
import { type Actor, anonymous } from "../http/actor.ts";

/** The actor that an account is when it acts through something it asked for earlier. */
export function actorOf(github: GitHub, account: number): Actor {
  const app = github.store.all("apps").find(({ bot }) => bot === account);
  return { ...anonymous, kind: app === undefined ? "user" : "installation", account, app: app?.id };
}
