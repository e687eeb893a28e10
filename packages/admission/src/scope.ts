import type { Scope } from "./activation.ts";
import { isObject, joinVersion, type Manifest, objectOr } from "./manifest.ts";
import type { Match } from "./match.ts";
import type { AdmissionRequest } from "./request.ts";
import { setUnknown } from "./unknown.ts";

type Matched = Match & { is: "yes" };

/** What the expressions of a policy see of a request that it matches. */
export function scopeOf(request: AdmissionRequest, matched: Matched, params: Manifest | null): Scope {
  const isNamespace = request.kind.kind === "Namespace" && request.kind.group === "";
  return {
    object: matched.equivalent ? convertedTo(matched, request) : request.object,
    oldObject: matched.equivalent && isObject(request.oldObject) ? undefined : request.oldObject,
    request: requestValue(request, matched),
    params,
    namespaceObject: isNamespace || request.namespace === "" ? null : namespaceValue(request.namespaceObject),
  };
}

/** The object in the version by which the policy knows it, if the caller has it. */
function convertedTo({ kind }: Matched, { object, equivalents }: AdmissionRequest): Manifest | null | undefined {
  if (object === null) return null;
  const apiVersion = joinVersion(kind);
  return equivalents?.find((other) => joinVersion(other.kind) === apiVersion && other.kind.kind === kind.kind)?.object;
}

/** `request`: what the server leaves empty is left out, what the caller does not know is unknown. */
function requestValue(request: AdmissionRequest, matched: Matched): object {
  const { subResource } = request;
  const value: Record<string, unknown> = {
    kind: { ...matched.kind },
    resource: { ...matched.resource },
    ...(subResource ? { subResource } : {}),
    requestKind: { ...request.kind },
    requestResource: { ...request.resource },
    ...(subResource ? { requestSubResource: subResource } : {}),
    ...(request.name === "" ? {} : { name: request.name }),
    ...(request.namespace === "" ? {} : { namespace: request.namespace }),
    operation: request.operation,
  };
  const { metadata } = objectOr(request.object);
  if (request.name === "" && objectOr(metadata)["generateName"] !== undefined)
    setUnknown(value, "name", "request.name");
  for (const field of ["userInfo", "dryRun", "options"] as const)
    if (request[field] === undefined) setUnknown(value, field, `request.${field}`);
    else value[field] = request[field];
  return value;
}

const namespaceFields = [
  "name",
  "generateName",
  "namespace",
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "labels",
  "annotations",
  "finalizers",
];

/** `namespaceObject`: without its kind, and with some of its metadata only. */
function namespaceValue(namespace: Manifest | null | undefined): Manifest | null | undefined {
  if (!isObject(namespace)) return namespace;
  const metadata = objectOr(namespace["metadata"]);
  const shown = namespaceFields.filter((field) => Object.hasOwn(metadata, field));
  return {
    metadata: Object.fromEntries(shown.map((field) => [field, metadata[field] ?? null])),
    spec: namespace["spec"] ?? {},
    status: namespace["status"] ?? {},
  };
}
