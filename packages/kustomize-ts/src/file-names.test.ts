import { expect, test } from "vitest";
import { fileNames, type Manifest } from "./index.ts";

const object = (apiVersion: string, kind: string, name: string, namespace?: string): Manifest => {
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
};

test("names files by type and name, and by the namespace where there are several", () => {
  const role = object("rbac.authorization.k8s.io/v1", "ClusterRole", "a:b");
  const map = object("v1", "ConfigMap", "Up.case", "ns");
  expect(fileNames([role, map])).toEqual([
    "rbac.authorization.k8s.io_v1_clusterrole_a:b.yaml",
    "v1_configmap_up.case.yaml",
  ]);
  expect(fileNames([role, map, object("apps/v1", "Deployment", "web")])).toEqual([
    "rbac.authorization.k8s.io_v1_clusterrole_a:b.yaml",
    "ns_v1_configmap_up.case.yaml",
    "default_apps_v1_deployment_web.yaml",
  ]);
});
