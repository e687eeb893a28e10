import type { Manifest } from "@slipway/admission";
import { isMap, valueAt } from "../doc.ts";
import type { Json } from "../yaml.ts";
import type { PolicySource } from "./policies.ts";

/** What a policy does about what breaks it: the strongest of its bindings' actions. */
export type Level = "Deny" | "Warn" | "Audit";

/** What a policy does in each environment; environments in which it does nothing are left out. */
export function levelsOf(source: PolicySource, environments: readonly string[]): Map<string, Level> {
  const bindings = source.others.map(({ value }) => value).filter((value) => isMap(value) && value["kind"] === kind);
  return new Map(
    environments.flatMap((environment) => {
      const actions = bindings
        .filter((binding) => selects(valueAt(binding, ["spec", "matchResources", "namespaceSelector"]), environment))
        .flatMap((binding) => valueAt(binding, ["spec", "validationActions"]) ?? []);
      const level = (["Deny", "Warn", "Audit"] as const).find((action) => actions.includes(action));
      return level === undefined ? [] : [[environment, level] as const];
    }),
  );
}

const kind = "ValidatingAdmissionPolicyBinding";
const label = "slipway.dev/environment";

/** Whether a namespace selector takes the namespaces of an environment, as far as that label says. */
function selects(selector: Json | undefined, environment: string): boolean {
  if (!isMap(selector)) return true;
  const wanted = isMap(selector["matchLabels"]) ? selector["matchLabels"][label] : undefined;
  const expressions = Array.isArray(selector["matchExpressions"]) ? selector["matchExpressions"].filter(isMap) : [];
  return (
    (wanted === undefined || wanted === environment) &&
    expressions
      .filter(({ key }) => key === label)
      .every(({ operator, values }) => {
        const named = Array.isArray(values) && values.includes(environment);
        return operator === "NotIn" ? !named : operator === "In" ? named : operator === "Exists";
      })
  );
}

/** In words: `denies in staging and prod, warns in dev`. */
export function levelsText(levels: ReadonlyMap<string, Level>): string {
  const verbs = { Deny: "denies", Warn: "warns", Audit: "counts" } as const;
  const parts = (Object.keys(verbs) as Level[]).flatMap((level) => {
    const names = [...levels].filter(([, own]) => own === level).map(([environment]) => environment);
    return names.length === 0 ? [] : [`${verbs[level]} in ${names.join(", ")}`];
  });
  return parts.length === 0 ? "is bound to nothing" : parts.join("; ");
}

/** What the annotations of a policy say. */
export interface PolicyWords {
  readonly title: string;
  readonly reason: string;
  readonly fix: string;
  readonly owners: string;
  readonly source: string;
  /** A field and the value that it should have, where that is mechanical. */
  readonly patch: string;
}

/** The words of a policy: its annotations `slipway.dev/…`, empty where it has none. */
export function wordsOf({ policy }: PolicySource): PolicyWords {
  const annotations = valueAt(policy.value, ["metadata", "annotations"]);
  const say = (name: keyof PolicyWords): string => {
    const text = (isMap(annotations) ? annotations : ({} as Manifest))[`slipway.dev/${name}`];
    return typeof text === "string" ? text.trim() : "";
  };
  return {
    title: say("title"),
    reason: say("reason"),
    fix: say("fix"),
    owners: say("owners"),
    source: say("source"),
    patch: say("patch"),
  };
}
