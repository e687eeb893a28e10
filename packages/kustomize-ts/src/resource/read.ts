import { type Folder, load } from "../folder.ts";
import { inlined, type Place, Refusal, refuse, within } from "../refusal.ts";
import { type Document, documentsOf, documentsOfFile } from "../yaml/documents.ts";
import { refuseWhatIsNoJson } from "../yaml/json-able.ts";
import { fromJson } from "../yaml/json-form.ts";
import { get, isEmpty, isList, isMap, isNull, type MapNode, type Node, textOf } from "../yaml/node.ts";
import { adoptHistory } from "./build-annotations.ts";
import { metadataMap, type Resource } from "./resource.ts";

/** A document with the place that messages about it point at. */
type Placed = { readonly node: Node; readonly place: Place };

/** The objects in a file, those in lists taken out of them. */
export function resourcesOfFile(folder: Folder, path: string): Resource[] {
  const { path: file, file: content } = load(folder, path);
  try {
    return resourcesOf(documentsOfFile(content, file), (document) => ({ file, document, pointer: [] }));
  } catch (error) {
    if (error instanceof Refusal) {
      error.place ??= { file };
      if (error.message.startsWith("MalformedYAMLError")) error.message += ` in File: ${path}`;
    }
    throw error;
  }
}

/** The objects in a text that stands at a place of a file. */
export function resourcesOfText(text: string, place: Place): Resource[] {
  return resourcesOf(documentsOf(text.replaceAll("\r\n", "\n")), (document) => inlined(place, document));
}

function resourcesOf(documents: readonly Document[], placeOf: (document: number) => Place): Resource[] {
  const placed = documents.map(({ node, index }): Placed => ({ node, place: placeOf(index) }));
  return flattened(
    unwrapped(placed)
      .filter(({ node }) => !isEmpty(node))
      .map(validated),
  );
}

/** Kustomize unwraps a List, whatever is in it, if it is the only document. */
function unwrapped(documents: readonly Placed[]): readonly Placed[] {
  const [first] = documents;
  if (documents.length !== 1 || first === undefined || !isMap(first.node)) return documents;
  const kind = textOf(get(first.node, "kind"));
  if (kind !== "List" && kind !== "ResourceList") return documents;
  if (get(first.node, "items") === undefined && get(first.node, "functionConfig") === undefined) return documents;
  const items = get(first.node, "items");
  return isList(items) ? items.map((node, index) => ({ node, place: inItems(first.place, index) })) : [];
}

function inItems(place: Place, index: number): Place {
  return within(place, ["items", index]);
}

function validated({ node, place }: Placed): { readonly node: MapNode; readonly place: Place } {
  const problem = isMap(node) ? problemOf(node) : "missing Resource metadata";
  if (problem === undefined) return { node: node as MapNode, place };
  const hint = "Give the object apiVersion, kind and metadata.name; a file that is no object is no resource.";
  return refuse("RESOURCE_INVALID", problem, hint, place);
}

/** What an object lacks to be one, in Kustomize's words. */
export function problemOf(node: MapNode): string | undefined {
  const kind = textOf(nonEmpty(get(node, "kind")));
  const apiVersion = textOf(nonEmpty(get(node, "apiVersion")));
  const metadata = nonEmpty(get(node, "metadata"));
  const field = (name: string) => textOf(nonEmpty(isMap(metadata) ? get(metadata, name) : undefined));
  const labels = metadataMap(node, "labels");
  const annotations = metadataMap(node, "annotations");
  const hasNothing = [kind, apiVersion, field("name"), field("namespace")].every((text) => text === "");
  if (hasNothing && labels.size === 0 && annotations.size === 0) return "missing Resource metadata";
  const maps = [labels, annotations].map(goMap).join(" ");
  const shown = `{{${apiVersion} ${kind}} {{${field("name")} ${field("namespace")}} ${maps}}}`;
  if (kind === "") return `missing kind in object ${shown}`;
  if (!kind.endsWith("List") && field("name") === "") return `missing metadata.name in object ${shown}`;
  return undefined;
}

function nonEmpty(node: Node | undefined): Node | undefined {
  return isEmpty(node) ? undefined : node;
}

function goMap(map: ReadonlyMap<string, string>): string {
  const keys = [...map.keys()].sort();
  return `map[${keys.map((key) => `${key}:${map.get(key)}`).join(" ")}]`;
}

/** Replaces each list of objects by its objects, which come behind everything else. */
function flattened(objects: readonly ReturnType<typeof validated>[]): Resource[] {
  const queue = [...objects];
  const result: Resource[] = [];
  for (let index = 0; index < queue.length; index++) {
    const { node, place } = queue[index]!;
    const kind = textOf(get(node, "kind"));
    const items = get(node, "items");
    if (!kind.endsWith("List") || items === undefined) {
      adoptHistory(node);
      result.push({ node, place, variables: [] });
    } else if (isList(items)) {
      refuseWhatIsNoJson(items, within(place, ["items"]));
      for (const [at, item] of items.entries()) {
        const objects = unwrapped([{ node: fromJson(item), place: inItems(place, at) }]);
        queue.push(...objects.filter((object) => !isEmpty(object.node)).map(validated));
      }
    } else if (!isNull(items)) {
      const found = isMap(items) ? "map[string]interface {}" : typeof items === "string" ? "string" : typeof items;
      const message = `expected array in ${kind}/items, but found ${found}`;
      refuse("RESOURCE_INVALID", message, "Make items a list of objects.", place);
    }
  }
  return result;
}
