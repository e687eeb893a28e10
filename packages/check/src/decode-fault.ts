import type { Code, Fault } from "./finding.ts";
import { quote } from "./go-text.ts";
import type { Field } from "./kubernetes-types.ts";
import { nearName } from "./near-name.ts";
import { type Path, wordsOf } from "./path.ts";

/** A refusal with status 400. */
export function refused(code: Code, path: Path | undefined, message: string): Fault {
  return { severity: "error", stage: "decode", code, at: path, message };
}

/** The path as the strict decoder words it: it knows no brackets for the keys of maps. */
function dotted(path: Path): Path {
  const style = path.style === "key" ? "field" : path.style;
  return { ...path, style, parent: path.parent && dotted(path.parent) };
}

/**
 * The refusal of a field that the type has not, or has not in this version. `names` are those that it has: one that is
 * near is hinted at.
 */
export function unknownField(path: Path, field: Field | undefined, names: readonly string[]): Fault {
  const message = `strict decoding error: unknown field ${quote(wordsOf(dotted(path)))}`;
  if (field !== undefined) {
    const hint = Number.isFinite(field.until)
      ? `Kubernetes has ${field.name} only before 1.${field.until}.`
      : `Kubernetes has ${field.name} since 1.${field.since}.`;
    return { ...refused("FIELD_NOT_IN_VERSION", path, message), hint };
  }
  const near = nearName(String(path.step), names);
  const fault = refused("UNKNOWN_FIELD", path, message);
  return near === undefined ? fault : { ...fault, hint: `Did you mean ${near}?` };
}
