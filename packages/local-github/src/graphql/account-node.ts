import { nodeId } from "../present/links.ts";
import type { Node, Viewer } from "./viewer.ts";

/** A person, bot or organization; null for nobody. */
export function accountNode({ github }: Viewer, id: number | undefined): Node | null {
  const account = github.store.get("accounts", id ?? 0);
  if (account === undefined) return null;
  const login = account.kind === "Bot" ? account.login.replace("[bot]", "") : account.login;
  return {
    __typename: account.kind,
    id: nodeId(account.kind, account.id),
    databaseId: account.id,
    // GraphQL gives a bot's login without the suffix that REST has.
    login,
    name: account.name,
    url: account.kind === "Bot" ? `${github.url}/apps/${login}` : `${github.url}/${login}`,
    avatarUrl: `${github.url}/avatars/${account.id}`,
  };
}

/** An app; null for none. */
export function appNode({ github }: Viewer, id: number | undefined): Node | null {
  const app = github.store.get("apps", id ?? 0);
  if (app === undefined) return null;
  return { __typename: "App", id: nodeId("App", app.id), databaseId: app.id, name: app.name, slug: app.slug };
}
