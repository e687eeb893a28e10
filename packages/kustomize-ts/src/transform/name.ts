import { type FieldSpec, visitFields } from "../fields/field-spec.ts";
import { retext } from "../fields/scalar.ts";
import { refuse } from "../refusal.ts";
import { isSelectedType } from "../resource/id.ts";
import { historyOf, originalId, type Resource, remember, rememberId, wrongKind } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { isScalar, textOf } from "../yaml/node.ts";

/** The types whose names mean something, and stay. */
const KEPT = [
  { kind: "CustomResourceDefinition" },
  { group: "apiregistration.k8s.io", kind: "APIService" },
  { kind: "Namespace" },
];

export type Affix = { readonly prefix: string } | { readonly suffix: string };

/** Puts a prefix in front of names, or a suffix behind them. */
export function affixNames(
  schemas: Schemas,
  resources: readonly Resource[],
  affix: Affix,
  specs: readonly FieldSpec[],
): void {
  for (const { node } of resources) {
    if (node === undefined) continue;
    const id = originalId(schemas, node);
    if (KEPT.some((type) => isSelectedType(id, type))) continue;
    for (const spec of specs) {
      if (!isSelectedType(id, spec)) continue;
      if (spec.path === "metadata/name") {
        const history = historyOf(node);
        if ("prefix" in affix && affix.prefix !== "") remember(node, { prefixes: [...history.prefixes, affix.prefix] });
        if ("suffix" in affix && affix.suffix !== "") remember(node, { suffixes: [...history.suffixes, affix.suffix] });
        if (Object.values(affix)[0] !== "") rememberId(schemas, node);
      }
      visitFields(node, [spec], {
        create: "scalar",
        set(map, field) {
          const before = map[field]!;
          if (!isScalar(before))
            refuse("TRANSFORM_FAILED", wrongKind("ScalarNode", before), "Choose a field that is text.");
          const text = textOf(before);
          map[field] = retext("prefix" in affix ? affix.prefix + text : text + affix.suffix, before);
        },
      });
    }
  }
}
