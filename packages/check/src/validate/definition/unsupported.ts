import type { JSONSchemaProps } from "../../gen/types.ts";
import { innerSchemas } from "./inner-schemas.ts";

const words = (part: string) => `OpenAPIV3Schema '${part}' is not supported`;

/**
 * What keeps the server from reading a schema as a structural one, in its words: a part, here or anywhere below, that a
 * structural schema has no place for.
 */
export function unsupportedPart(schema: JSONSchemaProps): string | undefined {
  if (schema.id) return words("id");
  if (schema.$schema) return words("schema");
  if (schema.$ref) return words("$ref");
  for (const part of ["patternProperties", "dependencies", "definitions"] as const) {
    if (Object.keys(schema[part] ?? {}).length > 0) return words(part);
  }
  if (schema.additionalItems !== undefined) return words("additionalItems");
  if (schema["x-kubernetes-preserve-unknown-fields"] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  }
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  }
  for (const inner of innerSchemas(schema)) {
    const found = unsupportedPart(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
