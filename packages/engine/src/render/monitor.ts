import type { Manifest } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Workload } from "../workload.ts";
import { object, selectorOf } from "./object.ts";

/** How Prometheus finds the metrics: through the Service, or at the pods of a worker, which has none. */
export function monitor(workload: Workload, trace: Trace): Manifest[] {
  const { metrics } = workload;
  if (metrics === undefined) return [];
  const { from } = trace;
  const port = from(metrics.ownPort ? "metrics/port" : `ports/${metrics.portName}/name`, metrics.portName);
  const endpoint = { port, path: from("metrics", metrics.path) };
  const selector = { matchLabels: selectorOf(workload, trace) };
  const labels = Object.fromEntries(
    Object.entries(metrics.labels).map(([name, value]) => [
      name,
      from("prometheus", value, "Prometheus picks its monitors by these labels"),
    ]),
  );
  if (workload.kind === "Worker") {
    const head = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      reason: "Prometheus reads the metrics of a worker at its pods",
      labels,
    };
    return [object(workload, trace, head, { spec: { selector, podMetricsEndpoints: [endpoint] } })];
  }
  const head = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    reason: "Prometheus reads the metrics through the Service",
    labels,
  };
  const byName = { matchLabels: { "app.kubernetes.io/name": from("name", workload.name) } };
  return [object(workload, trace, head, { spec: { selector: byName, endpoints: [endpoint] } })];
}
