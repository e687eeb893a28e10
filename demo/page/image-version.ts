import type { File } from "@slipway/git";
import { loadAll } from "js-yaml";

const versions = new WeakMap<File, string>();

interface Container {
  readonly name: string;
  readonly image?: string;
}

interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

interface Workload {
  readonly spec?: {
    readonly template?: { readonly spec?: PodSpec };
    readonly jobTemplate?: { readonly spec?: { readonly template?: { readonly spec?: PodSpec } } };
  };
}

/** The tag of the image that a service runs: of the one named as it is, of the container named so, or of the first one. */
export function imageVersion(manifest: File, service: string): string {
  const found = versions.get(manifest);
  if (found !== undefined) return found;
  const containers = (loadAll(String(manifest.content)) as Workload[])
    .map((object) => object?.spec?.template?.spec ?? object?.spec?.jobTemplate?.spec?.template?.spec)
    .flatMap((pod) => [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])]);
  const name = service.slice(service.indexOf("/") + 1);
  const own =
    containers.find(({ image = "" }) => image.includes(`/${name}:`)) ??
    containers.find((container) => container.name === name) ??
    containers[0];
  const image = own?.image ?? "";
  const version = /:([^:/@]+)(?:@.*)?$/.exec(image)?.[1] ?? (image === "" ? "–" : "latest");
  versions.set(manifest, version);
  return version;
}
