import type { ExplainedObject } from "../explain-manifests.ts";
import type { Finding } from "../finding.ts";
import type { Plan } from "../plan.ts";

/** Findings as a JSON document: {"findings": […]}. */
export function findingsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ findings }, null, 2)}\n`;
}

/** Where each field of a service's objects comes from, as a JSON document. An integer beyond 2^53 is a text. */
export function explainJson(explained: {
  readonly service: string;
  readonly environment: string;
  readonly objects: readonly ExplainedObject[];
  readonly findings: readonly Finding[];
}): string {
  return `${JSON.stringify(explained, (_key, value) => (typeof value === "bigint" ? String(value) : value), 2)}\n`;
}

/** A plan as the JSON document that schemas/plan.schema.json describes. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify({ apiVersion: "slipway.dev/v1", kind: "Plan", ...plan }, null, 2)}\n`;
}
