import type { Manifest } from "../manifest.ts";
import type { Scope } from "../validate/scope.ts";
import type { Schema } from "./definition.ts";

/** The CEL rules of a schema. */
export function validateRules(
  _object: Manifest,
  _schema: Schema,
  _context: { previous: Manifest | undefined; scope: Scope },
): void {}
