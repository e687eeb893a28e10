import type {
  CronJob,
  DaemonSet,
  Deployment,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerV1,
  HPAScalingRules,
  Job,
  JobSpec,
  PodFailurePolicyOnPodConditionsPattern,
  ReplicaSet,
  StatefulSet,
} from "../gen/types.ts";

/** What the server fills in for workloads, jobs and autoscalers (pkg/apis/{apps,batch,autoscaling}). */

function defaultDeployment({ spec }: Deployment): void {
  if (spec === undefined) return;
  spec.replicas ??= 1;
  spec.strategy ??= {};
  spec.strategy.type ||= "RollingUpdate";
  if (spec.strategy.type === "RollingUpdate") {
    spec.strategy.rollingUpdate = { maxUnavailable: "25%", maxSurge: "25%", ...spec.strategy.rollingUpdate };
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
}

function defaultDaemonSet({ spec }: DaemonSet): void {
  if (spec === undefined) return;
  spec.updateStrategy ??= {};
  spec.updateStrategy.type ||= "RollingUpdate";
  if (spec.updateStrategy.type === "RollingUpdate") {
    spec.updateStrategy.rollingUpdate = { maxUnavailable: 1, maxSurge: 0, ...spec.updateStrategy.rollingUpdate };
  }
  spec.revisionHistoryLimit ??= 10;
}

function defaultStatefulSet({ spec }: StatefulSet): void {
  if (spec === undefined) return;
  spec.podManagementPolicy ||= "OrderedReady";
  spec.updateStrategy ??= {};
  if (!spec.updateStrategy.type) {
    spec.updateStrategy.type = "RollingUpdate";
    spec.updateStrategy.rollingUpdate ??= {};
  }
  if (spec.updateStrategy.type === "RollingUpdate" && spec.updateStrategy.rollingUpdate !== undefined) {
    spec.updateStrategy.rollingUpdate.partition ??= 0;
  }
  const policy = spec.persistentVolumeClaimRetentionPolicy;
  spec.persistentVolumeClaimRetentionPolicy = {
    whenDeleted: policy?.whenDeleted || "Retain",
    whenScaled: policy?.whenScaled || "Retain",
  };
  spec.replicas ??= 1;
  spec.revisionHistoryLimit ??= 10;
}

function defaultReplicaSet({ spec }: ReplicaSet): void {
  if (spec !== undefined) spec.replicas ??= 1;
}

function defaultJob({ spec }: Job): void {
  if (spec !== undefined) defaultJobSpec(spec);
}

function defaultJobSpec(spec: JobSpec): void {
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1;
  spec.completionMode ??= "NonIndexed";
  spec.suspend ??= false;
  spec.podReplacementPolicy ??= spec.podFailurePolicy === undefined ? "TerminatingOrFailed" : "Failed";
  spec.manualSelector ??= false;
}

function defaultCronJob({ spec }: CronJob): void {
  if (spec === undefined) return;
  spec.concurrencyPolicy ||= "Allow";
  spec.suspend ??= false;
  spec.successfulJobsHistoryLimit ??= 3;
  spec.failedJobsHistoryLimit ??= 1;
}

function defaultPattern(pattern: PodFailurePolicyOnPodConditionsPattern): void {
  pattern.status ||= "True";
}

const cpu = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } };
const scaleUp: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
};
const scaleDown: HPAScalingRules = {
  selectPolicy: "Max",
  policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
};

function defaultAutoscaler({ spec }: HorizontalPodAutoscaler): void {
  if (spec === undefined) return;
  spec.minReplicas ??= 1;
  if ((spec.metrics ?? []).length === 0) spec.metrics = [structuredClone(cpu)];
  if (spec.behavior === undefined) return;
  spec.behavior.scaleUp = { ...structuredClone(scaleUp), ...spec.behavior.scaleUp };
  spec.behavior.scaleDown = { ...structuredClone(scaleDown), ...spec.behavior.scaleDown };
}

function defaultAutoscalerV1({ spec }: HorizontalPodAutoscalerV1): void {
  if (spec !== undefined) spec.minReplicas ??= 1;
}

/** By the type that they are for. */
export const workloadDefaults = {
  "apps.v1.DaemonSet": defaultDaemonSet,
  "apps.v1.Deployment": defaultDeployment,
  "apps.v1.ReplicaSet": defaultReplicaSet,
  "apps.v1.StatefulSet": defaultStatefulSet,
  "autoscaling.v1.HorizontalPodAutoscaler": defaultAutoscalerV1,
  "autoscaling.v2.HorizontalPodAutoscaler": defaultAutoscaler,
  "batch.v1.CronJob": defaultCronJob,
  "batch.v1.Job": defaultJob,
  "batch.v1.PodFailurePolicyOnPodConditionsPattern": defaultPattern,
};
