import { servedTypes } from "../gen/served-types.ts";

/** The shape of a field: how the server's Go type holds it. */
export interface Shape {
  readonly is: "pointer" | "list" | "map" | "struct" | Scalar;
  /** What a pointer, a list or a map holds. */
  readonly of?: Shape;
  /** The type of a struct. */
  readonly type?: string;
}

export type Scalar =
  | "string"
  | "bool"
  | "int"
  | "float"
  | "bytes"
  | "quantity"
  | "time"
  | "microtime"
  | "duration"
  | "intorstring"
  | "any";

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** Whether it is written when it is empty; `omitzero` leaves out empty structs too. */
  readonly empty: "written" | "left out" | "omitzero";
}

const lines = new Map<string, string>();
for (const line of servedTypes.split("\n")) if (line.startsWith("type ")) lines.set(line.split(" ", 2)[1] ?? "", line);
const read = new Map<string, readonly Field[]>();

/** The fields of a type of the table, none for a type that it does not have. */
export function fieldsOf(type: string): readonly Field[] {
  const known = read.get(type);
  if (known !== undefined) return known;
  const home = type.slice(0, type.lastIndexOf(".") + 1);
  const [, , ...words] = (lines.get(type) ?? "").split(" ");
  const fields = words.map((word): Field => {
    const colon = word.indexOf(":");
    const mark = word.at(-1);
    const notation = mark === "!" || mark === "~" ? word.slice(colon + 1, -1) : word.slice(colon + 1);
    const empty = mark === "!" ? "written" : mark === "~" ? "omitzero" : "left out";
    return { name: word.slice(0, colon), shape: shapeOf(notation, home), empty };
  });
  read.set(type, fields);
  return fields;
}

function shapeOf(notation: string, home: string): Shape {
  if (notation.startsWith("*")) return { is: "pointer", of: shapeOf(notation.slice(1), home) };
  if (notation.startsWith("[]")) return { is: "list", of: shapeOf(notation.slice(2), home) };
  if (notation.startsWith("{}")) return { is: "map", of: shapeOf(notation.slice(2), home) };
  if (!/[A-Z]/.test(notation)) return { is: notation as Scalar };
  return { is: "struct", type: notation.includes(".") ? notation : home + notation };
}
