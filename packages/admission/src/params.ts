import type { CompiledBinding, CompiledPolicy, Policies } from "./compile.ts";
import type { Kind } from "./kinds.ts";
import { labelsOf, type Manifest, objectOr, textOr } from "./manifest.ts";
import type { ParamRef } from "./policy.ts";
import type { AdmissionRequest } from "./request.ts";
import { served } from "./served/served.ts";

/** The params of a binding for a request: one full evaluation each. Undefined in the list: no param is known. */
export type Params =
  | { readonly is: "found"; readonly params: readonly (Manifest | null)[] }
  | { readonly is: "error"; readonly message: string }
  | { readonly is: "unknown"; readonly missing: string };

/** Finds the params that a binding refers to; without paramKind or paramRef there is one evaluation, with null. */
export function findParams(
  { params: all, paramsComplete }: Policies,
  policy: CompiledPolicy,
  binding: CompiledBinding,
  request: AdmissionRequest,
): Params {
  const kind = policy.spec.paramKind;
  const ref = binding.spec.paramRef;
  if (kind === undefined || ref === undefined) return { is: "found", params: [null] };
  const misplaced = misplacement(policy.paramKind, ref, request);
  if (misplaced !== undefined) return { is: "error", message: misplaced };
  const ofKind = all.filter((object) => object["apiVersion"] === kind.apiVersion && object["kind"] === kind.kind);
  if (binding.paramSelector !== undefined && "error" in binding.paramSelector)
    return { is: "error", message: binding.paramSelector.error };
  const found = ofKind.filter((object) => isMeant(object, ref, binding, request));
  if (found.length > 0 && (paramsComplete || ref.name !== undefined))
    return { is: "found", params: found.map((param) => served(param)) };
  if (!paramsComplete) return { is: "unknown", missing: `${kind.kind} ${nameOf(ref)}` };
  return ref.parameterNotFoundAction === "Deny"
    ? { is: "error", message: "no params found for policy binding with `Deny` parameterNotFoundAction" }
    : { is: "found", params: [] };
}

/** What is wrong with where the params are looked for. Of a kind that is not known, nothing. */
function misplacement(kind: Kind | undefined, ref: ParamRef, { namespace }: AdmissionRequest): string | undefined {
  if (kind === undefined) return undefined;
  if (!kind.namespaced)
    return ref.namespace ? "paramRef.namespace must not be provided for a cluster-scoped `paramKind`" : undefined;
  return ref.namespace || namespace !== ""
    ? undefined
    : "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources";
}

/** Whether an object is one that the reference means. Params with a namespace are looked for in one namespace only. */
function isMeant(object: Manifest, ref: ParamRef, binding: CompiledBinding, request: AdmissionRequest): boolean {
  const metadata = objectOr(object["metadata"]);
  const namespace = textOr(metadata["namespace"]);
  if (namespace !== "" && namespace !== (ref.namespace || request.namespace)) return false;
  if (ref.name !== undefined) return metadata["name"] === ref.name;
  const selector = binding.paramSelector;
  return selector !== undefined && "matches" in selector && selector.matches(labelsOf(object));
}

function nameOf(ref: ParamRef): string {
  return ref.name === undefined ? "by its labels" : `"${[ref.namespace, ref.name].filter(Boolean).join("/")}"`;
}
