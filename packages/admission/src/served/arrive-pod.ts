import { isList, isObject, type Manifest, objectOr, textOr, type Value } from "../manifest.ts";
import { setUnknown } from "../unknown.ts";
import type { Draft } from "./fields.ts";

/** What the server's admission plugins and the creation of a Pod add to it, in their order. */
export function arrivePod(pod: Draft, metadata: Draft, neighbours: readonly Manifest[]): void {
  const spec: Draft = { ...objectOr(pod["spec"]) };
  pod["spec"] = spec;
  addDefaultResources(spec, metadata, neighbours);
  addServiceAccount(spec, neighbours);
  addPriority(spec);
  addTolerations(spec);
  addAppArmor(spec, objectOr(metadata["annotations"]));
  const status: Draft = { phase: "Pending" };
  setUnknown(status, "qosClass", "status.qosClass");
  pod["status"] = status;
}

/** Changes each container and init container. */
function eachContainer(
  spec: Draft,
  change: (container: Manifest) => Manifest,
  lists = ["initContainers", "containers"],
) {
  for (const list of lists) {
    const containers = spec[list];
    if (isList(containers)) spec[list] = containers.map((container) => change(objectOr(container)));
  }
}

/** LimitRanger: what the namespace's limit ranges give to containers that do not say. */
function addDefaultResources(spec: Draft, metadata: Draft, neighbours: readonly Manifest[]): void {
  const ranges = neighbours
    .filter(({ kind }) => kind === "LimitRange")
    .map((range) => objectOr(range["spec"])["limits"]);
  const all = ranges.flatMap((limits) => (isList(limits) ? limits : [])).map(objectOr);
  const ofContainers = all.filter(({ type }) => type === "Container");
  for (const limit of ofContainers) {
    const [limits, requests] = [objectOr(limit["default"]), objectOr(limit["defaultRequest"])];
    eachContainer(spec, (container) => {
      const resources = objectOr(container["resources"]);
      return {
        ...container,
        resources: {
          ...resources,
          limits: { ...limits, ...objectOr(resources["limits"]) },
          requests: { ...requests, ...objectOr(resources["requests"]) },
        },
      };
    });
  }
  if (ofContainers.length === 0) return;
  const annotations: Draft = { ...objectOr(metadata["annotations"]) };
  setUnknown(annotations, "kubernetes.io/limit-ranger", "what the LimitRanger notes");
  metadata["annotations"] = annotations;
}

const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";
const tokenSources: Value = {
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
    { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
    {
      downwardAPI: {
        items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
      },
    },
  ],
  defaultMode: 0o644,
};

/** ServiceAccount: the account, its token and its pull secrets. An account that is not given is as the server makes it. */
function addServiceAccount(spec: Draft, neighbours: readonly Manifest[]): void {
  const name = textOr(spec["serviceAccountName"]) || "default";
  spec["serviceAccountName"] = spec["serviceAccount"] = name;
  const account = neighbours.find(
    (other) => other["kind"] === "ServiceAccount" && objectOr(other["metadata"])["name"] === name,
  );
  if (spec["imagePullSecrets"] === undefined && isList(account?.["imagePullSecrets"]))
    spec["imagePullSecrets"] = account["imagePullSecrets"];
  const mounts = spec["automountServiceAccountToken"] ?? account?.["automountServiceAccountToken"] ?? true;
  if (mounts === true) mountToken(spec);
}

function mountToken(spec: Draft): void {
  const volumes = isList(spec["volumes"]) ? spec["volumes"].map(objectOr) : [];
  const existing = volumes.find((volume) => textOr(volume["name"]).startsWith("kube-api-access-"));
  const named = (rest: Draft): Manifest => {
    if (existing !== undefined) return { name: existing["name"] ?? "", ...rest };
    const value = { ...rest };
    setUnknown(value, "name", "the name of the token's volume");
    return value;
  };
  let needed = false;
  eachContainer(spec, (container) => {
    const own = isList(container["volumeMounts"]) ? container["volumeMounts"] : [];
    if (own.some((mount) => objectOr(mount)["mountPath"] === tokenPath)) return container;
    needed = true;
    return { ...container, volumeMounts: [...own, named({ readOnly: true, mountPath: tokenPath })] };
  });
  if (needed && existing === undefined) spec["volumes"] = [...volumes, named({ projected: tokenSources })];
}

const systemPriorities: Readonly<Record<string, number>> = {
  "system-cluster-critical": 2000000000,
  "system-node-critical": 2000001000,
};

/** Priority: of a class that the server itself has; of others it is not known. No class is the global default. */
function addPriority(spec: Draft): void {
  const name = textOr(spec["priorityClassName"]);
  const priority = name === "" ? 0 : systemPriorities[name];
  if (priority === undefined) {
    for (const field of ["priority", "preemptionPolicy"]) setUnknown(spec, field, `spec.${field}`);
    return;
  }
  spec["priority"] = priority;
  spec["preemptionPolicy"] ??= "PreemptLowerPriority";
}

/** DefaultTolerationSeconds: a pod leaves a node that is gone after five minutes, unless it says something else. */
function addTolerations(spec: Draft): void {
  const own = isList(spec["tolerations"]) ? spec["tolerations"] : [];
  const added = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].filter(
    (key) =>
      !own.map(objectOr).some((toleration) => {
        const [tolerated, effect] = [textOr(toleration["key"]), textOr(toleration["effect"])];
        return (tolerated === key || tolerated === "") && (effect === "NoExecute" || effect === "");
      }),
  );
  if (added.length === 0) return;
  const rest = { operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 };
  spec["tolerations"] = [...own, ...added.map((key) => ({ key, ...rest }))];
}

/** The annotations that AppArmor profiles once were become fields. */
function addAppArmor(spec: Draft, annotations: Manifest): void {
  if (objectOr(spec["os"])["name"] === "windows") return;
  const ofPod = JSON.stringify(objectOr(spec["securityContext"])["appArmorProfile"] ?? null);
  const add = (container: Manifest): Manifest => {
    const annotation = textOr(
      annotations[`container.apparmor.security.beta.kubernetes.io/${textOr(container["name"])}`],
    );
    const context = objectOr(container["securityContext"]);
    const profile = appArmorProfile(annotation);
    if (profile === undefined || isObject(context["appArmorProfile"]) || JSON.stringify(profile) === ofPod)
      return container;
    return { ...container, securityContext: { ...context, appArmorProfile: profile } };
  };
  eachContainer(spec, add, ["initContainers", "containers", "ephemeralContainers"]);
}

function appArmorProfile(annotation: string): Manifest | undefined {
  const localhost = /^localhost\/(.+)$/.exec(annotation)?.[1];
  if (localhost !== undefined) return { type: "Localhost", localhostProfile: localhost };
  if (annotation === "runtime/default") return { type: "RuntimeDefault" };
  return annotation === "unconfined" ? { type: "Unconfined" } : undefined;
}
