import type { Manifest, Value } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Workload } from "../workload.ts";

/** A map in the making: fields that are undefined are left out of the manifest. */
export type Draft = { readonly [key: string]: Value | undefined };

/** What an object is and why it is there. */
export interface Head {
  readonly apiVersion: string;
  readonly kind: string;
  /** The workload's name when left out. */
  readonly name?: string;
  /** The field of the workload that has a part in the name. */
  readonly field?: string;
  /** Why this service has such an object. */
  readonly reason: string;
  readonly annotations?: { readonly [name: string]: Value };
  readonly labels?: { readonly [name: string]: Value };
}

/** An object of a workload, with the metadata that all of them have. */
export function object(workload: Workload, trace: Trace, head: Head, body: Draft): Manifest {
  const { from, because } = trace;
  return compact({
    apiVersion: because(head.reason, head.apiVersion),
    kind: because(head.reason, head.kind),
    metadata: compact({
      name:
        head.name === undefined
          ? from("name", workload.name)
          : from(head.field ?? "name", head.name, "the name of the service with what the object is for"),
      namespace: because("a service stands in the namespace <team>-<environment>", workload.namespace),
      labels: { ...labelsOf(workload, trace), ...head.labels },
      annotations: head.annotations,
    }),
    ...body,
  });
}

/** The labels that every object of a workload carries. */
export function labelsOf(workload: Workload, { from, because }: Trace): { readonly [name: string]: Value } {
  return compact({
    "app.kubernetes.io/name": from("name", workload.name),
    "app.kubernetes.io/managed-by": because("every object that slipway renders says so", "slipway"),
    "app.kubernetes.io/part-of": workload.system === undefined ? undefined : from("system", workload.system),
    "slipway.dev/team": from("team", workload.team),
    "slipway.dev/environment": from("environment", workload.environment),
    "slipway.dev/tier": from("tier", String(workload.tier)),
  }) as { [name: string]: Value };
}

/** The labels by which the pods that serve are found; pods of jobs before a deployment carry another component. */
export function selectorOf(workload: Workload, { from, because }: Trace): { readonly [name: string]: Value } {
  return {
    "app.kubernetes.io/name": from("name", workload.name),
    "app.kubernetes.io/component": because(
      "the pods that do the service's work, apart from those of its jobs",
      componentOf(workload),
    ),
  };
}

/** What the pods of a kind do. */
export function componentOf(workload: Workload): string {
  return {
    WebService: "web",
    Worker: "worker",
    CronJob: "cron-job",
    Job: "job",
    StaticSite: "site",
    Manifests: "manifests",
  }[workload.kind];
}

/** A map without the fields that are undefined. */
export function compact(draft: Draft): Manifest {
  const result: { [key: string]: Value } = {};
  for (const key of Object.keys(draft)) {
    const value = draft[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}
