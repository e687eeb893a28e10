import { fieldOf, isList, isObject, type Manifest, type Value } from "../manifest.ts";

/** Looks into values of which nobody has said what they hold: whatever is not there or of another type is empty. */

export function look(value: Value | undefined, ...steps: string[]): Value | undefined {
  return steps.reduce<Value | undefined>((inner, step) => (isObject(inner) ? fieldOf(inner, step) : undefined), value);
}

export function textIn(value: Value | undefined, ...steps: string[]): string {
  const found = look(value, ...steps);
  return typeof found === "string" ? found : "";
}

export function listIn(value: Value | undefined, ...steps: string[]): readonly Value[] {
  const found = look(value, ...steps);
  return isList(found) ? found : [];
}

export function objectIn(value: Value | undefined, ...steps: string[]): Manifest {
  const found = look(value, ...steps);
  return isObject(found) ? found : {};
}
