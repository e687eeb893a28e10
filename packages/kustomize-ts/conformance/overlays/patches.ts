import type { Draw } from "./draw.ts";
import { merge } from "./merges.ts";
import { versionOf } from "./objects.ts";
import { operationsText } from "./operations.ts";
import type { Fields, ObjectId, Tree } from "./tree.ts";

/** An entry of `patches:`, of any form. */
export function patch(draw: Draw, { objects, texts }: Tree, path: string): Fields[] {
  if (objects.length === 0) return [];
  const id = draw.one(...objects);
  const isJson = draw.is(50);
  const text = isJson ? operationsText(draw, id.kind) : merge(draw, id);
  const target = isJson || draw.is(30) ? { target: selector(draw, id) } : {};
  const options = draw.is(8) ? { options: draw.one({ allowNameChange: true }, { allowKindChange: true }) } : {};
  if (draw.is(50)) return [{ ...target, ...options, patch: text }];
  texts[path] = text;
  return [{ ...target, ...options, path: path.slice(path.indexOf("/") + 1) }];
}

/** The target of a patch: always of one kind, so that its operations may apply. */
export function selector(draw: Draw, { kind, name, namespace }: ObjectId): Fields {
  const parts = draw.some<Fields>(
    [
      { name: draw.one(name, `${name}|x`, ".*", `^${name}$`) },
      { namespace },
      { labelSelector: draw.one("app=app", "app", "!tier", "app in (app, x)", "tier!=front") },
      { annotationSelector: draw.one("note", "note=text") },
      { version: versionOf(kind).split("/").at(-1) },
      { group: versionOf(kind).split("/").slice(0, -1).join("") },
    ],
    2,
  );
  return Object.assign({ kind }, ...parts);
}

/** An entry of `patchesJson6902:`. */
export function jsonPatch(draw: Draw, { kind, name, namespace }: ObjectId): Fields {
  const version = versionOf(kind).split("/");
  const target = { group: version.slice(0, -1).join(""), version: version.at(-1), kind, name };
  return { target: { ...target, ...(namespace !== undefined && { namespace }) }, patch: operationsText(draw, kind) };
}
