// THIS FILE IS GENERATED - DO NOT EDIT IT. It is made from schemas/ by packages/engine/scripts/gen.ts.

/** One thing that a document breaks, as ajv says it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
  /** The part of the schema that has the keyword. */
  readonly parentSchema: Readonly<Record<string, unknown>>;
}
export interface Validator {
  (document: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
export const environment: Validator;
export const exception: Validator;
export const platform: Validator;
export const service: Validator;
export const settings: Validator;
export const team: Validator;
