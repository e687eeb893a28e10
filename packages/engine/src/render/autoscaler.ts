import type { Manifest, Value } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Autoscale, Workload } from "../workload.ts";
import { object } from "./object.ts";

/** What changes the number of pods: KEDA by the length of a queue, else the HorizontalPodAutoscaler. None when it is fixed. */
export function autoscaler(workload: Workload, trace: Trace): Manifest[] {
  const { by } = workload.scale;
  if (by === undefined) return [];
  return [by.queue === undefined ? horizontal(workload, trace, by) : keda(workload, trace, by, by.queue)];
}

function horizontal(workload: Workload, trace: Trace, by: Autoscale): Manifest {
  const { from, because } = trace;
  const head = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    reason: "min and max differ, so that load decides",
  };
  const measure = (name: "cpu" | "memory", percent: number): Value => ({
    type: because("utilization is measured against what a pod asks for", "Resource"),
    resource: {
      name: from(`scale/${name}`, name),
      target: {
        type: because("utilization is measured against what a pod asks for", "Utilization"),
        averageUtilization: from(`scale/${name}`, percent),
      },
    },
  });
  const spec = {
    scaleTargetRef: because("it scales the service's Deployment", {
      apiVersion: "apps/v1",
      kind: "Deployment",
      name: workload.name,
    }),
    minReplicas: from("scale/min", workload.scale.min),
    maxReplicas: from("scale/max", workload.scale.max),
    metrics: [
      ...(by.cpu === undefined ? [] : [measure("cpu", by.cpu)]),
      ...(by.memory === undefined ? [] : [measure("memory", by.memory)]),
    ],
  };
  return object(workload, trace, head, { spec });
}

function keda(workload: Workload, trace: Trace, by: Autoscale, queue: NonNullable<Autoscale["queue"]>): Manifest {
  const { from, because } = trace;
  const head = {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    reason: "a queue decides, which KEDA can measure",
  };
  const measure = (name: "cpu" | "memory", percent: number): Value =>
    from(`scale/${name}`, { type: name, metricType: "Utilization", metadata: { value: String(percent) } });
  const spec = {
    scaleTargetRef: because("it scales the service's Deployment", { name: workload.name }),
    minReplicaCount: from("scale/min", workload.scale.min),
    maxReplicaCount: from("scale/max", workload.scale.max),
    triggers: [
      from("scale/queue", { type: queue.type, metadata: queue.metadata }),
      ...(by.cpu === undefined ? [] : [measure("cpu", by.cpu)]),
      ...(by.memory === undefined ? [] : [measure("memory", by.memory)]),
    ],
  };
  return object(workload, trace, head, { spec });
}
