import type { Finding } from "../finding.ts";
import type { Plan } from "../plan.ts";

/** Findings as a JSON document: {"findings": […]}. */
export function findingsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ findings }, null, 2)}\n`;
}

/** A plan as the JSON document that schemas/plan.schema.json describes. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify({ apiVersion: "slipway.dev/v1", kind: "Plan", ...plan }, null, 2)}\n`;
}
