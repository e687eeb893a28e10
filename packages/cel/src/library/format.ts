import { type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { NAMED_FORMATS, type NamedFormat } from "../named-formats.ts";
import { NONE, noSuchOverload, Opaque, type OpaqueKind, Optional, type Value } from "../value.ts";

const NAME = "kubernetes.NamedFormat";

const FORMAT: OpaqueKind = {
  name: NAME,
  equal: (a, b) => {
    if (!(b instanceof Opaque) || b.kind !== FORMAT) return noSuchOverload();
    return (a.content as NamedFormat).name === (b.content as NamedFormat).name;
  },
};

const VALUES = new Map(Object.entries(NAMED_FORMATS).map(([name, format]) => [name, new Opaque(FORMAT, format)]));

function named(name: string): Value {
  const format = VALUES.get(name);
  return format === undefined ? NONE : new Optional(format);
}

/** What is wrong with a text; nothing if it is well formed. */
function validate(format: NamedFormat, text: string): Value {
  const problems = format.validate(text);
  return problems.length === 0 ? NONE : new Optional(problems);
}

const ROWS: readonly OverloadRow[] = [
  [
    "format-validate",
    `(${NAME}) validate(string) optional(list(string))`,
    (format, text) => validate((format as Opaque).content as NamedFormat, text as string),
  ],
  ["format-named", `format.named(string) optional(${NAME})`, (name) => named(name as string)],
  ...[...VALUES].map(([name, value]): OverloadRow => [`format.${name}`, `format.${name}() ${NAME}`, () => value]),
];

/** Kubernetes' named formats: `format.dns1123Label()` and the rest. */
export const FORMATS: Library = { name: "kubernetes.format", overloads: overloads(ROWS) };
