import type { Manifest, Value } from "kustomize-ts";
import { alerts } from "./render/alerts.ts";
import { autoscaler } from "./render/autoscaler.ts";
import { deployment } from "./render/deployment.ts";
import { disruptionBudget } from "./render/disruption-budget.ts";
import { configMap, externalSecret } from "./render/files.ts";
import { cronJob, job, preDeployJob } from "./render/jobs.ts";
import { monitor } from "./render/monitor.ts";
import { networkPolicy } from "./render/network-policy.ts";
import { object } from "./render/object.ts";
import { routes } from "./render/routes.ts";
import { service } from "./render/service.ts";
import { type Trace, untraced } from "./trace.ts";
import type { Workload } from "./workload.ts";

/** Gives all objects of a workload, in the order in which a person would read them. Reads nothing but the workload. */
export function render(workload: Workload, trace: Trace = untraced): Manifest[] {
  if (workload.kind === "Manifests") return [];
  const around = [serviceAccount(workload, trace), ...configMap(workload, trace), ...externalSecret(workload, trace)];
  const before = workload.preDeploy === undefined ? around : around.map((manifest) => early(manifest, trace));
  return [
    ...before,
    ...running(workload, trace),
    networkPolicy(workload, trace),
    ...monitor(workload, trace),
    ...alerts(workload, trace),
  ];
}

/** The objects that do the work of each kind. */
function running(workload: Workload, trace: Trace): Manifest[] {
  switch (workload.kind) {
    case "Manifests":
      return [];
    case "CronJob":
      return [cronJob(workload, trace)];
    case "Job":
      return [job(workload, trace)];
    case "Worker":
      return [
        ...preDeployJob(workload, trace),
        deployment(workload, trace),
        ...autoscaler(workload, trace),
        ...disruptionBudget(workload, trace),
      ];
    case "WebService":
    case "StaticSite":
      return [
        ...preDeployJob(workload, trace),
        deployment(workload, trace),
        service(workload, trace),
        ...routes(workload, trace),
        ...autoscaler(workload, trace),
        ...disruptionBudget(workload, trace),
      ];
  }
}

function serviceAccount(workload: Workload, trace: Trace): Manifest {
  const head = { apiVersion: "v1", kind: "ServiceAccount", reason: "each service runs under an account of its own" };
  return object(workload, trace, head, {
    automountServiceAccountToken: trace.because("a service does not talk to the API server", false),
  });
}

/** What the command before new pods needs is there before it. */
function early(manifest: Manifest, { because }: Trace): Manifest {
  const metadata = manifest["metadata"] as { [key: string]: Value };
  const annotations = { "argocd.argoproj.io/sync-wave": because("the command before new pods needs it", "-2") };
  return { ...manifest, metadata: { ...metadata, annotations } };
}
