import { type FieldSpec, fieldSpec, type Visit, visitField, visitFields } from "../fields/field-spec.ts";
import { asString } from "../fields/scalar.ts";
import { Refusal, refuse, withPrefix } from "../refusal.ts";
import { keyOf } from "../resource/id.ts";
import { currentId, kindOf, type Resource, rememberId, wrongKind } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { goJson } from "../yaml/go-json.ts";
import { clone, get, isList, isMap, isNull, isScalar, type MapNode, put, textOf, toValue } from "../yaml/node.ts";

export type NamespaceOptions = {
  readonly namespace: string;
  readonly specs: readonly FieldSpec[];
  /** Leave what has a namespace as it is. */
  readonly unsetOnly?: boolean;
  /** Which subjects of role bindings get the namespace: `defaultOnly` those called default. */
  readonly subjects?: "defaultOnly" | "allServiceAccounts" | "none";
};

const METADATA_NAMESPACE = fieldSpec({ path: "metadata/namespace", create: true });
const BINDINGS: ReadonlySet<string> = new Set(["RoleBinding", "ClusterRoleBinding"]);

/** Moves all objects that stand in namespaces to one, and renames Namespace objects to it. */
export function setNamespace(schemas: Schemas, resources: readonly Resource[], options: NamespaceOptions): void {
  if (options.namespace === "") return;
  const keys = new Map<string, number>();
  const count = (key: string, change: number) => keys.set(key, (keys.get(key) ?? 0) + change);
  for (const { node } of resources) if (node !== undefined) count(keyOf(currentId(schemas, node)), 1);
  for (const { node, place } of resources) {
    if (node === undefined) continue;
    count(keyOf(currentId(schemas, node)), -1);
    rememberId(schemas, node);
    moveOne(schemas, node, options);
    const key = keyOf(currentId(schemas, node));
    count(key, 1);
    if (keys.get(key) === 1) continue;
    const same = resources.filter((each) => each.node !== undefined && keyOf(currentId(schemas, each.node)) === key);
    const shown = same.map((each) => goJson(toValue(clone(each.node!))));
    const message = `namespace transformation produces ID conflict: [${shown.join(" ")}]`;
    refuse("RESOURCE_DUPLICATE", message, "Give the objects different names, or keep their namespaces.", place);
  }
}

/** Sets the namespace of one object. */
export function moveOne(schemas: Schemas, node: MapNode, options: NamespaceOptions): void {
  const visit = setter(options);
  const id = currentId(schemas, node);
  if (!id.isClusterScoped) visitField(node, METADATA_NAMESPACE, visit);
  const isBinding = BINDINGS.has(kindOf(node));
  if (isBinding) moveSubjects(node, options);
  const isCoreV1 = id.group === "" && id.version === "v1";
  const specs = options.specs.filter(
    ({ path, kind }) =>
      path !== "metadata/namespace" &&
      (isCoreV1 || path !== "metadata/name") &&
      !(isBinding && BINDINGS.has(kind) && path === "subjects/namespace"),
  );
  try {
    visitFields(node, specs, visit);
  } catch (error) {
    const isKind = error instanceof Refusal && error.message.includes("wrong node kind");
    throw withPrefix(
      isKind ? "namespace field specs must target scalar nodes" : "namespace transformation failed",
      error,
    );
  }
}

function setter({ namespace, unsetOnly }: NamespaceOptions): Visit {
  return {
    create: "scalar",
    set(map, field) {
      const before = map[field]!;
      if (unsetOnly === true && textOf(before) !== "") return;
      if (!isScalar(before)) {
        refuse(
          "TRANSFORM_FAILED",
          wrongKind("ScalarNode", before),
          "Correct the field specs of the namespace transformer.",
        );
      }
      map[field] = asString(namespace, before);
    },
  };
}

function moveSubjects(node: MapNode, { namespace, unsetOnly, subjects = "defaultOnly" }: NamespaceOptions): void {
  const list = get(node, "subjects");
  if (subjects === "none" || list === undefined || isNull(list)) return;
  if (!isList(list)) {
    refuse("TRANSFORM_FAILED", wrongKind("SequenceNode", list), "Make subjects a list.");
    return;
  }
  for (const subject of list) {
    if (!isMap(subject)) continue;
    const isMeant =
      subjects === "allServiceAccounts"
        ? textOf(get(subject, "kind")) === "ServiceAccount"
        : textOf(get(subject, "name")) === "default";
    if (!isMeant || (unsetOnly === true && textOf(get(subject, "namespace")) !== "")) continue;
    put(subject, "namespace", asString(namespace, get(subject, "namespace") ?? null));
  }
}
