import { yamlOf } from "../files.ts";
import { type Folder, load } from "../folder.ts";
import type { Patch } from "../kustomization/fields.ts";
import { at, inlined, type Place, prefixed, Refusal, refuse, within } from "../refusal.ts";
import { resourcesOfFile, resourcesOfText } from "../resource/read.ts";
import type { Resource } from "../resource/resource.ts";
import { compose } from "../yaml/compose.ts";
import { goJson } from "../yaml/go-json.ts";
import { isList, isMap, type Node, toValue } from "../yaml/node.ts";
import type { PlacedOperation } from "./json-patch.ts";

/** A patch, read. */
export type LoadedPatch = {
  /** As messages name it. */
  readonly source: string;
  readonly place: Place;
  readonly content: { readonly merges: readonly Resource[] } | { readonly operations: readonly PlacedOperation[] };
};

/** Reads an entry of `patches:`, which may be a strategic merge patch or a JSON patch. */
export function loadPatch(folder: Folder, { path = "", patch = "" }: Patch, place: Place, shown: string): LoadedPatch {
  const inline = patch.trim();
  if (inline === "" && path === "") {
    return refuse("PATCH_INVALID", `must specify one of patch and path in\n${shown}`, "Give the patch one of them.");
  }
  if (inline !== "" && path !== "") {
    return refuse("PATCH_INVALID", `patch and path can't be set at the same time\n${shown}`, "Keep one of them.");
  }
  const source = path === "" ? `[patch: ${JSON.stringify(inline)}]` : `[path: ${JSON.stringify(path)}]`;
  const text = path === "" ? inline : patchText(folder, path);
  const filePlace = path === "" ? within(place, ["patch"]) : { file: load(folder, path).path };
  const merges = attempt(() => (path === "" ? resourcesOfText(text, filePlace) : resourcesOfFile(folder, path)));
  const operations = attempt(() => jsonOperations(text, path === "" ? inlined(filePlace) : filePlace));
  const isMerge = "result" in merges;
  const isJson = "result" in operations;
  if (isMerge && isJson) {
    const message = `illegally qualifies as both an SM and JSON patch: ${source}`;
    return refuse("PATCH_INVALID", message, "Write an object, or a list of operations.", filePlace);
  }
  if (isMerge) return { source, place: filePlace, content: { merges: merges.result } };
  if (isJson) return { source, place: filePlace, content: { operations: operations.result } };
  // What is wrong with an object that is one is worth more than that it is no patch.
  if (merges.refusal.code === "FILE_TOO_LARGE") throw merges.refusal;
  const found = merges.refusal.place ?? filePlace;
  const hint = `Write an object, or a list of operations. As an object: ${merges.refusal.message}.`;
  return refuse("PATCH_INVALID", `unable to parse SM or JSON patch from ${source}`, hint, found);
}

/** Reads the entries of `patchesStrategicMerge:`, each a patch itself or the path of a file. */
export function loadMerges(folder: Folder, entries: readonly string[], place: Place): Resource[] {
  const merges = entries.flatMap((entry, index) => {
    const own = within(place, [index]);
    const inline = attempt(() => resourcesOfText(entry, own));
    return "result" in inline ? inline.result : at(own, () => resourcesOfFile(folder, entry));
  });
  if (merges.length > 0) return merges;
  const message = `patch appears to be empty; files=[${entries.join(" ")}], Patch=`;
  return refuse("PATCH_INVALID", message, "Write a patch, or remove the entry.", place);
}

/** Reads an entry of `patchesJson6902:`. */
export function loadJsonPatch(
  folder: Folder,
  { target, path = "", patch = "" }: Patch,
  place: Place,
): readonly PlacedOperation[] {
  const fix = "Give the patch a target with a name, and either a path or a patch.";
  if (!target?.name) return refuse("PATCH_INVALID", "must specify the target name", fix);
  if (path === "" && patch === "") return refuse("PATCH_INVALID", "empty file path and empty jsonOp", fix);
  if (path !== "" && patch !== "") {
    return refuse("PATCH_INVALID", "must specify a file path or jsonOp, not both", fix);
  }
  const loaded = path === "" ? undefined : load(folder, path);
  const text = loaded === undefined ? patch : yamlOf(loaded.file, loaded.path);
  if (text === "") return refuse("PATCH_INVALID", `patch file '${path}' empty seems to be empty`, fix);
  const own = loaded === undefined ? place : { file: loaded.path };
  const shown = text.startsWith("[") ? text : goJson(toValue(compose({ text }, { yaml11: true }) ?? null));
  const operations = prefixed(`decoding ${shown}`, () => jsonOperations(text, own));
  if (operations.length > 0) return operations;
  return refuse("PATCH_INVALID", `patch appears to be empty; file=${path}, JsonOp=${shown}`, fix);
}

function patchText(folder: Folder, path: string): string {
  try {
    const { path: file, file: content } = load(folder, path);
    return yamlOf(content, file);
  } catch (error) {
    if (error instanceof Refusal) error.message = `failed to get the patch file from path(${path}): ${error.message}`;
    throw error;
  }
}

function attempt<Result>(run: () => Result): { readonly result: Result } | { readonly refusal: Refusal } {
  try {
    return { result: run() };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

/** The operations of a JSON patch, written as JSON or YAML; none if there is nothing. */
function jsonOperations(text: string, place: Place): readonly PlacedOperation[] {
  const patch = text.startsWith("[") ? parseJson(text) : (compose({ text }, { yaml11: true }) ?? null);
  if (patch === null) return [];
  const kind = isMap(patch) ? "object" : isList(patch) ? "array" : typeof patch === "bigint" ? "number" : typeof patch;
  const hint = "Write a list of operations, each with op and path.";
  if (!isList(patch)) {
    return refuse("PATCH_INVALID", `json: cannot unmarshal ${kind} into Go value of type jsonpatch.Patch`, hint);
  }
  return patch.map((operation, index) => {
    if (isMap(operation)) return { operation, place: within({ pointer: [], ...place }, [index]) };
    return refuse("PATCH_INVALID", "json: cannot unmarshal into Go value of type jsonpatch.Operation", hint);
  });
}

function parseJson(text: string): Node {
  try {
    return JSON.parse(text) as Node;
  } catch (error) {
    return refuse("PATCH_INVALID", (error as SyntaxError).message, "Correct the JSON.");
  }
}
