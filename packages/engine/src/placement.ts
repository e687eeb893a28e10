import type { Manifest, Value } from "kustomize-ts";
import { definitionsOf } from "./definitions.ts";
import { findingAt, type Saying } from "./doc.ts";
import type { Finding } from "./finding.ts";
import type { Platform, Service } from "./gen/types.ts";
import type { Ground, Valid } from "./ground.ts";
import type { Workload } from "./workload.ts";

/** Kinds of Kubernetes and of what platforms often install that belong to the whole cluster. */
const clusterKinds = new Set([
  "APIService",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "ClusterExternalSecret",
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterSecretStore",
  "ClusterTriggerAuthentication",
  "CustomResourceDefinition",
  "FlowSchema",
  "GatewayClass",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
]);

/**
 * Puts objects that name no namespace into the service's own, and says which stand where they may not: in another
 * namespace or in none, unless the platform grants it to this service. Findings point at the service's spec.
 */
export function settle(
  manifests: readonly Manifest[],
  workload: Workload,
  ground: Ground,
  spec: Valid<Service>,
): { manifests: Manifest[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const grant = grantsOf(ground.platform, workload);
  const settled = manifests.map((manifest) => {
    const kind = String(manifest["kind"]);
    const metadata = metadataOf(manifest);
    const say = (saying: Saying) => findings.push(findingAt(spec.doc, ["kind"], saying));
    const named = `${kind}/${String(metadata["name"])}`;
    if (isClusterWide(manifest, ground)) {
      if (!grant.kinds.has(kind))
        say({
          code: "OBJECT_NOT_GRANTED",
          message: `${named} belongs to the whole cluster.`,
          hint: `Leave it out, or have the platform team grant it: {to: ${workload.team}/${workload.name}, kinds: [${kind}]} under spec.grants of environments/platform.yaml.`,
        });
      return manifest;
    }
    const namespace = metadata["namespace"];
    if (namespace === undefined || namespace === null || namespace === "")
      return { ...manifest, metadata: { ...metadata, namespace: workload.namespace } };
    if (namespace !== workload.namespace && !grant.namespaces.has(String(namespace)))
      say({
        code: "OBJECT_NOT_GRANTED",
        message: `${named} stands in the namespace ${String(namespace)}; the service's own is ${workload.namespace}.`,
        hint: `Leave the namespace out, or have the platform team grant it: {to: ${workload.team}/${workload.name}, namespaces: [${String(namespace)}]} under spec.grants of environments/platform.yaml.`,
      });
    return manifest;
  });
  return { manifests: settled, findings };
}

function metadataOf(manifest: Manifest): { readonly [field: string]: Value } {
  const metadata = manifest["metadata"];
  return typeof metadata === "object" && metadata !== null && !Array.isArray(metadata)
    ? (metadata as { readonly [field: string]: Value })
    : {};
}

function grantsOf(
  platform: Valid<Platform> | undefined,
  { team, name }: Workload,
): { kinds: ReadonlySet<string>; namespaces: ReadonlySet<string> } {
  const grants = (platform?.value.spec.grants ?? []).filter(({ to }) => to === `${team}/${name}`);
  return {
    kinds: new Set(grants.flatMap(({ kinds }) => kinds ?? [])),
    namespaces: new Set(grants.flatMap(({ namespaces }) => namespaces ?? [])),
  };
}

/** Whether an object belongs to no namespace: by its kind, or by its definition where the platform has it. */
function isClusterWide(manifest: Manifest, { catalog }: Ground): boolean {
  const kind = String(manifest["kind"]);
  const group = String(manifest["apiVersion"]).split("/").slice(0, -1).join("/");
  const scope = definitionsOf(catalog.files).scopes.get(`${group}/${kind}`);
  return scope === undefined ? clusterKinds.has(kind) : scope === "Cluster";
}
