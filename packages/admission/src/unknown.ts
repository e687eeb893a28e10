import { CelError } from "@slipway/cel";

const asked = new Set<string>();

/**
 * A value that cannot be known before the merge, handed out when an expression reads it. To the language it is an error:
 * `||`, `&&` and the quantifiers absorb it where the rest decides, so that a result that comes out all the same holds
 * whatever the value may be. That it was read is kept for `takeUnknowns`.
 */
export function unknown(name: string): CelError {
  asked.add(name);
  return new CelError(`${name} is not known here`);
}

/** Notes that these were read. */
export function noteUnknowns(names: Iterable<string>): void {
  for (const name of names) asked.add(name);
}

/** What was read and not known since this was last called. Evaluations run one after the other, and each ends with this. */
export function takeUnknowns(): readonly string[] {
  if (asked.size === 0) return [];
  const names = [...asked];
  asked.clear();
  return names;
}

/** Gives an object a field whose value is not known. */
export function setUnknown(object: object, field: string, name: string): void {
  Object.defineProperty(object, field, { get: () => unknown(name), enumerable: true, configurable: true });
}
