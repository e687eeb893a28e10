import { at, entry, type Path } from "../path.ts";
import { ownProperty, type Schema } from "./definition.ts";

/** One step of a rule's `fieldPath`: `.name`, or `['any key']` with its quotes and backslashes escaped. */
const step = /\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/gy;

/** Where a rule says that it failed: its `fieldPath`, from the value that it is about. */
export function fieldPathOf(text: string, path: Path | undefined, schema: Schema): Path | undefined {
  let place = path;
  let inner: Schema | undefined = schema;
  for (const [, name, quoted = ""] of text.matchAll(step)) {
    const key = name ?? quoted.replace(/\\(.)/g, "$1");
    const own: Schema | undefined = ownProperty(inner, key);
    const isKey: boolean = own === undefined && typeof inner?.additionalProperties === "object" && place !== undefined;
    place = isKey ? entry(place!, key) : at(place, key);
    inner = own ?? (isKey ? (inner!.additionalProperties as Schema) : undefined);
  }
  return place;
}
