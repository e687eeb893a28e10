import type { Compute, Size } from "../gen/types.ts";
import type { Context } from "./context.ts";
import { choose, documented, fallback, type Layers, sourceOf, written } from "./layers.ts";

const builtIn: Readonly<Record<Size, Compute>> = {
  xs: { cpu: "50m", memory: "64Mi" },
  s: { cpu: "100m", memory: "128Mi" },
  m: { cpu: "250m", memory: "256Mi" },
  l: { cpu: "500m", memory: "512Mi" },
  xl: { cpu: "1", memory: "1Gi" },
  "2xl": { cpu: "2", memory: "2Gi" },
};

/** What a pod asks for: exact compute or a size, the settings' before the spec's, else the defaults of team and environment. */
export function resolveCompute(layers: Layers, context: Context, tier: number): { cpu: string; memory: string } {
  const exact = layers.merged["compute"];
  const size = layers.merged["size"];
  const sizeIsNearer =
    size !== undefined && sourceOf(layers, ["size"]).by === "settings" && sourceOf(layers, ["compute"]).by === "spec";
  if (exact !== undefined && !sizeIsNearer) {
    choose(layers, "compute", [written(layers, ["compute"])]);
    return canonical(exact as unknown as Compute);
  }
  const { environment, team } = context;
  const name = choose<Size>(layers, "size", [
    written(layers, ["size"]),
    documented("team", team.doc, ["spec", "defaults", "size"]),
    documented("environment", environment.doc, ["spec", "defaults", "tiers", String(tier), "size"], `for tier ${tier}`),
    documented("environment", environment.doc, ["spec", "defaults", "size"]),
    fallback("s", "size s, when nobody says another"),
  ]) as Size;
  const origin = layers.origins.get("size");
  if (origin !== undefined) layers.origins.set("compute", origin);
  const redefined = environment.value.spec.sizes?.[name];
  if (redefined !== undefined)
    layers.origins.set("compute", {
      by: "environment",
      doc: environment.doc,
      path: ["spec", "sizes", name],
      reason: `what size ${name} means here`,
    });
  return canonical(redefined ?? builtIn[name]);
}

function canonical(compute: Compute): { cpu: string; memory: string } {
  return { cpu: cpuText(millicores(compute.cpu)), memory: compute.memory };
}

/** Thousandths of a core in a processor quantity: 250m, 2, 0.5. */
export function millicores(cpu: string | number): number {
  return typeof cpu === "string" && cpu.endsWith("m") ? Number(cpu.slice(0, -1)) : Math.round(Number(cpu) * 1000);
}

/** The quantity as the API server writes it. */
export function cpuText(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
