/** Whether a field holds anything: in Go's types nothing at all, false, an empty text and an empty list are one. */
export function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== false && value !== "";
}
