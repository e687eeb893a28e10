import { type CompactSchema, type Definition, LEAF } from "./compact.ts";

/** A compact schema with numbers for the names of its definitions, which count from 1; 0 is the one of nothing. */
export type PackedSchema = Omit<CompactSchema, "kinds" | "definitions"> & {
  readonly names: readonly string[];
  readonly kinds: { readonly [type: string]: number };
  readonly definitions: readonly { readonly [field: string]: number | readonly [number, ...string[]] }[];
};

export function pack({ kinds, definitions, ...scopes }: CompactSchema): PackedSchema {
  const names = Object.keys(definitions);
  const index = (name: string): number => names.indexOf(name) + 1;
  return {
    names,
    kinds: mapped(kinds, index),
    definitions: Object.values(definitions).map((definition) =>
      mapped(definition, (field) =>
        typeof field === "string" ? index(field) : ([index(field[0]), ...field.slice(1)] as const),
      ),
    ),
    ...scopes,
  };
}

export function unpack({ names, kinds, definitions, ...scopes }: PackedSchema): CompactSchema {
  const name = (index: number): string => names[index - 1] ?? LEAF;
  const unpacked = definitions.map(
    (definition): Definition =>
      mapped(definition, (field) =>
        typeof field === "number" ? name(field) : ([name(field[0]), ...field.slice(1)] as [string, ...string[]]),
      ),
  );
  return {
    kinds: mapped(kinds, name),
    definitions: Object.fromEntries(names.map((each, index) => [each, unpacked[index]!])),
    ...scopes,
  };
}

function mapped<From, To>(map: { readonly [key: string]: From }, change: (value: From) => To): { [key: string]: To } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
