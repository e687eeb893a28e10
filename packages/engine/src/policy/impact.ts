import { isMap } from "../doc.ts";
import type { Files } from "../files.ts";
import type { Finding } from "../finding.ts";
import { groundOf, promotionOrder } from "../ground.ts";
import { review } from "../review.ts";
import type { Json } from "../yaml.ts";
import { type PolicySource, policiesOf } from "./policies.ts";

/** What a policy would block in one environment. */
export interface Impact {
  readonly environment: string;
  readonly findings: readonly Finding[];
}

/**
 * What a policy would block today, over all services and environments, if it denied wherever it is bound: before it does.
 * What is excepted stays excepted.
 */
export function impactOf(files: Files, source: PolicySource): Impact[] {
  const strict = new Map(files);
  const path = `${source.folder}/policy.yaml`;
  const docs = [source.policy, ...source.others].map(({ value }) => JSON.stringify(denying(value)));
  strict.set(path, { mode: "100644", content: docs.join("\n---\n") });
  for (const other of policiesOf(files).sources.values())
    if (other.name !== source.name) strict.delete(`${other.folder}/policy.yaml`);
  return promotionOrder(groundOf(files).environments).map((environment) => ({
    environment,
    findings: review(files, { environments: [environment], policies: strict }).findings.filter(
      ({ code }) => code === "POLICY_DENIES",
    ),
  }));
}

function denying(value: Json): Json {
  if (!isMap(value) || value["kind"] !== "ValidatingAdmissionPolicyBinding" || !isMap(value["spec"])) return value;
  return { ...value, spec: { ...value["spec"], validationActions: ["Deny"] } };
}
