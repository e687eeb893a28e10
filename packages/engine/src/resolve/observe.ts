import { isMap } from "../doc.ts";
import type { Metrics, Slo } from "../gen/types.ts";
import type { ServicePort, Workload } from "../workload.ts";
import type { Context } from "./context.ts";
import { type Layers, note, noteInstalled, report } from "./layers.ts";

/** Where Prometheus reads the service's figures. */
export function resolveMetrics(layers: Layers, context: Context, ports: readonly ServicePort[]): Workload["metrics"] {
  const metrics = layers.merged["metrics"] as unknown as Metrics | undefined;
  if (metrics === undefined) return undefined;
  note(layers, "metrics", ["metrics"]);
  const prometheus = context.environment.value.spec.capabilities?.prometheus;
  if (prometheus === undefined) lacksPrometheus(layers, context, "metrics");
  noteInstalled(layers, "prometheus", context.environment.doc, ["prometheus"]);
  const port = metrics.port ?? ports[0]?.targetPort;
  if (port === undefined)
    report(
      layers,
      ["metrics"],
      {
        code: "PORT_UNKNOWN",
        message: "There is no port to read metrics from.",
        hint: "Add metrics.port, the port that the container serves them on.",
      },
      "key",
    );
  const first = layers.origins.get(`ports/${ports[0]?.name}`) ?? layers.origins.get("ports");
  if (metrics.port === undefined && first !== undefined) layers.origins.set("metrics/port", first);
  const shared = ports.find(({ targetPort, protocol }) => targetPort === port && protocol !== "udp");
  return {
    port: port ?? 0,
    portName: shared?.name ?? freeName(ports.map(({ name }) => name)),
    ownPort: shared === undefined,
    path: metrics.path ?? "/metrics",
    labels: prometheus?.labels ?? {},
    namespace: prometheus?.namespace ?? "",
  };
}

/** A name for the metrics' own port that no other port has. */
function freeName(taken: readonly string[]): string {
  const names = ["metrics", ...taken.map((_, index) => `metrics-${index + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? "metrics";
}

/** What users may rely on, with the names of the metrics that tell it. */
export function resolveObjectives(layers: Layers, context: Context): Workload["objectives"] {
  const slo = layers.merged["slo"] as unknown as Slo | undefined;
  if (slo === undefined) return undefined;
  const prometheus = context.environment.value.spec.capabilities?.prometheus;
  if (prometheus === undefined) lacksPrometheus(layers, context, "slo");
  noteInstalled(layers, "prometheus", context.environment.doc, ["prometheus"]);
  if (slo.availability !== undefined) note(layers, "slo/availability", ["slo", "availability"]);
  if (slo.latency !== undefined) note(layers, "slo/latency", ["slo", "latency"]);
  const latency = Object.entries(slo.latency ?? {})[0];
  return {
    ...(slo.availability === undefined ? {} : { availability: slo.availability }),
    ...(latency === undefined
      ? {}
      : { latency: { percentile: Number(latency[0].slice(1)), seconds: secondsOfLatency(String(latency[1])) } }),
    requests: prometheus?.requests ?? "http_requests_total",
    durations: prometheus?.durations ?? "http_request_duration_seconds",
    labels: prometheus?.labels ?? {},
  };
}

function secondsOfLatency(text: string): number {
  return text.endsWith("ms") ? Number(text.slice(0, -2)) / 1000 : Number(text.slice(0, -1));
}

function lacksPrometheus(layers: Layers, context: Context, field: "metrics" | "slo"): void {
  if (!isMap(layers.merged[field])) return;
  const where = context.environment.value.metadata.name;
  report(
    layers,
    [field],
    {
      code: "CAPABILITY_MISSING",
      message: `${where} has no Prometheus Operator, which ${field} needs.`,
      hint: "Have the platform team install it (capabilities.prometheus).",
    },
    "key",
  );
}
