import type { NameReference } from "../config/config.ts";
import { type FieldSpec, visitField } from "../fields/field-spec.ts";
import { retext } from "../fields/scalar.ts";
import type { Manifest } from "../manifest.ts";
import { printOne } from "../print.ts";
import { refuse, withPrefix } from "../refusal.ts";
import type { Collection } from "../resource/collect.ts";
import { effectiveNamespace, type Gvk, type Id, idText, isSelectedType, NO_NAMESPACE } from "../resource/id.ts";
import {
  currentId,
  historyOf,
  kindOf,
  nameOf,
  namespaceOf,
  originalId,
  previousIds,
  type Resource,
} from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import type { Cause } from "../trace.ts";
import {
  clone,
  get,
  isList,
  isMap,
  isNull,
  type MapNode,
  type Node,
  put,
  quoted,
  tagOf,
  textOf,
  toValue,
} from "../yaml/node.ts";

/** An object that may be referred to, with all that counts when it is looked for. */
type Candidate = {
  readonly resource: Resource;
  readonly node: MapNode;
  readonly id: Id;
  readonly name: string;
  readonly namespace: string;
  readonly originalNamespace: string;
  readonly previous: readonly Id[];
};

/** The candidates, in their order, by each name that they had and by the namespace that they stood in first. */
type Index = {
  readonly byName: ReadonlyMap<string, readonly Candidate[]>;
  readonly byNamespace: ReadonlyMap<string, readonly Candidate[]>;
};

/** An object that may refer to others, with the namespaces besides its own that its subjects stand in. */
type Referrer = {
  readonly node: MapNode;
  readonly id: Id;
  readonly subjects: ReadonlySet<string>;
  /** Told that it now refers to an object by its new name. */
  readonly followed: (target: Candidate) => void;
};

type Reference = { readonly spec: FieldSpec; readonly target: Gvk };

/**
 * Follows all renamings: wherever an object refers to another by a name that this one had before, it gets the name that
 * it has now. Which fields refer to which types is what `references` says.
 */
export function fixNameReferences(
  { schemas, resources, trace }: Collection,
  references: readonly NameReference[],
): void {
  const index = indexed(schemas, resources);
  const byType = new Map<string, readonly Reference[]>();
  for (const resource of resources) {
    const { node } = resource;
    if (node === undefined) continue;
    const original = originalId(schemas, node);
    const type = `${original.group}|${original.version}|${original.kind}`;
    const known = byType.get(type) ?? referencesOf(original, references);
    byType.set(type, known);
    if (known.length === 0) continue;
    const id = currentId(schemas, node);
    const followed = (target: Candidate): void => trace?.([resource], renaming(target.resource));
    const referrer = { node, id, subjects: subjectNamespaces(node, id), followed };
    for (const reference of known) fixOne(index, referrer, reference);
  }
}

function indexed(schemas: Schemas, resources: readonly Resource[]): Index {
  const byName = new Map<string, Candidate[]>();
  const byNamespace = new Map<string, Candidate[]>();
  for (const resource of resources) {
    const { node } = resource;
    if (node === undefined) continue;
    const candidate = {
      resource,
      node,
      id: currentId(schemas, node),
      name: nameOf(node),
      namespace: namespaceOf(node),
      originalNamespace: effectiveNamespace(originalId(schemas, node)),
      previous: previousIds(node),
    };
    for (const name of new Set(candidate.previous.map((id) => id.name))) push(byName, name, candidate);
    push(byNamespace, candidate.originalNamespace, candidate);
  }
  return { byName, byNamespace };
}

function push(map: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [candidate]);
  else list.push(candidate);
}

function referencesOf(type: Gvk, references: readonly NameReference[]): Reference[] {
  return references.flatMap((target) =>
    target.referrers.filter((spec) => isSelectedType(type, spec)).map((spec) => ({ spec, target })),
  );
}

/** The namespaces of a role binding's service accounts: it may refer to what is in them. */
function subjectNamespaces(node: MapNode, id: Id): ReadonlySet<string> {
  const subjects = kindOf(node) === "RoleBinding" ? get(node, "subjects") : undefined;
  const namespaces = new Set<string>();
  for (const subject of isList(subjects) ? subjects : []) {
    const namespace = isMap(subject) ? get(subject, "namespace") : undefined;
    if (!isMap(subject) || namespace === undefined || textOf(get(subject, "kind")) !== "ServiceAccount") continue;
    if (tagOf(namespace) !== "!!str") {
      const message = `Invalid Input: namespace is blank for resource "${idText(id)}"\n`;
      refuse("TRANSFORM_FAILED", message, "Write the namespace of the service account, or leave the field out.");
    }
    namespaces.add(textOf(namespace));
  }
  return namespaces;
}

/** What gave the object its name. */
function renaming({ traced }: Resource): Cause | undefined {
  const metadata = traced?.inner instanceof Map ? traced.inner.get("metadata") : undefined;
  return metadata?.inner instanceof Map ? metadata.inner.get("name")?.origin : undefined;
}

function fixOne(index: Index, referrer: Referrer, reference: Reference): void {
  try {
    visitField(referrer.node, reference.spec, {
      set(map, field) {
        const node = map[field]!;
        const fixes = isList(node) ? node : [node];
        for (const [at, element] of fixes.entries()) {
          const { node: fresh, target } = fixed(index, referrer, reference, element);
          if (isList(node)) node[at] = fresh;
          else map[field] = fresh;
          if (target !== undefined) referrer.followed(target);
        }
      },
    });
  } catch (error) {
    const prefix = `updating name reference in '${reference.spec.path}' field of '${idText(referrer.id)}'`;
    throw withPrefix(prefix, error);
  }
}

/** A reference as it has to be now, and what it refers to if that has another name now. */
type Fixed = { readonly node: Node; readonly target?: Candidate };

