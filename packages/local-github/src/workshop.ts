/** Work that goes on by itself, and whose turn it is. */
export interface Workshop {
  /** Lets work go on without waiting for it. */
  later(task: () => Promise<void>): void;
  /** Runs work on a repository when all that was asked for before is done. */
  exclusive<T>(repository: number, task: () => Promise<T>): Promise<T>;
  /** Settles when nothing goes on any more. */
  idle(): Promise<void>;
}

/** A workshop in which nothing goes on yet. */
export function workshop(): Workshop {
  const going = new Set<Promise<void>>();
  const turns = new Map<number, Promise<unknown>>();

  function later(task: () => Promise<void>): void {
    const work: Promise<void> = task().finally(() => going.delete(work));
    going.add(work);
    work.catch(() => undefined);
  }

  function exclusive<T>(repository: number, task: () => Promise<T>): Promise<T> {
    const turn = (turns.get(repository) ?? Promise.resolve()).then(task, task);
    turns.set(
      repository,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function idle(): Promise<void> {
    while (going.size > 0) await Promise.allSettled([...going]);
  }

  return { later, exclusive, idle };
}
