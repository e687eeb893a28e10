import { type Shape, structOf } from "../kubernetes-types.ts";
import { fieldOf, isList, isObject, type Manifest, type Value } from "../manifest.ts";
import { type Path, unsaid } from "../path.ts";
import { quantityOf } from "../quantity.ts";
import { sameValue } from "../same-value.ts";

/** The one of a type's fields that a comparison begins with, and where it is. */
export interface Compared {
  readonly shape: Shape;
  readonly path: Path;
}

/**
 * Where a living value and a new one first differ, as the server compares decoded objects: quantities by their amount,
 * and what is empty as if it were missing. Nothing when they are the same. The steps below the given path are in the
 * pointer only: the server says no more than which field cannot change.
 */
export function difference(
  living: Value | undefined,
  changed: Value | undefined,
  { shape, path }: Compared,
): Path | undefined {
  if (shape.is === "list") return listDifference(listOf(living), listOf(changed), { shape: shape.items, path });
  if (shape.is === "map") {
    return fieldsDifference(objectOf(living), objectOf(changed), { path, shapeOf: () => shape.values });
  }
  if (shape.is === "struct" && isObject(living ?? {}) && isObject(changed ?? {})) {
    const { fields } = structOf(shape.type);
    if (living === undefined || changed === undefined) return living === changed ? undefined : path;
    const shapeOf = (name: string) => fields.get(name)?.shape ?? { is: "any" as const };
    return fieldsDifference(objectOf(living), objectOf(changed), { path, shapeOf });
  }
  if (shape.is === "quantity" && living !== undefined && changed !== undefined) {
    return quantityOf(living).nano === quantityOf(changed).nano ? undefined : path;
  }
  const text = (value: Value | undefined) => (value === "" ? undefined : value);
  return sameValue(text(living), text(changed)) ? undefined : path;
}

/** Fields that the server's types cannot leave out: an empty one is the same as none. */
const valueFields = new Set([
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "hostPort",
  "initialDelaySeconds",
  "metadata",
  "readOnly",
  "resources",
  "spec",
  "stdin",
  "stdinOnce",
  "tty",
]);

/** Texts of which the empty one is not the same as none. */
const pointerFields = new Set([
  "hostnameOverride",
  "runtimeClassName",
  "storageClassName",
  "volumeAttributesClassName",
]);

function fieldsDifference(
  living: Manifest,
  changed: Manifest,
  { path, shapeOf }: { path: Path; shapeOf: (name: string) => Shape },
): Path | undefined {
  for (const name of new Set([...Object.keys(living), ...Object.keys(changed)])) {
    const shape = shapeOf(name);
    const empty = valueFields.has(name) ? emptyOf(shape) : undefined;
    const [before, after] = [fieldOf(living, name) ?? empty, fieldOf(changed, name) ?? empty];
    const inner = unsaid(path, name);
    if (pointerFields.has(name) && before !== after) return inner;
    const found = difference(before, after, { shape, path: inner });
    if (found !== undefined) return found;
  }
  return undefined;
}

function emptyOf(shape: Shape): Value {
  return shape.is === "bool" ? false : shape.is === "int32" ? 0 : {};
}

function listDifference(
  living: readonly Value[],
  changed: readonly Value[],
  { shape, path }: Compared,
): Path | undefined {
  for (let index = 0; index < Math.max(living.length, changed.length); index++) {
    const inner = unsaid(path, index);
    if (index >= living.length || index >= changed.length) return inner;
    const found = difference(living[index], changed[index], { shape, path: inner });
    if (found !== undefined) return found;
  }
  return undefined;
}

function listOf(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

function objectOf(value: Value | undefined): Manifest {
  return isObject(value) ? value : {};
}
