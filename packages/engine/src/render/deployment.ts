import type { Manifest } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Workload } from "../workload.ts";
import { compact, object, selectorOf } from "./object.ts";
import { podTemplate } from "./pod.ts";

/** The pods that serve. No replicas where an autoscaler rules. */
export function deployment(workload: Workload, trace: Trace): Manifest {
  const { from, because } = trace;
  const { scale } = workload;
  const head = { apiVersion: "apps/v1", kind: "Deployment", reason: "what runs all the time is a Deployment" };
  const spec = compact({
    replicas: scale.by === undefined ? from("scale/min", scale.min) : undefined,
    revisionHistoryLimit: because("a few old roll-outs are kept; releases are kept in Git", 3),
    selector: { matchLabels: selectorOf(workload, trace) },
    strategy: because("no pod is stopped before another is ready", {
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 },
    }),
    template: podTemplate(workload, trace, { serves: true }),
  });
  return object(workload, trace, head, { spec });
}
