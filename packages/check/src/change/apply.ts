import { fieldOf, isList, isObject, type Manifest, putField, type Value } from "../manifest.ts";
import { owns, type Typing } from "./typing.ts";

/** What somebody applied before, and what is applied now. */
export interface Applied {
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/**
 * What becomes of a living value when its owner applies another one, by the rules of server-side apply (KEP-555, as
 * structured-merge-diff has them): what is applied is set, what was applied before and no longer is is taken out with
 * all that is in it, and what somebody else set, as the server its defaults, stays. Changes none of the values.
 */
export function applied(living: Value | undefined, change: Applied, typing: Typing): Value | undefined {
  const { before } = change;
  const after = emptied(change.after, living, typing);
  if (typing.is === "fields" && isObject(after)) {
    return appliedFields(isObject(living) ? living : {}, { before, after }, typing);
  }
  if (typing.is === "items" && isList(after)) {
    return appliedItems(isList(living) ? living : [], { before, after }, typing);
  }
  return after;
}

/** Null over what has fields or items is the same as none of them; over nothing it stays. */
function emptied(after: Value | undefined, living: Value | undefined, typing: Typing): Value | undefined {
  if (after !== null) return after;
  if (typing.is === "fields" && isObject(living) && Object.keys(living).length > 0) return {};
  return typing.is === "items" && isList(living) && living.length > 0 ? [] : null;
}

function appliedFields(
  living: Manifest,
  { before, after }: { before: Value | undefined; after: Manifest },
  typing: Typing & { is: "fields" },
): Manifest {
  const out: Record<string, Value> = {};
  for (const name of new Set([...Object.keys(after), ...Object.keys(living)])) {
    const inner = typing.of(name);
    const change = { before: isObject(before) ? fieldOf(before, name) : undefined, after: fieldOf(after, name) };
    if (owns(change.after, inner)) putField(out, name, applied(fieldOf(living, name), change, inner)!);
    else if (!owns(change.before, inner)) putField(out, name, (fieldOf(living, name) ?? change.after)!);
  }
  return out;
}

function appliedItems(
  living: readonly Value[],
  { before, after }: { before: Value | undefined; after: readonly Value[] },
  typing: Typing & { is: "items" },
): Value[] {
  const byKey = (list: readonly Value[]) => new Map(list.map((item) => [typing.keyOf(item), item]));
  const [lived, had, has] = [byKey(living), byKey(isList(before) ? before : []), byKey(after)];
  const kept = [...lived].filter(([key]) => !had.has(key) && !has.has(key)).map(([, item]) => item);
  // Two items with one key are refused elsewhere: here both stay.
  const set = after.map((item) => {
    const key = typing.keyOf(item);
    return applied(lived.get(key), { before: had.get(key), after: item }, typing.items)!;
  });
  return [...set, ...kept];
}
