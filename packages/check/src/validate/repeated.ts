/** The places at which a value stands that stood before. */
export function repeated<T>(values: readonly T[]): ReadonlySet<number> {
  const [seen, places] = [new Set<T>(), new Set<number>()];
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) places.add(index);
    seen.add(value);
  }
  return places;
}
