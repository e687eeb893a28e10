import { lookup } from "../fields/lookup.ts";
import { type Creation, match, type Target } from "../fields/match.ts";
import { splitFieldPath } from "../fields/path.ts";
import { asString } from "../fields/scalar.ts";
import type { FieldOptions, Replacement, Selector } from "../kustomization/fields.ts";
import { at, type Place, prefixed, refuse } from "../refusal.ts";
import type { Collection } from "../resource/collect.ts";
import { type Id, idText, isSelected } from "../resource/id.ts";
import { gvkOf, metadataMap, nameOf, namespaceOf, previousIds, type Resource } from "../resource/resource.ts";
import { labelSelector } from "../selector/label-selector.ts";
import { assign } from "../yaml/bonds.ts";
import {
  clone,
  get,
  isEmpty,
  isList,
  isMap,
  type MapNode,
  type Node,
  sizeOf,
  tagOf,
  textOf,
  untagged,
} from "../yaml/node.ts";
import { Scalar } from "../yaml/scalar.ts";
import { taggedOrOdd } from "../yaml/tagged.ts";

export type PlacedReplacement = { readonly replacement: Replacement; readonly place: Place };

/** How many nodes or characters a copied value may have: replacements that copy each other would fill any memory. */
const MAX_COPIED = 100_000;
const MAX_TEXT = 16 * 1024 * 1024;

type Source = NonNullable<Replacement["source"]>;
type TargetSelector = NonNullable<Replacement["targets"]>[number];

/** Copies values from fields of objects to fields of others, one replacement after the other. */
export function applyReplacements(
  { resources, trace }: Pick<Collection, "resources" | "trace">,
  replacements: readonly PlacedReplacement[],
): void {
  for (const { replacement, place } of replacements) {
    at(place, () => applyOne(resources, replacement));
    trace?.(resources, { transform: "ReplacementTransformer", place });
  }
}

function applyOne(resources: readonly Resource[], { source, targets }: Replacement): void {
  if (source === undefined || targets === undefined) {
    const message = "replacements must specify a source and at least one target";
    refuse("REPLACEMENT_INVALID", message, "Give the replacement a source and targets.");
  }
  const value = valueFrom(resources, source);
  for (const target of targets) {
    const { select, reject = [] } = target;
    if (select === undefined) {
      refuse("REPLACEMENT_INVALID", "target must specify resources to select", "Give the target a select.");
    }
    const isSelectedByLabels = labelMatcher(select, reject);
    for (const { node } of resources) {
      if (node === undefined || !isSelectedByLabels(node)) continue;
      const ids = idsOf(node);
      const isRejected = reject.some((each) => hasId(each) && ids.some((id) => isSelected(id, each)));
      if (!isRejected && ids.some((id) => isSelected(id, select))) copyTo(node, value, target);
    }
  }
}

/** The ids of an object, now and before. Whether it stands in a namespace does not count here. */
function idsOf(node: MapNode): Id[] {
  const current = { ...gvkOf(node), name: nameOf(node), namespace: namespaceOf(node), isClusterScoped: false };
  return [current, ...previousIds(node)];
}

function hasId({ group, version, kind, name, namespace }: Selector): boolean {
  return [group, version, kind, name, namespace].some((part) => part !== undefined && part !== "");
}

function labelMatcher(select: Selector, rejects: readonly Selector[]): (node: MapNode) => boolean {
  const matcher = (selector: Selector): ((node: MapNode) => boolean) => {
    const labels = labelSelector(selector.labelSelector ?? "");
    const annotations = labelSelector(selector.annotationSelector ?? "");
    return (node) => annotations(metadataMap(node, "annotations")) && labels(metadataMap(node, "labels"));
  };
  const selects = matcher(select);
  const rejecters = rejects.filter((each) => each.annotationSelector || each.labelSelector).map(matcher);
  return (node) => selects(node) && !rejecters.some((rejects) => rejects(node));
}

