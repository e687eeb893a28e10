import { refuse } from "../refusal.ts";
import type { Resource } from "../resource/resource.ts";
import type { MapNode } from "../yaml/node.ts";

export type IamPolicyArguments = {
  readonly cloud?: string;
  readonly kubernetesService?: { readonly name?: string; readonly namespace?: string };
  readonly serviceAccount?: { readonly name?: string; readonly projectId?: string };
};

/** Makes the service account that stands for an account of the cloud; Kustomize knows this of GKE only. */
export function generateIamPolicy({
  cloud = "",
  kubernetesService = {},
  serviceAccount = {},
}: IamPolicyArguments): Resource {
  if (cloud !== "gke") {
    refuse("GENERATOR_INVALID", `cloud provider ${cloud} not supported yet`, "Use gke.");
  }
  const account = `${serviceAccount.name ?? ""}@${serviceAccount.projectId ?? ""}.iam.gserviceaccount.com`;
  const metadata: MapNode = {
    annotations: { "iam.gke.io/gcp-service-account": account },
    name: kubernetesService.name ?? "",
  };
  if (kubernetesService.namespace) metadata["namespace"] = kubernetesService.namespace;
  return { node: { apiVersion: "v1", kind: "ServiceAccount", metadata }, place: undefined, variables: [] };
}
