/** What of a structural schema of a custom resource (OpenAPI v3) matters to its rules. Other keywords may be there. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-list-type"?: string;
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
}

const TEXT: Schema = { type: "string" };
const METADATA: Schema = { type: "object", properties: { name: TEXT, generateName: TEXT } };

/** The schema with what every resource has: apiVersion, kind, metadata.name and metadata.generateName. */
export function asResource(schema: Schema): Schema {
  const { apiVersion, kind, metadata } = schema.properties ?? {};
  const { name, generateName } = metadata?.properties ?? {};
  const isComplete = [apiVersion, kind, name, generateName].every((field) => field?.type === "string");
  if (isComplete && metadata?.type === "object") return schema;
  return { ...schema, properties: { ...schema.properties, apiVersion: TEXT, kind: TEXT, metadata: METADATA } };
}

/** The schema of a map's values, undefined if it is no map. */
export function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}
