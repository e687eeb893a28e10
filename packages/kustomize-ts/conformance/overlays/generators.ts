import type { Draw } from "./draw.ts";
import type { Fields, Json, Tree } from "./tree.ts";

const LITERALS: readonly string[] = [
  ...[
    "a=1",
    "b=true",
    "c=a=b",
    "d='x y'",
    'd2="x"',
    "e=",
    "f=é",
    "g=a: b",
    "h=1.0",
    "i=~",
    "j= lead",
    "k=a\nb",
    "l='",
    "n=\u{1f600}",
  ],
  ...[
    "y=no",
    "A=2020-01-01",
    "B=0x10",
    "C=$(V)",
    "D=#",
    "long=a text that is longer than eighty columns and would be folded if it stood anywhere but in a secret",
  ],
];

/** A generator of config maps or secrets; one of an earlier layer's name adds to it, or replaces it. */
export function generator(draw: Draw, tree: Tree, folder: string, kind: "ConfigMap" | "Secret"): Fields {
  const { texts, generated } = tree;
  texts[`${folder}text.txt`] = draw.one(
    "a line\nanother\n",
    "",
    "\n",
    "no end",
    "tab\there\n",
    "a \nb\n",
    "\ufeffmark",
  );
  texts[`${folder}values.env`] = draw.one("# values\nE=1\n\nF=two words\n", "E='1'\n G=x\nexport\n", 'Q="q"\n', "");
  const old = generated.filter((made) => made.kind === kind);
  const isUpdate = old.length > 0 && draw.is(60);
  const name = isUpdate ? draw.one(...old).name : `made${generated.length === 0 ? "" : generated.length}`;
  if (!isUpdate) generated.push({ kind, name });
  return {
    name,
    literals: draw.some(LITERALS, 4),
    ...(isUpdate && { behavior: draw.one("merge", "replace") }),
    ...(draw.is(30) && { files: [draw.one("text.txt", "key=text.txt")] }),
    ...(draw.is(20) && { envs: ["values.env"] }),
    ...(draw.is(25) && { options: options(draw) }),
    ...(kind === "Secret" && draw.is(20) && { type: "acme.com/own" }),
    ...(draw.is(10) && { namespace: "one" }),
  };
}

/** Options of one generator, or of all. */
export function options(draw: Draw): Json {
  const all = [
    { disableNameSuffixHash: true },
    { labels: { all: draw.one("1", "x") } },
    { annotations: { note: draw.one("true", "a\nb") } },
    { immutable: draw.one(true, false) },
  ];
  return Object.assign({}, ...draw.some(all, 2));
}
