import type { Value } from "../src/index.ts";

/** One step of a JSON Patch (RFC 6902): the four operations that the cases use. */
export interface Operation {
  readonly op: "add" | "remove" | "replace" | "move";
  readonly path: string;
  readonly from?: string;
  readonly value?: Value;
}

type Container = Value[] | Record<string, Value>;

function locate(root: Value, pointer: string): [container: Container, key: string] {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = steps.pop() ?? "";
  const step = (value: Value, name: string) => (value as Record<string, Value>)[name] ?? null;
  return [steps.reduce(step, root) as Container, last];
}

function take(root: Value, pointer: string): Value {
  const [container, key] = locate(root, pointer);
  if (Array.isArray(container)) return container.splice(Number(key), 1)[0] ?? null;
  const value = container[key] ?? null;
  delete container[key];
  return value;
}

/** A copy of a value with a patch applied. */
export function patched<T extends Value>(value: T, patch: readonly Operation[]): T {
  const out = structuredClone(value);
  for (const { op, path, from = "", value: given = null } of patch) {
    if (op === "remove") {
      take(out, path);
      continue;
    }
    const inserted = op === "move" ? take(out, from) : structuredClone(given);
    const [container, key] = locate(out, path);
    if (!Array.isArray(container)) container[key] = inserted;
    else if (key === "-") container.push(inserted);
    else container.splice(Number(key), op === "replace" ? 1 : 0, inserted);
  }
  return out;
}
