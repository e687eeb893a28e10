import { BOOL, compile, policyEnvironment } from "@slipway/cel";
import { type Answer, ask, type Cluster } from "../cluster.ts";

/** What we say and what the server says of one expression; nothing where it is accepted. */
export interface Verdict {
  readonly expression: string;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/**
 * Whether two say the same. Of a text that cannot be read only the first error counts: what is taken for an error after
 * it depends on how a parser goes on, and says nothing.
 */
export function isSame({ ours, theirs }: Verdict): boolean {
  if (ours === theirs || ours === undefined || theirs === undefined) return ours === theirs;
  const [first, other] = [firstError(ours), firstError(theirs)];
  return first?.includes("Syntax error:") === true && first === other;
}

function firstError(words: string): string | undefined {
  return words.split("ERROR: ")[1]?.split("\n")[0];
}

/** What the server has against a place of an object that it refuses. */
export interface Cause {
  readonly field: string;
  readonly message: string;
}

export function causesOf({ body }: Answer): readonly Cause[] {
  const details = body["details"] as { readonly causes?: readonly Cause[] } | undefined;
  return details?.causes ?? [];
}

/** How many expressions go into one policy. */
const batch = 40;

/**
 * Has expressions compiled as validations of policies, without making one, and by us for the same release. Texts are the
 * whole words with every place: `compilation failed: ERROR: <input>:1:3: …`.
 */
export async function compileBoth(cluster: Cluster, expressions: readonly string[], minor: number): Promise<Verdict[]> {
  const environment = policyEnvironment({ minor, authorizer: true });
  const verdicts: Verdict[] = [];
  for (let start = 0; start < expressions.length; start += batch) {
    const part = expressions.slice(start, start + batch);
    const theirs = await compileThere(cluster, part);
    for (const [index, expression] of part.entries())
      verdicts.push({ expression, ours: compile(expression, environment, [BOOL]).error, theirs: theirs[index] });
  }
  return verdicts;
}

async function compileThere(cluster: Cluster, expressions: readonly string[]): Promise<(string | undefined)[]> {
  const rule = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] };
  const policy = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "cel-e2e" },
    spec: {
      matchConstraints: { resourceRules: [rule] },
      validations: expressions.map((expression) => ({ expression })),
    },
  };
  const path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies?dryRun=All";
  const answer = await ask(cluster, "POST", path, { type: "application/json", text: JSON.stringify(policy) });
  const causes = causesOf(answer);
  if (answer.status !== 201 && causes.length === 0) throw new Error(String(answer.body["message"]));
  return expressions.map((_, index) => {
    const cause = causes.find(({ field }) => field === `spec.validations[${index}].expression`);
    return cause === undefined ? undefined : wordsOf(cause.message);
  });
}

/** The words after the value that they are about, which stands in quotes as Go writes them. */
function wordsOf(message: string): string {
  return message.replace(/^(?:Invalid value: "(?:[^"\\]|\\.)*"|Internal error): /s, "");
}
