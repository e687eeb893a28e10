/** The keys and indexes that lead to a field. */
export type Pointer = readonly (string | number)[];

/** A key or index as a part of a JSON pointer. */
export function escaped(step: string | number): string {
  return String(step).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Where the fields of a document begin, as offsets into its text: for each map and list, by key or index. */
export type Offsets = WeakMap<object, Map<string | number, { readonly key: number; readonly value: number }>>;

/** Line and column of an offset, both from 1. */
export function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}
