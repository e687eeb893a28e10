import { loadAll, YAMLException } from "js-yaml";
import type { Value } from "kustomize-ts";
import { isMap } from "./doc.ts";
import { locate, type Path, type Place } from "./locate.ts";
import type { Overlay } from "./overlay.ts";
import type { Json } from "./yaml.ts";

/** A value that stands in a file of an overlay, under the path of an object that it is meant for. */
interface Written {
  readonly value: Json;
  /** The path in the object; what stands in a list has "*" for its index. */
  readonly target: string;
  readonly file: string;
  readonly text: string;
  /** The kind of the object that it stands in, where that is said. */
  readonly kind: string | undefined;
  /** The path in the text. */
  readonly path: Path;
  /** Lines and columns before the text in its file. */
  readonly before: { readonly lines: number; readonly columns: number };
}

/** A field of an object, with its value. */
export interface Wanted {
  readonly kind: string;
  readonly pointer: string;
  readonly value: Value;
}

const kept = new WeakMap<Overlay["files"], readonly Written[]>();

/**
 * Finds the line of an overlay that set a field: where the same value stands under the same path, in a patch, in a
 * resource, or as a literal of a generator. Undefined: no line has it as it is.
 */
export function findInOverlays(
  overlays: readonly Overlay[],
  { kind, pointer, value }: Wanted,
): (Place & { readonly file: string }) | undefined {
  const target = pointer
    .split("/")
    .slice(1)
    .map((step) => (/^[0-9]+$/.test(step) ? "*" : step))
    .join("/");
  for (const { files } of [...overlays].reverse()) {
    const written = kept.get(files) ?? collect(files);
    kept.set(files, written);
    const same = written.filter((one) => one.target === target && String(one.value) === String(value));
    const ofKind = same.filter((one) => one.kind === kind);
    const found = nearest(ofKind.length > 0 ? ofKind : same, pointer);
    if (found === undefined) continue;
    const { line, column } = locate(found.text, found.path);
    return { file: found.file, line: line + found.before.lines, column: column + found.before.columns };
  }
  return undefined;
}

/** Of several lines that say the same, the one at the same place of its list. */
function nearest(same: readonly Written[], pointer: string): Written | undefined {
  const index = pointer.split("/").findLast((step) => /^[0-9]+$/.test(step));
  return same.find(({ path }) => String(path.findLast((step) => typeof step === "number")) === index) ?? same[0];
}

function collect(files: Overlay["files"]): Written[] {
  const all: Written[] = [];
  for (const [file, { content }] of files) {
    if (typeof content !== "string" || !/\.ya?ml$|(^|\/)Kustomization$/.test(file)) continue;
    for (const part of documentsOf(content)) {
      const at = { file, text: part.text, before: { lines: part.lines, columns: 0 }, kind: kindOf(part.value) };
      const isKustomization = /(^|\/)[Kk]ustomization(\.ya?ml)?$/.test(file);
      if (isKustomization && isMap(part.value)) all.push(...inKustomization(part.value, at));
      else all.push(...leaves(part.value, { at, path: [], target: "" }), ...operations(part.value, at));
    }
  }
  return all;
}

function kindOf(value: Json): string | undefined {
  return isMap(value) && typeof value["kind"] === "string" ? value["kind"] : undefined;
}

type At = Pick<Written, "file" | "text" | "before" | "kind">;

function documentsOf(content: string): { text: string; lines: number; value: Json }[] {
  const all = content.split("\n");
  const starts = [0, ...all.flatMap((line, index) => (/^---(\s|$)/.test(line) ? [index + 1] : []))];
  return starts.flatMap((start, index) => {
    const text = all.slice(start, (starts[index + 1] ?? all.length + 1) - 1).join("\n");
    const value = parsed(text);
    return value === undefined ? [] : [{ text, lines: start, value }];
  });
}

function parsed(text: string): Json | undefined {
  try {
    return (loadAll(text) as Json[])[0];
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

interface Walk {
  readonly at: At;
  readonly path: Path;
  readonly target: string;
}

function leaves(value: Json, { at, path, target }: Walk): Written[] {
  const join = (step: string) => (target === "" ? step : `${target}/${step}`);
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item, index) => leaves(item, { at, path: [...path, index], target: join("*") }));
  if (isMap(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(inner, { at, path: [...path, key], target: join(key.replaceAll("~", "~0").replaceAll("/", "~1")) }),
    );
  return [{ ...at, value, target, path }];
}

/** What the operations of a JSON patch put where. */
function operations(value: Json, at: At): Written[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((operation, index) => {
    if (!isMap(operation) || typeof operation["path"] !== "string" || operation["value"] === undefined) return [];
    const target = operation["path"]
      .split("/")
      .slice(1)
      .map((step) => (/^([0-9]+|-)$/.test(step) ? "*" : step))
      .join("/");
    return leaves(operation["value"], { at, path: [index, "value"], target });
  });
}

/** Patches that stand in the kustomization itself, and the literals of its generators. */
function inKustomization(kustomization: { readonly [field: string]: Json }, at: At): Written[] {
  const patches = ["patches", "patchesStrategicMerge", "patchesJson6902"].flatMap((field) =>
    Array.isArray(kustomization[field]) ? kustomization[field].map((entry, index) => ({ field, entry, index })) : [],
  );
  const inline = patches.flatMap(({ field, entry, index }) => {
    const text = isMap(entry) ? entry["patch"] : entry;
    const value = typeof text === "string" ? parsed(text) : undefined;
    if (typeof text !== "string" || value === undefined || typeof value === "string") return [];
    const place = locate(at.text, isMap(entry) ? [field, index, "patch"] : [field, index]);
    const indent = /^ */.exec(at.text.split("\n")[place.line] ?? "")?.[0].length ?? 0;
    const inside = {
      file: at.file,
      text,
      before: { lines: at.before.lines + place.line, columns: indent },
      kind: kindOf(value),
    };
    return [...leaves(value, { at: inside, path: [], target: "" }), ...operations(value, inside)];
  });
  const generators = ["configMapGenerator", "secretGenerator"].flatMap((field) =>
    Array.isArray(kustomization[field]) ? kustomization[field].map((entry, index) => ({ field, entry, index })) : [],
  );
  const literals = generators.flatMap(({ field, entry, index }) =>
    (isMap(entry) && Array.isArray(entry["literals"]) ? entry["literals"] : []).flatMap(
      (literal, position): Written[] => {
        const [, key, value] = /^([^=]+)=([\s\S]*)$/.exec(String(literal)) ?? [];
        return key === undefined || value === undefined
          ? []
          : [
              {
                ...at,
                value: value.replace(/^(["'])(.*)\1$/s, "$2"),
                target: `data/${key}`,
                path: [field, index, "literals", position],
              },
            ];
      },
    ),
  );
  return [...inline, ...literals];
}
