import * as cel from "../src/index.ts";

/** Prints a value as an expression would write it, more or less: for files of expected values. */
export function show(value: cel.Value): string {
  if (value === null || typeof value !== "object") return typeof value === "string" ? JSON.stringify(value) : `${value}`;
  if (value instanceof cel.Uint) return `${value.value}u`;
  if (value instanceof cel.Double) return Number.isInteger(value.value) ? value.value.toFixed(1) : `${value.value}`;
  if (value instanceof cel.Duration) return `duration(${value.nanos}ns)`;
  if (value instanceof cel.Timestamp) return `timestamp(${value.seconds}s ${value.nanos}ns ${value.offset}s)`;
  if (value instanceof cel.TypeValue) return `type(${value.name})`;
  if (value instanceof cel.CelError) return `error(${value.message})`;
  if (value instanceof Uint8Array) return `bytes(${Array.from(value).join(" ")})`;
  if (value instanceof cel.Opaque) return `${value.kind.name}`;
  if (value instanceof cel.Optional) return value.value === undefined ? "none" : `optional(${show(value.value)})`;
  if (Array.isArray(value)) return `[${value.map((element) => show(cel.adapt(element))).join(", ")}]`;
  const entries = value instanceof cel.CelMap ? [...value.entries()] : Object.entries(value);
  return `{${entries.map(([key, inner]) => `${show(key)}: ${show(cel.adapt(inner))}`).join(", ")}}`;
}
