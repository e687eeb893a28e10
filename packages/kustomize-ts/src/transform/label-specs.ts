import { type Config, mergeSpecs } from "../config/config.ts";
import { type FieldSpec, fieldSpec } from "../fields/field-spec.ts";

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
  const specs = mergeSpecs(own, config.labels);
  if (label.includeSelectors === true) return mergeSpecs(specs, config.commonLabels);
  const templates = label.includeTemplates === true ? mergeSpecs(specs, config.templateLabels) : specs;
  return mergeSpecs(templates, [METADATA_LABELS]);
}
