/** Splits a path; a delimiter behind a backslash belongs to the name. One at the beginning is left out. */
export function splitPath(path: string, delimiter: "/" | "."): string[] {
  const [first = "", ...others] = path.split(delimiter);
  const parts = first === "" && others.length > 0 ? others : [first, ...others];
  const result: string[] = [parts[0]!];
  for (const part of parts.slice(1)) {
    const last = result.length - 1;
    if (result[last]!.endsWith("\\")) result[last] = result[last]!.slice(0, -1) + delimiter + part;
    else result.push(part);
  }
  return result;
}

/** Splits a path at its dots, but not at those between brackets: `[name=a.b]` is one part, `[a.b]` stands for `a.b`. */
export function splitFieldPath(path: string): string[] {
  const split = splitPath(path, ".");
  const result: string[] = [];
  for (let at = 0; at < split.length; at++) {
    const part = split[at]!;
    if (!part.startsWith("[") || part.endsWith("]")) {
      result.push(part);
      continue;
    }
    const bracketed = [part];
    while (at < split.length - 1) {
      bracketed.push(split[++at]!);
      if (split[at]!.endsWith("]")) break;
    }
    const whole = bracketed.join(".");
    result.push(whole.includes("=") ? whole : whole.replace(/^[[\]]+|(?<![[\]])[[\]]+$/g, ""));
  }
  return result;
}

/** Whether a part of a path names an element of a list: `[name=value]`, or `[=value]` for a list of scalars. */
export function isElementPart(part: string): boolean {
  return part.startsWith("[") && part.endsWith("]");
}

/** The number that a part of a path is, as Go's Atoi reads it; undefined if it is none. */
export function indexOf(part: string): number | undefined {
  return /^[-+]?\d{1,15}$/.test(part) ? Number(part) : undefined;
}
