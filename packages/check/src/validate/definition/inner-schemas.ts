import type { JSONSchemaProps } from "../../gen/types.ts";

/** The schema of a list's items, where there is one for all of them. */
export function itemsOf({ items }: JSONSchemaProps): JSONSchemaProps | undefined {
  return Array.isArray(items) ? undefined : items;
}

/** The schema of a map's values. */
export function valuesOf({ additionalProperties }: JSONSchemaProps): JSONSchemaProps | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

/** The schemas right below one, of those that a structural schema may have. */
export function innerSchemas(schema: JSONSchemaProps): JSONSchemaProps[] {
  const { properties = {}, allOf = [], anyOf = [], oneOf = [], not } = schema;
  const single = [itemsOf(schema), valuesOf(schema), not].filter((inner) => inner !== undefined);
  return [...single, ...Object.values(properties), ...allOf, ...anyOf, ...oneOf];
}
