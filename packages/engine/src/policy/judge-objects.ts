import { admit, type FieldPath, kindOf, kindsOf, type Manifest, offendingField } from "@slipway/admission";
import { isMap } from "../doc.ts";
import type { Files } from "../files.ts";
import type { Severity } from "../finding.ts";
import type { Json } from "../yaml.ts";
import { compiledFor, policiesOf } from "./policies.ts";
import { requestsOf } from "./requests.ts";

/** What one policy has against one object of any repository. */
export interface JudgedObject {
  readonly index: number;
  readonly policy: string;
  readonly severity: Severity;
  /** `Deployment/web`, `Pod of Deployment/web`. */
  readonly title: string;
  readonly message: string;
  /** The field of the object that it is about. */
  readonly path: FieldPath;
}

export interface Against {
  /** The environment that every namespace counts as: its bindings decide what denies and what warns. */
  readonly environment: string;
  /** The version of the API server, as 1.34. */
  readonly kubernetes: string;
  readonly definitions: readonly Manifest[];
}

/**
 * What policies have against the objects of any repository and the Pods that they would make. What they only count is left
 * out, and so is what cannot be decided.
 */
export function judgeObjects(objects: readonly Manifest[], policies: Files, against: Against): JudgedObject[] {
  const { policies: compiled } = compiledFor(policiesOf(policies), Number(against.kubernetes.split(".")[1]));
  const kinds = kindsOf([...against.definitions, ...objects]);
  const neighboursOf = neighboursBy(objects);
  return objects.flatMap((object, index) => {
    const name = kindOf(object, kinds).namespaced ? namespaceOf(object) : "";
    const labels = {
      "kubernetes.io/metadata.name": name,
      ...(name === "default" ? {} : { "slipway.dev/environment": against.environment }),
    };
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
    const neighbours = neighboursOf.get(name) ?? [];
    const placed = name === "" ? object : inNamespace(object, name);
    return requestsOf([placed], compiled, { kinds, namespace, neighbours }).flatMap(({ request, title, at }) =>
      admit(request, compiled).decisions.flatMap((decision): JudgedObject[] => {
        const { policy, message, actions } = decision;
        if (!actions.includes("Deny") && !actions.includes("Warn")) return [];
        const path = offendingField(request, compiled, decision) ?? [];
        const severity = actions.includes("Deny") ? "error" : "warning";
        return [{ index, policy, severity, title, message, path: path.length === 0 ? [] : [...at, ...path] }];
      }),
    );
  });
}

/** The objects by which the server changes the Pods of a namespace. */
function neighboursBy(objects: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const object of objects) {
    if (!["LimitRange", "ServiceAccount"].includes(String(object["kind"]))) continue;
    const namespace = namespaceOf(object);
    found.set(namespace, [...(found.get(namespace) ?? []), object]);
  }
  return found;
}

/** Where an object would be sent that names no namespace is not known: not to the default one, we take it. */
function namespaceOf(object: Manifest): string {
  const { namespace } = metadataOf(object);
  return typeof namespace === "string" && namespace !== "" ? namespace : "unnamed";
}

function inNamespace(object: Manifest, namespace: string): Manifest {
  return { ...object, metadata: { ...metadataOf(object), namespace } };
}

function metadataOf(object: Manifest): Manifest {
  const metadata = object["metadata"] as Json | undefined;
  return isMap(metadata) ? metadata : {};
}
