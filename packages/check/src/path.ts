/**
 * Where in an object: a chain of steps from the field back to the root, which is `undefined`. A step is seen in the
 * server's wording (`spec.ports[0].name`), in the JSON pointer (`/spec/ports/0/name`), or in both: the server leaves
 * out or adds a word here and there, and the pointer must still lead to the value.
 */
export interface Path {
  readonly parent: Path | undefined;
  readonly step: string | number;
  readonly style: "field" | "index" | "key" | "pointer-only" | "words-only";
}

/** A field of an object, or a field of a field: `at(path, "metadata", "labels")`. */
export function at(parent: Path | undefined, ...[name, ...names]: readonly [string, ...string[]]): Path {
  let path: Path = { parent, step: name, style: "field" };
  for (const step of names) path = { parent: path, step, style: "field" };
  return path;
}

/** An item of a list, shown as `[2]`. */
export function item(parent: Path, step: number): Path {
  return { parent, step, style: "index" };
}

/** An entry of a map, shown as `[cpu]`. */
export function entry(parent: Path, step: string): Path {
  return { parent, step, style: "key" };
}

/** A step that the server does not say: `template.labels` for `template.metadata.labels`. */
export function unsaid(parent: Path | undefined, step: string | number): Path {
  return { parent, step, style: "pointer-only" };
}

/** A step that only the server's wording has and the object has not: `{topologyKey, whenUnsatisfiable}`. */
export function said(parent: Path | undefined, step: string): Path {
  return { parent, step, style: "words-only" };
}

/** The path as the server words it; of the root, nothing. */
export function wordsOf(path: Path | undefined): string {
  if (path === undefined) return "";
  const before = wordsOf(path.parent);
  switch (path.style) {
    case "pointer-only":
      return before;
    case "index":
    case "key":
      return `${before}[${path.step}]`;
    default:
      return before === "" ? String(path.step) : `${before}.${path.step}`;
  }
}

/** The path as an RFC 6901 JSON pointer; of the root, nothing. */
export function pointerOf(path: Path | undefined): string {
  if (path === undefined) return "";
  const before = pointerOf(path.parent);
  if (path.style === "words-only") return before;
  return `${before}/${String(path.step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The names of the fields on the way, from `start` on, without places in lists and keys, as Go's JSON decoder says them. */
export function fieldNames(path: Path | undefined, start?: Path): string[] {
  if (path === undefined || path === start) return [];
  const before = fieldNames(path.parent, start);
  if (path.style === "field") before.push(String(path.step));
  return before;
}
