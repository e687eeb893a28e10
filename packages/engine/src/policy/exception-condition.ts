import type { Exception } from "../gen/types.ts";

/**
 * The match condition that takes out of a policy what an exception allows: objects of the service, and its Pods, as long
 * as the field has the value. The cluster runs the same condition, so that both agree.
 */
export function exceptionCondition({ metadata, spec }: Exception): { name: string; expression: string } {
  const [team = "", service = ""] = spec.service.split("/");
  const namespaces = spec.environments.map((environment) => `${team}-${environment}`);
  const { kind, name } = spec.object ?? {};
  const conditions = [
    "object != null",
    `object.metadata.?namespace.orValue("") in ${JSON.stringify(namespaces)}`,
    `object.metadata.?labels[?"app.kubernetes.io/name"].orValue(object.metadata.?name.orValue("")) == ${JSON.stringify(service)}`,
    ...(kind === undefined ? [] : [`object.kind == ${JSON.stringify(kind)}`]),
    ...(name === undefined ? [] : [`object.metadata.?name.orValue("") == ${JSON.stringify(name)}`]),
    fieldIs("object", stepsOf(spec.field), spec.value, 0),
  ];
  return { name: `except-${metadata.name}`, expression: `!(${conditions.join(" &&\n  ")})` };
}

/** One step into a value: a key, or the items of a list that have a name (all of them without one). */
type Step = { readonly key: string } | { readonly item: string | undefined };

/** The steps of `spec.containers[web].image`. */
function stepsOf(field: string): Step[] {
  const parts = field.match(/"[^"]*"|\*|[A-Za-z0-9_][-A-Za-z0-9_.]*(?=\])|[A-Za-z_][A-Za-z0-9_]*|\[/g) ?? [];
  const steps: Step[] = [];
  let inside = false;
  for (const part of parts) {
    if (part === "[") inside = true;
    else if (part.startsWith('"')) steps.push({ key: part.slice(1, -1) });
    else if (inside) steps.push({ item: part === "*" ? undefined : part });
    else steps.push({ key: part });
    if (part !== "[") inside = false;
  }
  return steps;
}

const words = new Set(["true", "false", "null", "in"]);

/** An expression that says whether the field below `base` has the value; null is a field that is not set. */
function fieldIs(base: string, steps: readonly Step[], value: Exception["spec"]["value"], depth: number): string {
  const [step, ...rest] = steps;
  if (step === undefined) return `${base} == ${JSON.stringify(value)}`;
  if ("item" in step) {
    const item = `i${depth}`;
    const inner = fieldIs(item, rest, value, depth + 1);
    const named = step.item === undefined ? inner : `${item}.name == ${JSON.stringify(step.item)} && ${inner}`;
    return `${base}.exists(${item}, ${named})`;
  }
  const isWord = /^[A-Za-z_][A-Za-z0-9_]*$/.test(step.key) && !words.has(step.key);
  const has = isWord ? `has(${base}.${step.key})` : `${JSON.stringify(step.key)} in ${base}`;
  const next = isWord ? `${base}.${step.key}` : `${base}[${JSON.stringify(step.key)}]`;
  if (rest.length === 0 && value === null) return `!${isWord ? has : `(${has})`}`;
  const inner = fieldIs(next, rest, value, depth);
  return value === null && !rest.some((one) => "item" in one) ? `(!(${has}) || ${inner})` : `${has} && ${inner}`;
}
