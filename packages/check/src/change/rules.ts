import type { Scope } from "../validate/scope.ts";
import { changeJob } from "./job.ts";
import { changePod } from "./pod.ts";
import { changeService, settleService } from "./service.ts";
import {
  changeAttributesClass,
  changeBinding,
  changeConfigMap,
  changeControllerRevision,
  changeDefinition,
  changeDeviceClaim,
  changeEndpointSlice,
  changeIngressClass,
  changePriorityClass,
  changeQuota,
  changeRuntimeClass,
  changeSecret,
  changeServiceRange,
  changeStorageCapacity,
} from "./small-kinds.ts";
import { changeClaim, changeDriver, changeStorageClass, changeVolume } from "./volumes.ts";
import { changeSelector, changeStatefulSet } from "./workloads.ts";

/** What the server asks of a new object in place of a living one, beside what it asks of every object of the kind. */
export interface ChangeRules {
  /** What the server makes of the new object before it looks at it. */
  readonly settle?: (object: never, living: never) => unknown;
  readonly refuse?: (object: never, living: never, scope: Scope) => void;
}

const rules: Readonly<Record<string, ChangeRules>> = {
  "apiextensions.v1.CustomResourceDefinition": { refuse: changeDefinition },
  "apps.v1.ControllerRevision": { refuse: changeControllerRevision },
  "apps.v1.DaemonSet": { refuse: changeSelector },
  "apps.v1.Deployment": { refuse: changeSelector },
  "apps.v1.ReplicaSet": { refuse: changeSelector },
  "apps.v1.StatefulSet": { refuse: changeStatefulSet },
  "batch.v1.Job": { refuse: changeJob },
  "core.v1.ConfigMap": { refuse: changeConfigMap },
  "core.v1.PersistentVolume": { refuse: changeVolume },
  "core.v1.PersistentVolumeClaim": { refuse: changeClaim },
  "core.v1.Pod": { refuse: changePod },
  "core.v1.ResourceQuota": { refuse: changeQuota },
  "core.v1.Secret": { refuse: changeSecret },
  "core.v1.Service": { settle: settleService, refuse: changeService },
  "discovery.v1.EndpointSlice": { refuse: changeEndpointSlice },
  "networking.v1.IngressClass": { refuse: changeIngressClass },
  "networking.v1.ServiceCIDR": { refuse: changeServiceRange },
  "node.v1.RuntimeClass": { refuse: changeRuntimeClass },
  "rbac.v1.ClusterRoleBinding": { refuse: changeBinding },
  "rbac.v1.RoleBinding": { refuse: changeBinding },
  "resource.v1.ResourceClaim": { refuse: changeDeviceClaim },
  "resource.v1.ResourceClaimTemplate": { refuse: changeDeviceClaim },
  "scheduling.v1.PriorityClass": { refuse: changePriorityClass },
  "storage.v1.CSIDriver": { refuse: changeDriver },
  "storage.v1.CSIStorageCapacity": { refuse: changeStorageCapacity },
  "storage.v1.StorageClass": { refuse: changeStorageClass },
  "storage.v1.VolumeAttributesClass": { refuse: changeAttributesClass },
};

/** The rules of a type of the table; none where every field of a kind may change. */
export function changeRulesOf(type: string): ChangeRules {
  return rules[type] ?? {};
}
