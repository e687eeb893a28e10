import type { Manifest } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Workload } from "../workload.ts";
import { compact, object } from "./object.ts";
import { podTemplate } from "./pod.ts";

/** What runs on a schedule. */
export function cronJob(workload: Workload, trace: Trace): Manifest {
  const { from } = trace;
  const { schedule } = workload;
  if (schedule === undefined) throw new Error(`${workload.team}/${workload.name} is a CronJob without a schedule.`);
  const head = { apiVersion: "batch/v1", kind: "CronJob", reason: "what runs on a schedule is a CronJob" };
  const spec = {
    schedule: from("schedule/cron", schedule.cron),
    timeZone: from("schedule/timeZone", schedule.timeZone),
    concurrencyPolicy: from("schedule/concurrency", schedule.concurrency),
    suspend: from("schedule/suspend", schedule.suspend),
    successfulJobsHistoryLimit: from("schedule/successful", schedule.successful),
    failedJobsHistoryLimit: from("schedule/failed", schedule.failed),
    jobTemplate: {
      spec: compact({
        backoffLimit: from("retries", workload.retries),
        activeDeadlineSeconds: workload.deadline === undefined ? undefined : from("deadline", workload.deadline),
        template: podTemplate(workload, trace, { restartPolicy: "Never" }),
      }),
    },
  };
  return object(workload, trace, head, { spec });
}

/**
 * What runs once; another run is another object. The id has no dash, so that no other service makes an object of that
 * name: what stands before the last dash is the service.
 */
export function job(workload: Workload, trace: Trace): Manifest {
  const { from } = trace;
  const { run } = workload;
  if (run === undefined) throw new Error(`${workload.team}/${workload.name} is a Job without a run.`);
  const head = {
    apiVersion: "batch/v1",
    kind: "Job",
    name: `${workload.name}-${run.id}`,
    field: "run/id",
    reason: "what runs once is a Job; another run is another object",
  };
  const spec = compact({
    completions: from("run/completions", run.completions),
    parallelism: from("run/parallelism", run.parallelism),
    backoffLimit: from("retries", workload.retries),
    activeDeadlineSeconds: workload.deadline === undefined ? undefined : from("deadline", workload.deadline),
    ttlSecondsAfterFinished: run.ttl === undefined ? undefined : from("run/ttl", run.ttl),
    template: podTemplate(workload, trace, { restartPolicy: "Never" }),
  });
  return object(workload, trace, head, { spec });
}

/**
 * The command that runs before new pods start. Argo CD runs it in the sync, after the objects that it needs and before
 * the Deployment, and makes it anew each time.
 */
export function preDeployJob(workload: Workload, trace: Trace): Manifest[] {
  const { preDeploy } = workload;
  if (preDeploy === undefined) return [];
  const { from, because } = trace;
  const annotations = because("Argo CD runs it in each sync, after what it needs and before new pods", {
    "argocd.argoproj.io/hook": "Sync",
    "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation",
    "argocd.argoproj.io/sync-wave": "-1",
  });
  const head = {
    apiVersion: "batch/v1",
    kind: "Job",
    name: `${workload.name}-predeploy`,
    reason: "a command that runs before new pods start is a Job",
    annotations,
  };
  const spec = compact({
    backoffLimit: because("a migration that failed is not tried again by itself", 0),
    activeDeadlineSeconds: preDeploy.deadline === undefined ? undefined : from("preDeploy", preDeploy.deadline),
    template: podTemplate(workload, trace, {
      restartPolicy: "Never",
      component: "pre-deploy",
      command: preDeploy.command,
    }),
  });
  return [object(workload, trace, head, { spec })];
}
