const MARGINS = Array.from({ length: 64 }, (_, indent) => " ".repeat(indent));

/** The spaces in front of a line at `indent`. */
export function margin(indent: number): string {
  return MARGINS[indent] ?? " ".repeat(indent);
}
