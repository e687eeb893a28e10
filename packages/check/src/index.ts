export { type Against, check, covered } from "./check.ts";
export type { Code, Finding, Stage } from "./finding.ts";
export { duplicateField } from "./finding-of.ts";
export type { Manifest, Value } from "./manifest.ts";
