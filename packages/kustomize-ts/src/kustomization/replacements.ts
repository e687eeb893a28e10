import { yamlOf } from "../files.ts";
import { type Folder, load } from "../folder.ts";
import { type Place, refuse, within } from "../refusal.ts";
import type { PlacedReplacement } from "../transform/replacements.ts";
import { compose } from "../yaml/compose.ts";
import { isList, isMap } from "../yaml/node.ts";
import { REPLACEMENT, type ReplacementField } from "./fields.ts";
import { decodeOrRefuse, list } from "./shape.ts";

/** Reads `replacements:`: each entry is one itself, or the path of a file with one or several. */
export function loadReplacements(
  folder: Folder,
  entries: readonly ReplacementField[],
  place: Place,
): PlacedReplacement[] {
  return entries.flatMap(({ path = "", ...replacement }, index): PlacedReplacement[] => {
    const own = within(place, [index]);
    if (path === "") return [{ replacement, place: own }];
    if (replacement.source === undefined && (replacement.targets ?? []).length === 0) return ofFile(folder, path);
    const message = "cannot specify both path and inline replacement";
    return refuse("REPLACEMENT_INVALID", message, "Keep one of them.", own);
  });
}

function ofFile(folder: Folder, path: string): PlacedReplacement[] {
  const { path: file, file: content } = load(folder, path);
  const value = compose({ text: yamlOf(content, file), file }, { yaml11: true });
  const options = { reading: "open", code: "REPLACEMENT_INVALID", place: { file } } as const;
  if (isMap(value)) return [{ replacement: decodeOrRefuse(REPLACEMENT, value, options), place: { file } }];
  if (isList(value)) {
    const replacements = decodeOrRefuse(list(REPLACEMENT), value, options);
    return replacements.map((replacement, index) => ({ replacement, place: { file, pointer: [index] } }));
  }
  const kind = value === undefined || value === null ? "invalid" : typeof value;
  const message = `unsupported replacement type encountered within replacement path: ${kind}`;
  return refuse("REPLACEMENT_INVALID", message, "Write a replacement, or a list of them.", { file });
}
