import type { Draw } from "./draw.ts";
import type { Fields, ObjectId } from "./tree.ts";

const POD = "spec.template.spec";
/** Places in objects of a kind, some of them of several fields and some of maps or lists. */
const FIELDS: { readonly [kind: string]: readonly string[] } = {
  Deployment: [
    `${POD}.containers.0.image`,
    `${POD}.containers.[name=first].image`,
    `${POD}.containers.*.name`,
    "spec.replicas",
  ],
  StatefulSet: [
    "spec.serviceName",
    `${POD}.containers.[name=f.*].image`,
    `${POD}.containers.[name=first].env.[name=A].value`,
  ],
  Thing: [
    ...[
      "spec.ref.name",
      "spec.list.*.name",
      "spec.text",
      "spec.list.0.v",
      "spec.list.[name=a].v",
      "spec.list.[name=.*].v",
    ],
    ...[
      "spec.words.0",
      "spec.words.[=a]",
      "spec.words.-",
      "spec.map",
      "spec.list",
      "spec.none",
      "spec.map.a/b",
      "spec.map.e\\.f",
    ],
  ],
  Service: ["spec.ports.0.name", "spec.ports.[port=80].port", "spec.ports.0.port", "spec.selector"],
  ConfigMap: ["data.k", "data.other\\.txt", "data.[other.txt]", "data"],
  Secret: ["type", "stringData.s"],
  Ingress: ["spec.rules.0.host"],
};
const MADE: readonly string[] = [
  "metadata.annotations.copied",
  "spec.made.deep",
  "spec.list.[name=new].v",
  "spec.made.0.x",
  "spec.made.[=x]",
];

/** A replacement of one field by another. Text in the place of a number is refused, unless it is overwritten later. */
export function replacement(draw: Draw, from: ObjectId, to: ObjectId): Fields {
  const create = draw.is(40);
  const own = FIELDS[to.kind] ?? [];
  const fields = ["metadata.name", ...own, ...own, ...(create ? MADE : [])];
  const source = draw.one("metadata.name", ...(FIELDS[from.kind] ?? [])).replaceAll("*", "0");
  const cut = draw.is(20) && { options: { delimiter: draw.one("/", "a", ""), index: draw.one(0, 1) } };
  const options = {
    ...(create && { create }),
    ...(draw.is(30) && { delimiter: draw.one("/", "-", "e"), index: draw.one(0, -1, 1, 7) }),
  };
  const select = draw.one<Fields>(
    { kind: to.kind },
    { kind: to.kind, name: to.name },
    { kind: to.kind, labelSelector: "app" },
  );
  const reject = draw.is(10) ? { reject: [draw.one<Fields>({ name: from.name }, { annotationSelector: "note" })] } : {};
  const fieldPaths = draw.one([draw.one(...fields)], [draw.one(...fields), "metadata.name"]);
  return {
    source: { kind: from.kind, name: from.name, fieldPath: source, ...cut },
    targets: [{ select, ...reject, fieldPaths, ...(draw.is(80) && { options }) }],
  };
}
