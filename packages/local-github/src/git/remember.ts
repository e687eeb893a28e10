import type { GitHub } from "../github.ts";

const limit = 5000;
const memories = new WeakMap<GitHub, Map<string, Promise<unknown>>>();

/**
 * Works something out once. What follows from object ids alone never changes, and asking Git costs a process each
 * time. The least recently asked for is forgotten past a limit, and what `keep` says no to at once.
 */
export function remember<T>(
  github: GitHub,
  key: string,
  work: () => Promise<T>,
  keep: (value: T) => boolean = () => true,
): Promise<T> {
  const memory = memories.get(github) ?? new Map<string, Promise<unknown>>();
  memories.set(github, memory);
  const known = memory.get(key) as Promise<T> | undefined;
  if (known !== undefined) {
    memory.delete(key);
    memory.set(key, known);
    return known;
  }
  const fresh = work();
  memory.set(key, fresh);
  if (memory.size > limit) memory.delete(memory.keys().next().value!);
  fresh.then(
    (value) => {
      if (!keep(value)) memory.delete(key);
    },
    () => memory.delete(key),
  );
  return fresh;
}
