import type { CelError } from "./value.ts";

/**
 * How a list that a schema calls a set or a map compares and grows: without regard to order. Other lists have no entry.
 */
export interface ListKind {
  readonly equal: (other: readonly unknown[]) => boolean | CelError;
  readonly add: (other: readonly unknown[]) => readonly unknown[];
}

const kinds = new WeakMap<readonly unknown[], ListKind>();

/** Makes a list compare and grow by its kind. */
export function markList(list: readonly unknown[], kind: ListKind): void {
  kinds.set(list, kind);
}

/** What `==` of this list does, if it is not element by element. */
export function listEquality(list: readonly unknown[]): ListKind["equal"] | undefined {
  return kinds.get(list)?.equal;
}

/** What `+` of this list does, if it does not just append. */
export function listAddition(list: readonly unknown[]): ListKind["add"] | undefined {
  return kinds.get(list)?.add;
}