/** The reference as it has to be now: a name, or a map with a name and perhaps a namespace. */
function fixed(index: Index, referrer: Referrer, reference: Reference, node: Node): Fixed {
  if (isNull(node)) return { node };
  if (isList(node)) {
    return refuse(
      "TRANSFORM_FAILED",
      "list is expected to be either a string or a map of string",
      "Correct the field.",
    );
  }
  if (isMap(node)) return fixMap(index, referrer, reference, node);
  const before = textOf(node);
  const found = index.byName.get(before) ?? [];
  const target = chosen(found, referrer, reference, (a, b) => a.name === b.name);
  if (target === undefined || target.name === before) return { node };
  return { node: retext(target.name, node), target };
}

function fixMap(index: Index, referrer: Referrer, reference: Reference, map: MapNode): Fixed {
  const name = get(map, "name");
  if (name === undefined) {
    const message = "path config error; no 'name' field in node";
    return refuse("TRANSFORM_FAILED", message, "Correct the path of the name reference.");
  }
  const before = textOf(name);
  const found = inNamespace(index, referrer, index.byName.get(before) ?? [], get(map, "namespace"));
  const same = (a: Candidate, b: Candidate): boolean => a.name === b.name && a.namespace === b.namespace;
  const target = chosen(found, referrer, reference, same);
  if (target === undefined || (target.name === before && target.namespace === "")) return { node: map };
  put(map, "name", retext(target.name, name));
  if (target.namespace !== "") {
    const namespace = get(map, "namespace");
    put(map, "namespace", namespace === undefined ? quoted(target.namespace) : retext(target.namespace, namespace));
  }
  return { node: map, target };
}

/** Those of the candidates that stood first in the namespace that the reference names, or if nothing did, stand there now. */
function inNamespace(
  { byNamespace }: Index,
  referrer: Referrer,
  candidates: readonly Candidate[],
  node: Node | undefined,
): readonly Candidate[] {
  if (node === undefined) return candidates;
  const namespace = textOf(node);
  if (namespace === NO_NAMESPACE) return [];
  const stoodThere = byNamespace.get(namespace) ?? [];
  if (stoodThere.some((each) => mayReferTo(referrer, each))) {
    return candidates.filter((each) => each.originalNamespace === namespace);
  }
  return candidates.filter((each) => effectiveNamespace(each.id) === namespace);
}

function mayReferTo({ id, subjects }: Referrer, candidate: Candidate): boolean {
  if (id.isClusterScoped || candidate.id.isClusterScoped) return true;
  return effectiveNamespace(id) === effectiveNamespace(candidate.id) || subjects.has(candidate.namespace);
}

/** The one candidate that is meant; undefined if there is none. Refuses several that would not come to the same. */
function chosen(
  candidates: readonly Candidate[],
  referrer: Referrer,
  reference: Reference,
  isSame: (a: Candidate, b: Candidate) => boolean,
): Candidate | undefined {
  const role = roleType(referrer, reference);
  const left = candidates.filter(
    (each) =>
      mayReferTo(referrer, each) &&
      each.previous.some((id) => isSelectedType(id, reference.target)) &&
      (role === undefined || each.previous.some((id) => isSelectedType(id, role))) &&
      isNear(referrer, each),
  );
  if (left.length <= 1) return left[0];
  const related = left.filter((each) => isRelated(referrer, each, true));
  const closest = related.length > 1 ? related.filter((each) => isRelated(referrer, each, false)) : related;
  const [first] = closest;
  if (first === undefined || closest.every((each) => isSame(each, first))) return first;
  return ambiguous(referrer, closest);
}

/** A role binding says itself what type of role it refers to. */
function roleType(
  { node }: Referrer,
  { spec }: Reference,
): { readonly group: string; readonly kind: string } | undefined {
  if (!spec.path.endsWith("roleRef/name")) return undefined;
  const role = get(node, "roleRef");
  const group = isMap(role) ? get(role, "apiGroup") : undefined;
  const kind = isMap(role) ? get(role, "kind") : undefined;
  return group === undefined || kind === undefined ? undefined : { group: textOf(group), kind: textOf(kind) };
}

function isNear({ id }: Referrer, candidate: Candidate): boolean {
  if (id.isClusterScoped || candidate.id.isClusterScoped || candidate.id.kind === "ServiceAccount") return true;
  return effectiveNamespace(id) === effectiveNamespace(candidate.id);
}

/** Whether two objects got the same prefixes and suffixes last. */
function isRelated({ node }: Referrer, candidate: Candidate, allowsNone: boolean): boolean {
  const [a, b] = [historyOf(node), historyOf(candidate.node)];
  return endAlike(a.prefixes, b.prefixes, allowsNone) && endAlike(a.suffixes, b.suffixes, allowsNone);
}

function endAlike(a: readonly string[], b: readonly string[], allowsNone: boolean): boolean {
  if (a.length === 0 || b.length === 0) return allowsNone || a.length === b.length;
  const length = Math.min(a.length, b.length);
  return a.slice(-length).join() === b.slice(-length).join();
}

function ambiguous({ node }: Referrer, candidates: readonly Candidate[]): never {
  const yaml = (each: MapNode): string => printOne(toValue(clone(each)) as Manifest);
  const ids = candidates.map(({ id }) => idText(id)).join(", ");
  const details = candidates.map((each, at) => `--- possible referral ${at}:\n${yaml(each.node)}\n`).join("");
  const message =
    `found multiple possible referrals: ${ids}\n\n` +
    `**** Too many possible referral targets to referrer:\n${yaml(node)}\n${details}`;
  return refuse("REFERENCE_AMBIGUOUS", message, "Give the objects different names, or different namespaces.");
}
