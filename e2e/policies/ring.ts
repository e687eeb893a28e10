import { type Kinds, kindOf, type Manifest } from "@slipway/admission";
import { definitionOf } from "../cel/estimating.ts";
import { ask, type Cluster, pathOf, removeNamespaces } from "../cluster.ts";

/** Policies that reach only what is sent to namespaces of their own, and only as dry runs. */
export interface Ring {
  readonly objects: readonly Manifest[];
  readonly policies: number;
  /** Makes the namespaces and the policies. */
  make(cluster: Cluster): Promise<void>;
  remove(cluster: Cluster): Promise<void>;
  /** The object in the namespace of its environment. */
  placed(object: Manifest, environment: string): Manifest;
  /** The Namespace of a placed object; null if it is in none. */
  namespaceOf(object: Manifest, kinds: Kinds): Manifest | null;
  /** Makes the service account of a Pod: the server takes no Pod without. */
  prepare(cluster: Cluster, object: Manifest): Promise<void>;
  readonly neighbours: Manifest[];
}

const mark = "e2e.slipway.dev/ring";
const prefix = "policies-e2e";
const paramsNamespace = `${prefix}-params`;

/** The ring of some policies, their bindings and parameters. */
export function ringOf(objects: readonly Manifest[], environments: readonly string[]): Ring {
  const own = objects.filter(({ kind }) => kind !== "Namespace").map(confined);
  const namespaces = [paramsNamespace, ...environments.map((environment) => `${prefix}-${environment}`)];
  const environmentOf = (name: string) => environments.find((environment) => name === `${prefix}-${environment}`);
  const neighbours: Manifest[] = [];
  const labelsOf = (name: string) => ({
    "kubernetes.io/metadata.name": name,
    [mark]: "true",
    ...(environmentOf(name) === undefined ? {} : { "slipway.dev/environment": environmentOf(name)! }),
  });
  const namespace = (name: string): Manifest => {
    return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: labelsOf(name) } };
  };
  return {
    objects: own,
    policies: own.filter(({ kind }) => kind === "ValidatingAdmissionPolicy").length,
    neighbours,
    async make(cluster) {
      for (const name of namespaces) await create(cluster, namespace(name));
      await label(cluster, "default", "true");
      await create(cluster, definition);
      await isServed(cluster);
      for (const object of own) await create(cluster, object);
    },
    async remove(cluster) {
      for (const object of own.toReversed()) await ask(cluster, "DELETE", await pathOf(cluster, object));
      for (const account of neighbours) await ask(cluster, "DELETE", await pathOf(cluster, account));
      await ask(cluster, "DELETE", await pathOf(cluster, definition));
      await label(cluster, "default", null);
      await removeNamespaces(cluster, namespaces);
    },
    placed(object, environment) {
      const metadata = object["metadata"];
      if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) return object;
      const given = (metadata as Manifest)["namespace"];
      if (given === undefined || given === "default") return object;
      return { ...object, metadata: { ...(metadata as Manifest), namespace: `${prefix}-${environment}` } };
    },
    namespaceOf(object, kinds) {
      if (!kindOf(object, kinds).namespaced) return null;
      return namespace(String((object["metadata"] as Manifest | null)?.["namespace"] ?? "default"));
    },
    async prepare(cluster, object) {
      if (object["kind"] !== "Pod") return;
      const spec = (object["spec"] ?? {}) as Manifest;
      const name = spec["serviceAccountName"] ?? spec["serviceAccount"] ?? "default";
      const home = (object["metadata"] as Manifest | null)?.["namespace"] ?? "default";
      const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace: home } };
      const isKnown = neighbours.some(({ metadata }) => JSON.stringify(metadata) === JSON.stringify(account.metadata));
      if (isKnown || typeof name !== "string" || name === "" || typeof home !== "string") return;
      if (await create(cluster, account, false)) neighbours.push(account);
    },
  };
}

/**
 * Parameters are of a kind of the ring's own. Kubernetes 1.36 watches a kind of its own only until the last policy with
 * such parameters is deleted, and never again: ConfigMaps would be parameters just once in the life of a server.
 */
const apiVersion = "e2e.slipway.dev/v1";
const kind = "Parameter";
const definition = definitionOf(
  "parameters",
  {
    type: "object",
    properties: { data: { type: "object", additionalProperties: { type: "string" } } },
  },
  "Namespaced",
) as Manifest;

/** Waits until the server serves the kind of the parameters. */
async function isServed(cluster: Cluster): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { status } = await ask(cluster, "GET", `/apis/${apiVersion}/parameters`);
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Bindings take only what is in marked namespaces, policies only dry runs, and parameters have a namespace of the ring. */
function confined(object: Manifest): Manifest {
  const spec = object["spec"] as Manifest;
  switch (object["kind"]) {
    case "ValidatingAdmissionPolicy": {
      const paramKind = spec["paramKind"] === undefined ? {} : { paramKind: { apiVersion, kind } };
      const conditions = (spec["matchConditions"] ?? []) as Manifest[];
      const dryRun = { name: "dry-run", expression: "has(request.dryRun) && request.dryRun" };
      return { ...renamed(object), spec: { ...spec, ...paramKind, matchConditions: [...conditions, dryRun] } };
    }
    case "ValidatingAdmissionPolicyBinding": {
      const matchResources = (spec["matchResources"] ?? {}) as Manifest;
      const selector = (matchResources["namespaceSelector"] ?? {}) as Manifest;
      const expressions = (selector["matchExpressions"] ?? []) as Manifest[];
      const matchExpressions = [...expressions, { key: mark, operator: "Exists" }];
      const namespaceSelector = { ...selector, matchExpressions };
      const params = spec["paramRef"] as Manifest | undefined;
      const paramRef = params && { paramRef: { ...params, namespace: paramsNamespace } };
      const policyName = `${prefix}-${String(spec["policyName"])}`;
      const own = { ...spec, policyName, matchResources: { ...matchResources, namespaceSelector }, ...paramRef };
      return { ...renamed(object), spec: own };
    }
    default:
      return {
        ...object,
        apiVersion,
        kind,
        metadata: { ...(object["metadata"] as Manifest), namespace: paramsNamespace },
      };
  }
}

function renamed(object: Manifest): Manifest {
  const metadata = object["metadata"] as Manifest;
  return { ...object, metadata: { ...metadata, name: `${prefix}-${String(metadata["name"])}` } };
}

/** Makes an object. One that is there already stays. Gives whether it is there now; `must`: throws if it is not. */
async function create(cluster: Cluster, object: Manifest, must = true): Promise<boolean> {
  const path = (await pathOf(cluster, object)).replace(/\/[^/]*$/, "");
  const { status, body } = await ask(cluster, "POST", path, { type: "application/json", text: JSON.stringify(object) });
  if (must && status !== 201 && status !== 409) throw new Error(String(body["message"]));
  return status === 201 || status === 409;
}

async function label(cluster: Cluster, namespace: string, value: string | null): Promise<void> {
  const text = JSON.stringify({ metadata: { labels: { [mark]: value } } });
  await ask(cluster, "PATCH", `/api/v1/namespaces/${namespace}`, { type: "application/merge-patch+json", text });
}
