import { compactSchema } from "./compact.ts";
import { type NodeSchema, type Schemas, schemaOfField, withSchema } from "./schema.ts";

/** The schema of a field that stands in a comment beside it, as JSON; undefined when it says nothing of merging. */
export function schemaOfComment(schemas: Schemas, comment: string): NodeSchema | undefined {
  const own = compactSchema({ definitions: { object: { properties: { field: JSON.parse(comment) } } } });
  return schemaOfField(withSchema(schemas, own), own.definitions["object"] ?? {}, "field");
}
