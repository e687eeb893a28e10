import type { LabelSelector } from "../gen/types.ts";
import type { Labels } from "../validate/labels.ts";
import type { Placed } from "./world.ts";

/** The labels that controllers give to the pods they make, by kind, with what their values are; undefined: anything. */
const added: Readonly<Record<string, Readonly<Record<string, ((name: string) => RegExp) | undefined>>>> = {
  "apps StatefulSet": {
    "statefulset.kubernetes.io/pod-name": (name) => new RegExp(`^${literal(name)}-\\d+$`),
    "apps.kubernetes.io/pod-index": () => /^\d+$/,
    "controller-revision-hash": undefined,
  },
  "apps Deployment": { "pod-template-hash": undefined },
  "apps ReplicaSet": { "pod-template-hash": undefined },
  "apps DaemonSet": { "controller-revision-hash": undefined, "pod-template-generation": undefined },
  "batch Job": {
    "job-name": exactly,
    "batch.kubernetes.io/job-name": exactly,
    "controller-uid": undefined,
    "batch.kubernetes.io/controller-uid": undefined,
    "batch.kubernetes.io/job-completion-index": () => /^\d+$/,
  },
};

const keys: ReadonlySet<string> = new Set(Object.values(added).flatMap(Object.keys));

/** What a selector asks of the template alone: without the labels that only controllers give. */
export function ofTemplate({ matchLabels = {}, matchExpressions = [], ...rest }: LabelSelector): LabelSelector {
  return {
    ...rest,
    matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([key]) => !keys.has(key))),
    matchExpressions: matchExpressions.filter(({ key = "" }) => !keys.has(key)),
  };
}

/** Whether the pods of a workload may have all the labels of a selector that controllers give, or its template after all. */
export function mayHave({ group, kind, name }: Placed, labels: Labels, { matchLabels = {} }: LabelSelector): boolean {
  const own = added[`${group} ${kind}`] ?? {};
  return Object.entries(matchLabels)
    .filter(([key, value]) => keys.has(key) && labels[key] !== value)
    .every(([key, value]) => Object.hasOwn(own, key) && (own[key]?.(name).test(value) ?? true));
}

function exactly(name: string): RegExp {
  return new RegExp(`^${literal(name)}$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
