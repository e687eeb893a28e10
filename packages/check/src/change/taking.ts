/** A copy of an object in which some fields are as they are in another, and missing where they are missing there. */
export function taking<T extends object>(own: T, other: T, fields: readonly (keyof T)[]): T {
  const copy = { ...own };
  for (const field of fields) {
    if (other[field] === undefined) delete copy[field];
    else copy[field] = other[field];
  }
  return copy;
}
