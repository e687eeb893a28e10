import {
  type AdmissionRequest,
  concerns,
  type Kind,
  kindOf,
  type Manifest,
  type Policies,
  podRequestOf,
  podTemplatePath,
  requestOf,
} from "@slipway/admission";
import { isMap } from "../doc.ts";
import type { Json } from "../yaml.ts";
import type { Place } from "./place.ts";

/** A request that policies decide on, and what it is about. */
export interface Judged {
  readonly request: AdmissionRequest;
  /** `Deployment/checkout`, `Pod of Deployment/checkout`. */
  readonly title: string;
  /** The object among the manifests that it is about. */
  readonly manifest: Manifest;
  /** Where the fields of the request's object stand in the manifest: the path of a Pod's template. */
  readonly at: readonly string[];
}

/**
 * The requests by which the objects of one service reach the API server, and those by which controllers make its Pods.
 * What no policy looks at is left out.
 */
export function requestsOf(manifests: readonly Manifest[], policies: Policies, place: Place): Judged[] {
  const { kinds, namespace } = place;
  const neighbours = [...place.neighbours, ...manifests.filter(({ kind }) => kind === "ServiceAccount")];
  const own = (namespace["metadata"] as Manifest)["name"];
  return manifests.flatMap((manifest): Judged[] => {
    const metadata = isMap(manifest["metadata"] as Json) ? (manifest["metadata"] as Manifest) : {};
    const options = { kinds, neighbours, ...(metadata["namespace"] === own ? { namespaceObject: namespace } : {}) };
    const title = `${String(manifest["kind"])}/${String(metadata["name"])}`;
    const judged: Judged[] = [];
    if (concerns(policies, kindOf(manifest, kinds)))
      judged.push({ request: requestOf(manifest, options), title, manifest, at: [] });
    const path = podTemplatePath(manifest);
    const pod = path === undefined || !concerns(policies, podKind) ? undefined : podRequestOf(manifest, options);
    if (pod !== undefined && path !== undefined)
      judged.push({ request: pod, title: `Pod of ${title}`, manifest, at: path });
    return judged;
  });
}

const podKind: Kind = { apiVersion: "v1", kind: "Pod", resource: "pods", namespaced: true };
