import { type Config, mergeSpecs } from "../config/config.ts";
import { type FieldSpec, fieldSpec } from "../fields/field-spec.ts";
import { prefixed } from "../refusal.ts";

/** The labels of an object itself. */
export const METADATA_LABELS = fieldSpec({ path: "metadata/labels", create: true });

/**
 * Where an entry of `labels:` is set: in its own fields and, by what it says, also in selectors, in templates, or just in
 * the metadata.
 */
export function labelSpecs(
  label: { readonly includeSelectors?: boolean; readonly includeTemplates?: boolean },
  own: readonly FieldSpec[],
  config: Config,
): readonly FieldSpec[] {
  const merged = (what: string, specs: readonly FieldSpec[], others: readonly FieldSpec[]): readonly FieldSpec[] =>
    prefixed(`failed to merge ${what}`, () => mergeSpecs(specs, others));
  const specs = merged("labels", own, config.labels);
  if (label.includeSelectors === true) return merged("labels", specs, config.commonLabels);
  const templates =
    label.includeTemplates === true ? merged("template fieldSpec", specs, config.templateLabels) : specs;
  return merged("labels", templates, [METADATA_LABELS]);
}
