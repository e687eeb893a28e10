import { load } from "js-yaml";
import {
  admit,
  compile,
  type Decisions,
  type Manifest,
  type Operation,
  type Policies,
  requestOf,
} from "../src/index.ts";

/** `policies.json`: its README tells what the fields mean. */
export interface PolicyFile {
  readonly texts: Readonly<Record<string, string>>;
  readonly cases: readonly PolicyCase[];
}

interface PolicyCase {
  readonly name: string;
  readonly policy: string;
  readonly binding: string;
  readonly params: string | null;
  readonly namespaceObject: string | null;
  readonly operation: Operation;
  readonly resource: string | null;
  readonly oldResource: string | null;
  readonly expect: "allow" | "deny";
  readonly message: string | null;
}

/** What came of one case: nothing if it is right, else what is wrong. */
export interface Result {
  readonly name: string;
  readonly wrong: string | undefined;
}

/** Whole policies against whole objects, as they are written there. */
export function runPolicies({ texts, cases }: PolicyFile): Result[] {
  const parsed = new Map<string, Manifest>();
  const object = (id: string): Manifest => {
    const known = parsed.get(id) ?? (load(texts[id] ?? "") as Manifest);
    parsed.set(id, known);
    return known;
  };
  const compiled = new Map<string, Policies>();
  return cases.map((one) => {
    const ids = [one.policy, one.binding, ...(one.params === null ? [] : [one.params])];
    const key = ids.join(" ");
    const policies = compiled.get(key) ?? compile(ids.map(object), { paramsComplete: true });
    compiled.set(key, policies);
    const resource = load(one.resource ?? one.oldResource ?? "") as Manifest;
    const request = {
      ...requestOf(resource, {
        asWritten: true,
        operation: one.operation,
        oldObject: one.oldResource === null ? null : (load(one.oldResource) as Manifest),
        namespaceObject: one.namespaceObject === null ? null : object(one.namespaceObject),
      }),
      userInfo: { username: "person", groups: ["system:authenticated"] },
      dryRun: false,
      ...(one.resource === null ? { object: null } : {}),
    };
    return { name: one.name, wrong: judge(one, admit(request, policies), policies) };
  });
}

function judge({ expect, message }: PolicyCase, decisions: Decisions, { issues }: Policies): string | undefined {
  const messages = decisions.decisions.map((decision) => decision.message);
  if (decisions.undecided.length > 0) return `undecided: ${JSON.stringify(decisions.undecided[0])}`;
  const got = messages.length > 0 ? "deny" : "allow";
  if (got !== expect) return `${got}, not ${expect}: ${messages[0] ?? issues[0]?.message ?? ""}`;
  if (message !== null && !messages.some((text) => text.includes(message)))
    return `no message has ${JSON.stringify(message)}: ${messages.join("; ")}`;
  return undefined;
}
