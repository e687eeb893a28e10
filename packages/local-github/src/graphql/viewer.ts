import { GraphQLError } from "graphql";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import type { Repository } from "../state/repository-rows.ts";

/** For whom a GraphQL document is answered. */
export interface Viewer {
  readonly github: GitHub;
  readonly actor: Actor;
  /** A repository as a node; here, because repositories and pull requests lead to each other. */
  repositoryNode(repository: Repository): Node;
}

/** An object of the schema: values, and functions of the field's arguments that give them. */
export type Node = Readonly<Record<string, unknown>>;

/** Ends a field with one of GitHub's errors, which carry their kind in `type`. */
export function fail(type: string, message: string): never {
  throw new GraphQLError(message, { extensions: { type } });
}

/** Ends a field whose arguments ask for what is not served. */
export function refuseArguments(
  args: Readonly<Record<string, unknown>>,
  served: readonly string[],
  field: string,
): void {
  const extra = Object.keys(args).find(
    (name) => !served.includes(name) && args[name] !== undefined && args[name] !== null,
  );
  if (extra !== undefined) fail("NOT_SERVED", `local-github does not serve the argument ${extra} of ${field}.`);
}
