import {
  type AdmissionRequest,
  admit,
  type Decisions,
  kindOf,
  type Manifest,
  type Operation,
  type Policies,
  requestOf,
} from "@slipway/admission";
import { type Doc, findingAt, isMap } from "../doc.ts";
import type { Files } from "../files.ts";
import type { Finding } from "../finding.ts";
import type { Json } from "../yaml.ts";
import { documentsOf } from "./documents.ts";
import { changed } from "./pointer.ts";
import { kindsIn, type PolicySource } from "./policies.ts";

/** One case of a policy: an object, where it stands, and what the policy must say. */
export interface PolicyCase {
  readonly policy: string;
  readonly name: string;
  readonly expect: "allow" | "deny";
  /** A text that one of the denials must have. */
  readonly message: string | undefined;
  readonly environment: string | undefined;
  readonly operation: Operation;
  readonly object: Manifest;
  readonly oldObject: Manifest | null;
  readonly doc: Doc;
  readonly path: readonly (string | number)[];
}

/**
 * The cases of a policy, in `cases.yaml` beside it: one `object`, and under `allow` and `deny` what each case changes of it
 * by JSON pointers (`set`, `remove`), or an `object` of its own.
 */
export function casesOf(files: Files, { folder, name }: PolicySource): { cases: PolicyCase[]; findings: Finding[] } {
  const path = `${folder}/cases.yaml`;
  const file = files.get(path);
  if (file === undefined) return { cases: [], findings: [] };
  const { docs, findings } = documentsOf(path, file);
  const [doc] = docs;
  if (doc === undefined || !isMap(doc.value)) return { cases: [], findings: [...findings] };
  const all: Finding[] = [...findings];
  const refuse = (at: readonly (string | number)[], message: string) => {
    const hint = "A case has a name, and may have set, remove, object, oldObject, operation, environment and message.";
    all.push(findingAt(doc, at, { code: "POLICY_CASE_INVALID", message, hint }));
  };
  const cases = (["allow", "deny"] as const).flatMap((expect) => {
    const list = (doc.value as { [key: string]: Json })[expect];
    if (!Array.isArray(list)) return [];
    return list.flatMap((one: Json, index) =>
      readCase(one, { policy: name, expect, doc, path: [expect, index] }, refuse),
    );
  });
  return { cases, findings: all };
}

const fields = ["name", "message", "environment", "operation", "set", "remove", "object", "oldObject"];

function readCase(
  one: Json,
  known: Pick<PolicyCase, "policy" | "expect" | "doc" | "path">,
  refuse: (at: readonly (string | number)[], message: string) => void,
): PolicyCase[] {
  const { doc, path } = known;
  if (!isMap(one) || typeof one["name"] !== "string") {
    refuse(path, "This is no case.");
    return [];
  }
  for (const field of Object.keys(one))
    if (!fields.includes(field)) refuse([...path, field], `A case has no ${field}.`);
  const base = one["object"] ?? (isMap(doc.value) ? doc.value["object"] : undefined);
  const object = isMap(base) ? changed(base, one["set"], one["remove"]) : "There is no object.";
  if (typeof object === "string") {
    refuse(path, object);
    return [];
  }
  return [
    {
      ...known,
      name: one["name"],
      message: textOf(one["message"]),
      environment: textOf(one["environment"]),
      operation: (textOf(one["operation"]) ?? "CREATE") as Operation,
      object,
      oldObject: isMap(one["oldObject"]) ? one["oldObject"] : null,
    },
  ];
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Runs one case against policies, in a namespace of its environment. Gives what is wrong, and what was decided. */
export function runCase(one: PolicyCase, policies: Policies, files: Files, environment: string): { wrong?: string } {
  const decisions = decideCase(one, policies, files, environment);
  const denials = decisions.decisions.map(({ message }) => message);
  if (decisions.undecided.length > 0)
    return {
      wrong: `It is not decided: it depends on ${decisions.undecided.flatMap(({ missing }) => missing).join(" and ")}.`,
    };
  if (one.expect === "allow") return denials.length === 0 ? {} : { wrong: `It is denied: ${denials.join("; ")}.` };
  if (denials.length === 0) return { wrong: "It is allowed." };
  const { message } = one;
  if (message === undefined || denials.some((denial) => denial.includes(message))) return {};
  return { wrong: `It is denied with other words: ${denials.join("; ")}.` };
}

/** What policies decide about the object of a case. */
export function decideCase(one: PolicyCase, policies: Policies, files: Files, environment: string): Decisions {
  return admit(requestOfCase(one, files, environment), policies);
}

/** The request of a case, in a namespace that has the labels of an environment. */
export function requestOfCase(
  { object: written, oldObject, operation }: PolicyCase,
  files: Files,
  environment: string,
): AdmissionRequest {
  const kinds = kindsIn(files);
  const object = String(written["apiVersion"]).startsWith("slipway.dev/") ? placed(written, environment) : written;
  const metadata = isMap(object["metadata"] as Json) ? (object["metadata"] as Manifest) : {};
  const isNamespaced = kindOf(object, kinds).namespaced;
  const namespace = isNamespaced ? String(metadata["namespace"] ?? "default") : undefined;
  const labels = { "kubernetes.io/metadata.name": namespace ?? "", "slipway.dev/environment": environment };
  return requestOf(object, {
    kinds,
    operation,
    oldObject,
    namespaceObject:
      namespace === undefined
        ? null
        : {
            apiVersion: "v1",
            kind: "Namespace",
            // The default namespace is nobody's environment.
            metadata: {
              name: namespace,
              labels: namespace === "default" ? { "kubernetes.io/metadata.name": namespace } : labels,
            },
          },
  });
}

/** Our own kinds are judged in the namespace of their team. */
function placed(object: Manifest, environment: string): Manifest {
  const metadata = object["metadata"] as Manifest;
  return { ...object, metadata: { ...metadata, namespace: `${metadata["team"] ?? metadata["name"]}-${environment}` } };
}
