import type { Manifest, Value } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Workload } from "../workload.ts";
import { object } from "./object.ts";

/**
 * Burn rates that wake somebody: how many times faster than allowed the budget of 30 days burns, over a long and a short
 * window (the SRE workbook's multiwindow, multi-burn-rate alerts).
 */
const burns = [
  { factor: 14.4, long: "1h", short: "5m", severity: "page" },
  { factor: 6, long: "6h", short: "30m", severity: "page" },
  { factor: 3, long: "1d", short: "2h", severity: "ticket" },
  { factor: 1, long: "3d", short: "6h", severity: "ticket" },
] as const;

const windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];

interface Objective {
  readonly name: "availability" | "latency";
  /** The share of good events that is promised, in percent. */
  readonly percent: number;
  /** The share of bad events in a window, as PromQL. */
  readonly badShare: (window: string) => string;
  readonly summary: string;
}

/** Recording rules of what the service promises, and alerts on how fast its error budget burns. */
export function alerts(workload: Workload, trace: Trace): Manifest[] {
  const { objectives } = workload;
  if (objectives === undefined) return [];
  const { from } = trace;
  const groups = objectivesOf(workload).map((objective) => ({
    name: from(`slo/${objective.name}`, `${workload.namespace}-${workload.name}-${objective.name}`),
    rules: from(
      `slo/${objective.name}`,
      [...recordings(workload, objective), ...burns.map((burn) => alert(workload, objective, burn))],
      "with the metrics that capabilities.prometheus names",
    ),
  }));
  const labels = Object.fromEntries(
    Object.entries(objectives.labels).map(([name, value]) => [
      name,
      from("prometheus", value, "Prometheus picks its rules by these labels"),
    ]),
  );
  const head = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    reason: "what users may rely on is measured and alerted on",
    labels,
  };
  return [object(workload, trace, head, { spec: { groups } })];
}

function objectivesOf(workload: Workload): Objective[] {
  const { availability, latency, requests, durations } = workload.objectives ?? { requests: "", durations: "" };
  // What a PodMonitor reads has no label for a Service: its container has the name of the worker.
  const label = workload.kind === "Worker" ? "container" : "service";
  const where = `namespace="${workload.namespace}",${label}="${workload.name}"`;
  const list: Objective[] = [];
  if (availability !== undefined && workload.metrics !== undefined)
    list.push({
      name: "availability",
      percent: availability,
      badShare: (window) =>
        `sum(rate(${requests}{${where},code=~"5.."}[${window}])) / sum(rate(${requests}{${where}}[${window}]))`,
      summary: "Too many requests fail",
    });
  if (availability !== undefined && workload.metrics === undefined)
    list.push({
      name: "availability",
      percent: availability,
      badShare: (window) =>
        `1 - avg_over_time((kube_deployment_status_replicas_available{namespace="${workload.namespace}",deployment="${workload.name}"} > bool 0)[${window}:1m])`,
      summary: "No pod was ready for too long",
    });
  if (latency !== undefined)
    list.push({
      name: "latency",
      percent: latency.percentile,
      badShare: (window) =>
        `1 - sum(rate(${durations}_bucket{${where},le="${latency.seconds}"}[${window}])) / sum(rate(${durations}_count{${where}}[${window}]))`,
      summary: `Too many requests take longer than ${latency.seconds} s`,
    });
  return list;
}

function labelsOf(workload: Workload, objective: Objective): { [name: string]: string } {
  return { team: workload.team, service: workload.name, environment: workload.environment, slo: objective.name };
}

function recordings(workload: Workload, objective: Objective): Value[] {
  return windows.map((window) => ({
    record: `slo:bad:ratio_rate${window}`,
    expr: objective.badShare(window),
    labels: labelsOf(workload, objective),
  }));
}

function alert(workload: Workload, objective: Objective, burn: (typeof burns)[number]): Value {
  const budget = (100 - objective.percent) / 100;
  const selector = `{team="${workload.team}",service="${workload.name}",environment="${workload.environment}",slo="${objective.name}"}`;
  const over = (window: string) =>
    `slo:bad:ratio_rate${window}${selector} > ${Number((burn.factor * budget).toPrecision(6))}`;
  return {
    alert: `${objective.name === "availability" ? "Availability" : "Latency"}BudgetBurn`,
    expr: `${over(burn.long)} and ${over(burn.short)}`,
    labels: { ...labelsOf(workload, objective), severity: burn.severity, window: burn.long },
    annotations: {
      summary: `${objective.summary}: ${workload.team}/${workload.name} in ${workload.environment}`,
      description: `The error budget of ${objective.percent} % over 30 days burns ${burn.factor} times too fast, measured over ${burn.long}.`,
    },
  };
}
