import { type Manifest, podTemplatePath } from "@slipway/admission";

/** A Pod as the controller of a workload would send it. */
export function podOf(workload: Manifest): Manifest {
  const path = podTemplatePath(workload) ?? [];
  const template = path.reduce((value, step) => (value[step] ?? {}) as Manifest, workload);
  const { name, namespace } = workload["metadata"] as Manifest;
  const { labels, annotations } = (template["metadata"] ?? {}) as Manifest;
  const isStateful = workload["kind"] === "StatefulSet";
  const metadata = {
    ...(isStateful ? { name: `${String(name)}-0` } : { generateName: `${String(name)}-` }),
    ...(namespace === undefined ? {} : { namespace }),
    labels: { ...((labels ?? {}) as Manifest) },
    ...(annotations === undefined ? {} : { annotations }),
    ownerReferences: [
      {
        apiVersion: workload["apiVersion"] ?? "",
        kind: workload["kind"] ?? "",
        name: name ?? "",
        uid: "00000000-0000-4000-8000-000000000000",
        controller: true,
      },
    ],
  };
  const spec = template["spec"] as Manifest;
  return { apiVersion: "v1", kind: "Pod", metadata, spec: isStateful ? withClaims(workload, spec) : spec };
}

/** The volumes that a StatefulSet makes of its claims. */
function withClaims(workload: Manifest, spec: Manifest): Manifest {
  const name = String((workload["metadata"] as Manifest)["name"]);
  const { serviceName, volumeClaimTemplates } = workload["spec"] as Manifest;
  const claims = ((volumeClaimTemplates ?? []) as Manifest[]).map((claim) => {
    const own = String((claim["metadata"] as Manifest)["name"]);
    return { name: own, persistentVolumeClaim: { claimName: `${own}-${name}-0` } };
  });
  const volumes = [...claims, ...((spec["volumes"] ?? []) as Manifest[])];
  const subdomain = typeof serviceName === "string" ? { subdomain: serviceName } : {};
  return { ...spec, hostname: `${name}-0`, ...subdomain, ...(volumes.length === 0 ? {} : { volumes }) };
}