/** The value as it is at the time: a replacement may change its own source, which Kustomize does not copy. */
function valueFrom(resources: readonly Resource[], source: Source): () => Node {
  const found = resources.filter(({ node }) => node !== undefined && idsOf(node).some((id) => isSelected(id, source)));
  const selector = `${idText(source)}${source.fieldPath ? `:${source.fieldPath}` : ""}${optionsText(source.options)}`;
  if (found.length > 1) {
    refuse(
      "REPLACEMENT_FAILED",
      `multiple matches for selector ${selector}`,
      "Name one object: say its namespace too.",
    );
  }
  const node = found[0]?.node;
  if (node === undefined) return refuse("REPLACEMENT_FAILED", `nothing selected by ${selector}`, "Correct the source.");
  const path = source.fieldPath || "metadata.name";
  const value = prefixed("error looking up replacement source", () => lookup(node, splitFieldPath(path)));
  if (value === undefined || isEmpty(value)) {
    const message = `fieldPath \`${path}\` is missing for replacement source ${idText(source)}`;
    return refuse("REPLACEMENT_FAILED", message, "Correct source.fieldPath.");
  }
  if (source.options?.delimiter) {
    const part = refined(value, source.options);
    return () => part;
  }
  const holder = lookup(node, splitFieldPath(path).slice(0, -1));
  const key = splitFieldPath(path).at(-1)!;
  return () => (isMap(holder) ? (get(holder, key) ?? value) : value);
}

function optionsText(options: FieldOptions | undefined): string {
  const { delimiter = "", index = 0, create = false } = options ?? {};
  return delimiter === "" && !create ? "" : `:${delimiter}(${index}), create=${create}`;
}

/** The part of a value that the source's options name. */
function refined(value: Node, options: FieldOptions): Node {
  const { delimiter = "", index = 0 } = options;
  const text = scalarText(value);
  const parts = text.split(delimiter);
  if (index >= 0 && index < parts.length) return withText(value, parts[index]!);
  const message = `options.index ${index} is out of bounds for value ${text}`;
  return refuse("REPLACEMENT_FAILED", message, `Choose an index from 0 to ${parts.length - 1}.`);
}

function scalarText(node: Node): string {
  if (!isMap(node) && !isList(node)) return textOf(node);
  const message = "delimiter option can only be used with scalar nodes";
  return refuse("REPLACEMENT_FAILED", message, "Remove the delimiter, or choose a field that is text.");
}

function copyTo(object: MapNode, value: () => Node, { fieldPaths = [], options = {} }: TargetSelector): void {
  const create = options.create === true ? kindOf(value()) : undefined;
  for (const path of fieldPaths.length === 0 ? ["metadata.name"] : fieldPaths) {
    const problem = `unable to find ${create === undefined ? "" : "or create "}field ${JSON.stringify(path)} in replacement target`;
    const targets = prefixed(problem, () => match(object, splitFieldPath(path), create));
    if (targets.length === 0) {
      refuse("REPLACEMENT_FAILED", problem, "Correct the field path, or set options.create to make the field.");
    }
    for (const target of targets) setValue(target, value(), options);
  }
}

function kindOf(node: Node): NonNullable<Creation> {
  return isMap(node) ? "map" : isList(node) ? "list" : "scalar";
}

function setValue({ parent, key }: Target, value: Node, { delimiter = "", index = 0 }: FieldOptions): void {
  const before = isList(parent) ? parent[key as number]! : parent[key as string]!;
  const after = delimiter === "" ? value : withText(value, joined(before, value, delimiter, index));
  const isText = !isMap(before) && !isList(before);
  if (sizeOf(after, MAX_COPIED) > MAX_COPIED || textOf(after).length > MAX_TEXT) {
    refuse(
      "REPLACEMENT_FAILED",
      "the replaced value is too large",
      "Do not replace parts of a value by the whole of it.",
    );
  }
  const node = isText ? withText(before, textOf(after)) : clone(after);
  if (isList(parent)) parent[key as number] = node;
  else assign(parent, key as string, node);
}

/** The target's text with the value in the place of one of its parts, before all of them, or behind them. */
function joined(before: Node, value: Node, delimiter: string, index: number): string {
  const parts = scalarText(before).split(delimiter);
  const text = textOf(value);
  if (index < 0) parts.unshift(text);
  else if (index >= parts.length) parts.push(text);
  else parts[index] = text;
  return parts.join(delimiter);
}

/** A scalar with another text; it keeps its type. */
function withText(node: Node, text: string): Node {
  if (node instanceof Scalar && node.style === "untagged") return untagged(text);
  const tag = tagOf(node);
  if (tag === "!!str") return asString(text, node);
  return taggedOrOdd(tag, text);
}
