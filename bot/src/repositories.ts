import type { GitHub, Repository } from "./github.ts";

/** The repositories that the app is installed on, by id: kept, and looked up anew when one is missing. */
export interface Repositories {
  find(id: number): Promise<Repository | undefined>;
  /** Looks all of them up anew. */
  refresh(): Promise<readonly Repository[]>;
}

/** Nothing is looked up before it is asked for. */
export function openRepositories(github: Pick<GitHub, "repositories">): Repositories {
  let known = new Map<number, Repository>();
  let looking: Promise<readonly Repository[]> | undefined;

  async function look(): Promise<readonly Repository[]> {
    const found = await github.repositories();
    known = new Map(found.map((repository) => [repository.id, repository]));
    return found;
  }

  function refresh(): Promise<readonly Repository[]> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  return {
    async find(id) {
      if (!known.has(id)) await refresh();
      return known.get(id);
    },
    refresh,
  };
}
