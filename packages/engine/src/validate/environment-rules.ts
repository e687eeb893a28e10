import { isMap, valueAt } from "../doc.ts";
import type { Path } from "../locate.ts";
import type { Json } from "../yaml.ts";
import type { Breach } from "./rules.ts";

/**
 * What the spec of an environment breaks that its schema cannot say, at paths from the top of the document. What its
 * schema has something against is there and undefined.
 */
export function environmentBreaches(spec: { readonly [field: string]: Json }): Breach[] {
  const places: Path[] = [["scale"], ...["1", "2", "3", "4"].map((tier) => ["tiers", tier, "scale"])];
  return places.flatMap((place): Breach[] => {
    const scale = valueAt(spec, ["defaults", ...place]);
    if (!isMap(scale)) return [];
    const path = ["spec", "defaults", ...place];
    const { min, max } = scale;
    if (typeof min === "number" && typeof max === "number" && min > max)
      return [
        {
          path: [...path, "min"],
          saying: {
            code: "SCALE_RANGE",
            message: `min ${min} is more than max ${max}.`,
            hint: "Swap them, or raise max.",
          },
        },
      ];
    if (min !== max && min !== undefined && max !== undefined && lacksMetrics(spec))
      return [
        {
          path,
          at: "key",
          saying: {
            code: "CAPABILITY_MISSING",
            message: "Scaling by load needs the metrics API.",
            hint: "Add metricsServer: true to capabilities when it is installed, or write a fixed number.",
          },
        },
      ];
    return [];
  });
}

function lacksMetrics(spec: { readonly [field: string]: Json }): boolean {
  const { capabilities = "capabilities" in spec ? undefined : {} } = spec;
  return isMap(capabilities) && !("metricsServer" in capabilities);
}
