import { typeTable } from "./gen/type-table.ts";

/**
 * Kubernetes' own kinds and types, read from the generated table. A line of the table is a kind
 * (`kind apps/v1 Deployment namespaced apps.v1.Deployment`) or a type with its fields
 * (`type core.v1.ContainerPort containerPort:int32 …`). `@34` is "since 1.34", `@-36` "gone in 1.36".
 */

/** A value's shape: a scalar, a list, a map, or one of the types of the table. */
export type Shape =
  | { readonly is: Scalar }
  | { readonly is: "list"; readonly items: Shape; readonly keys?: readonly ListKey[]; readonly set?: true }
  | { readonly is: "map"; readonly values: Shape; readonly atomic: boolean }
  | { readonly is: "struct" | "schemaorbool" | "schemaorarray" | "schemaorstrings"; readonly type: string };

export type Scalar =
  | "string"
  | "bool"
  | "int32"
  | "int64"
  | "double"
  | "bytes"
  | "any"
  | "quantity"
  | "time"
  | "microtime"
  | "duration"
  | "intorstring";

/** A key of a list that is a map, with the value that it has when it is not written. */
export interface ListKey {
  readonly name: string;
  readonly fallback?: string;
}

/** The minor versions that have something: from `since`, and before `until`. */
export interface Versions {
  readonly since: number;
  readonly until: number;
}

export interface Field extends Versions {
  readonly name: string;
  readonly shape: Shape;
}

export interface StructType {
  /** `core.v1.PodSpec` */
  readonly name: string;
  readonly atomic: boolean;
  readonly fields: ReadonlyMap<string, Field>;
}

export interface Kind extends Versions {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly type: string;
}

/** The minor versions that the table covers. */
export const oldestMinor = 33;
export const newestMinor = 36;

const kinds = new Map<string, Kind>();
const lines = new Map<string, string>();
for (const line of typeTable.split("\n")) {
  const words = line.split(" ", 5);
  if (words[0] === "kind") {
    const [, apiVersion = "", kind = "", scope, type = ""] = words;
    const { text, versions } = cut(type, always);
    kinds.set(`${apiVersion} ${kind}`, {
      apiVersion,
      kind,
      namespaced: scope === "namespaced",
      type: text,
      ...versions,
    });
  } else if (words[0] === "type") lines.set(/^[^!@]+/.exec(words[1]!)![0], line);
}
const structs = new Map<string, StructType>();

function always(): Versions {
  return { since: 0, until: Number.POSITIVE_INFINITY };
}

/** Takes `@34-36` off the end of a text. */
function cut(text: string, otherwise: () => Versions): { text: string; versions: Versions } {
  const [before = "", versions] = text.split("@");
  if (versions === undefined) return { text: before, versions: otherwise() };
  const [since = "", until = ""] = versions.split("-");
  return {
    text: before,
    versions: { since: Number(since) || 0, until: Number(until) || Number.POSITIVE_INFINITY },
  };
}

/** Kubernetes' kind of that name, in whichever versions it is. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return kinds.get(`${apiVersion} ${kind}`);
}

/** All kinds with that name, whatever their group and version. */
export function kindsNamed(kind: string): Kind[] {
  return [...kinds.values()].filter((candidate) => candidate.kind === kind);
}

/** The names of all kinds. */
export function kindNames(): string[] {
  return [...new Set([...kinds.values()].map(({ kind }) => kind))];
}

/** A type of the table by its full name. Throws for a name that is not there, which only a bug brings about. */
export function structOf(name: string): StructType {
  const known = structs.get(name);
  if (known !== undefined) return known;
  const line = lines.get(name);
  if (line === undefined) throw new Error(`The table of Kubernetes' types has no ${name}.`);
  const [, head = "", ...fields] = line.split(" ");
  const home = name.slice(0, name.lastIndexOf(".") + 1);
  const own = cut(head, always);
  const type = {
    name,
    atomic: own.text.endsWith("!"),
    fields: new Map(fields.map((field) => fieldOf(field, home, own.versions))),
  };
  structs.set(name, type);
  return type;
}

function fieldOf(text: string, home: string, holder: Versions): [string, Field] {
  const { text: before, versions } = cut(text, () => holder);
  const colon = before.indexOf(":");
  const name = before.slice(0, colon);
  return [name, { name, shape: shapeOf(before.slice(colon + 1), home), ...versions }];
}

function shapeOf(notation: string, home: string): Shape {
  if (notation.startsWith("[]")) {
    const [, items = "", keys] = /^([^{]*)(?:\{([^}]*)\})?$/.exec(notation.slice(2))!;
    const list = { is: "list", items: shapeOf(items, home) } as const;
    if (keys === undefined) return list;
    return keys === "" ? { ...list, set: true } : { ...list, keys: keys.split(",").map(keyOf) };
  }
  const [, wrapper, inner = "", atomic] = /^(\w+)<(.*)>(!?)$/.exec(notation) ?? [];
  if (wrapper === "map") return { is: "map", values: shapeOf(inner, home), atomic: atomic === "!" };
  if (wrapper !== undefined) return { is: wrapper as "schemaorbool", type: full(inner, home) };
  if (/[A-Z]/.test(notation)) return { is: "struct", type: full(notation, home) };
  return { is: notation as Scalar };
}

function full(type: string, home: string): string {
  return type.includes(".") ? type : home + type;
}

function keyOf(text: string): ListKey {
  const [name = "", fallback] = text.split("=");
  return fallback === undefined ? { name } : { name, fallback };
}
