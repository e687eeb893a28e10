const known = new Map<string, RegExp | undefined>();

/** A pattern of a definition as an expression, or nothing where it is none. */
export function regexOf(pattern: string): RegExp | undefined {
  if (known.has(pattern)) return known.get(pattern);
  let regex: RegExp | undefined;
  try {
    regex = new RegExp(pattern.replace(/\(\?P</g, "(?<"), "u");
  } catch {
    try {
      regex = new RegExp(pattern);
    } catch {
      regex = undefined;
    }
  }
  known.set(pattern, regex);
  return regex;
}
