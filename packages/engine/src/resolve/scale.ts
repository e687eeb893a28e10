import { isMap } from "../doc.ts";
import type { DefaultScale, Scale } from "../gen/types.ts";
import type { Autoscale, ScaleRange } from "../workload.ts";
import type { Context } from "./context.ts";
import { choose, documented, fallback, type Layers, note, noteDefault, report } from "./layers.ts";

/** How many pods, and by what measure. */
export function resolveScale(layers: Layers, context: Context, tier: number): ScaleRange {
  const { environment } = context;
  const usual = [
    documented<DefaultScale>(
      "environment",
      environment.doc,
      ["spec", "defaults", "tiers", String(tier), "scale"],
      `for tier ${tier}`,
    ),
    documented<DefaultScale>("environment", environment.doc, ["spec", "defaults", "scale"]),
    fallback<DefaultScale>(2, "2 pods, when nobody says otherwise"),
  ];
  const said = layers.merged["scale"];
  if (typeof said === "number") {
    note(layers, "scale", ["scale"]);
    return { min: said, max: said };
  }
  const byDefault = rangeOf(choose(layers, "scale", usual) as DefaultScale);
  if (!isMap(said)) return byDefault;
  return saidRange(layers, context, said as unknown as Exclude<Scale, number>, byDefault);
}

function rangeOf(scale: DefaultScale): ScaleRange {
  if (typeof scale === "number") return { min: scale, max: scale };
  return scale.min === scale.max
    ? { min: scale.min, max: scale.max }
    : { min: scale.min, max: scale.max, by: { cpu: scale.cpu ?? 70 } };
}

function saidRange(layers: Layers, context: Context, said: Exclude<Scale, number>, byDefault: ScaleRange): ScaleRange {
  const origin = layers.origins.get("scale");
  for (const bound of ["min", "max"] as const) {
    if (said[bound] !== undefined) note(layers, `scale/${bound}`, ["scale", bound]);
    else if (origin !== undefined) layers.origins.set(`scale/${bound}`, origin);
  }
  const fewest = said.queue === undefined ? Math.max(1, byDefault.min) : byDefault.min;
  if (said.min === undefined && fewest !== byDefault.min)
    noteDefault(layers, "scale/min", "1 pod at least: processor and memory of no pods cannot be measured");
  const min = said.min ?? Math.min(fewest, said.max ?? fewest);
  if (said.min === undefined && min !== fewest) note(layers, "scale/min", ["scale", "max"]);
  const max = said.max ?? Math.max(byDefault.max, min * 3);
  if (said.max === undefined && max !== byDefault.max)
    noteDefault(layers, "scale/max", "three times the fewest pods, when a measure is given and no most");
  if (min === max && said.queue === undefined) return { min, max };
  return { min, max, by: measures(layers, context, said) };
}

function measures(layers: Layers, context: Context, said: Exclude<Scale, number>): Autoscale {
  const { cpu, memory, queue } = said;
  const has = context.environment.value.spec.capabilities;
  const where = context.environment.value.metadata.name;
  const lacks = (field: "cpu" | "memory" | "queue" | undefined, capability: string, what: string) =>
    report(
      layers,
      field === undefined ? ["scale"] : ["scale", field],
      {
        code: "CAPABILITY_MISSING",
        message: `${where} has no ${what}, which this needs.`,
        hint: `Write a fixed number of pods for ${where} in its settings, or have the platform team install it (capabilities.${capability}).`,
      },
      field === undefined ? "value" : "key",
    );
  if (queue !== undefined) {
    note(layers, "scale/queue", ["scale", "queue"]);
    if (has?.keda !== true) lacks("queue", "keda", "KEDA");
  }
  for (const field of ["cpu", "memory"] as const)
    if (said[field] !== undefined) note(layers, `scale/${field}`, ["scale", field]);
  const byCpu = cpu ?? (memory === undefined && queue === undefined ? 70 : undefined);
  if (byCpu !== undefined && cpu === undefined)
    noteDefault(layers, "scale/cpu", "70 % of the processor asked for, when no measure is given");
  if ((byCpu !== undefined || memory !== undefined) && has?.metricsServer !== true)
    lacks(cpu !== undefined ? "cpu" : memory !== undefined ? "memory" : undefined, "metricsServer", "metrics API");
  return {
    ...(byCpu === undefined ? {} : { cpu: byCpu }),
    ...(memory === undefined ? {} : { memory }),
    ...(queue === undefined ? {} : { queue: { type: queue.type, metadata: texts(queue.metadata) } }),
  };
}

function texts(values: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
