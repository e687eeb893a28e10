import { type FieldSpec, visitFields } from "../fields/field-spec.ts";
import { retext } from "../fields/scalar.ts";
import type { Image } from "../kustomization/fields.ts";
import { refuse } from "../refusal.ts";
import { kindOf, type Resource, wrongKind } from "../resource/resource.ts";
import { pattern } from "../selector/pattern.ts";
import { get, isList, isMap, isNull, type MapNode, type Node, textOf } from "../yaml/node.ts";

const TAG_AND_DIGEST = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$";
/** Names in which nothing but the dots is special in a regular expression, so that JavaScript's own will do. */
const PLAIN_NAME = /^[A-Za-z0-9_/:@.-]*$/;

/** Gives images of a name another name, tag or digest: in all containers, wherever they are, and where the specs say. */
export function setImages(resources: readonly Resource[], image: Image, specs: readonly FieldSpec[]): void {
  const isMeant = matcher(image.name ?? "");
  const set = (map: MapNode, field: string): void => {
    const before = map[field]!;
    if (isNull(before)) return;
    if (isMap(before) || isList(before)) refuse("TRANSFORM_FAILED", wrongKind("ScalarNode", before), "Make it text.");
    const text = textOf(before);
    if (isMeant(text)) map[field] = retext(changed(text, image), before);
  };
  for (const { node } of resources) {
    if (node === undefined || kindOf(node) === "CustomResourceDefinition") continue;
    walk(node, set);
    visitFields(node, specs, { set });
  }
}

function matcher(name: string): (text: string) => boolean {
  const expression = `^${name}${TAG_AND_DIGEST}`;
  if (!PLAIN_NAME.test(name)) return pattern(expression);
  const compiled = new RegExp(expression);
  return (text) => compiled.test(text);
}

function walk(node: Node, set: (map: MapNode, field: string) => void): void {
  if (isList(node)) for (const element of node) walk(element, set);
  if (!isMap(node)) return;
  for (const key of Object.keys(node)) {
    const field = node[key]!;
    if (typeof field === "object") walk(field, set);
    if (key !== "containers" && key !== "initContainers") continue;
    for (const container of isList(field) ? field : []) {
      if (isMap(container) && get(container, "image") !== undefined) set(container, "image");
      else if (!isMap(container) && !isNull(container)) {
        refuse("TRANSFORM_FAILED", wrongKind("MappingNode", container), "Make each container a map.");
      }
    }
  }
}

function changed(text: string, image: Image): string {
  const before = split(text);
  const name = image.newName || before.name;
  let { tag, digest } = before;
  if (image.newTag || image.digest) {
    tag = image.newTag ?? "";
    digest = image.digest ?? "";
  } else if (image.tagSuffix) {
    tag += image.tagSuffix;
    digest = "";
  }
  return name + (tag && `:${tag}`) + (digest && `@${digest}`);
}

/** The parts of an image's name; a colon before the first slash belongs to a port. */
function split(image: string): { readonly name: string; tag: string; digest: string } {
  const slash = Math.max(0, image.indexOf("/"));
  const at = image.indexOf("@", slash);
  const colon = image.indexOf(":", slash);
  if (at === -1 && colon === -1) return { name: image, tag: "", digest: "" };
  if (at !== -1 && (at < colon || colon === -1)) {
    return { name: image.slice(0, at), tag: "", digest: image.slice(at + 1) };
  }
  const end = at === -1 ? image.length : at;
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, end), digest: image.slice(end + 1) };
}
