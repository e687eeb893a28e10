import type { Decisions } from "./admit.ts";
import { objectOr, textOr } from "./manifest.ts";
import type { AdmissionRequest } from "./request.ts";

/** What the server answers, as far as its policies go. */
export interface Response {
  /** Undefined: the policies let it pass. */
  readonly status: { readonly code: number; readonly reason: string; readonly message: string } | undefined;
  /** The texts of its Warning headers, each once. */
  readonly warnings: readonly string[];
}

const codes: Readonly<Record<string, number>> = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413 };

/** The server's answer in its own words: of the denials the first, of the warnings all. */
export function respond(request: AdmissionRequest, { decisions }: Decisions): Response {
  const warnings = decisions
    .filter(({ actions }) => actions.includes("Warn"))
    .map(
      ({ policy, binding, message }) =>
        `Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${binding}': ${message}`,
    );
  const denied = decisions.find(({ actions }) => actions.includes("Deny"));
  if (denied === undefined) return { status: undefined, warnings: [...new Set(warnings)] };
  const { policy, binding, reason } = denied;
  const by = binding === undefined ? "" : ` with binding '${binding}'`;
  const message = `${subjectOf(request)} is forbidden: ValidatingAdmissionPolicy '${policy}'${by} denied request: ${denied.message}`;
  return { status: { code: codes[reason] ?? 422, reason, message }, warnings: [...new Set(warnings)] };
}

/** `deployments.apps "checkout"` */
function subjectOf({ resource, name, object }: AdmissionRequest): string {
  const metadata = objectOr(objectOr(object)["metadata"]);
  const shown = name || textOr(metadata["name"]) || textOr(metadata["generateName"]) || "Unknown";
  return `${resource.resource}${resource.group === "" ? "" : `.${resource.group}`} ${JSON.stringify(shown)}`;
}
