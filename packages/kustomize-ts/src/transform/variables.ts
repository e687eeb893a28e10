import { type FieldSpec, visitFields } from "../fields/field-spec.ts";
import { lookup } from "../fields/lookup.ts";
import { splitFieldPath } from "../fields/path.ts";
import type { Variable } from "../kustomization/fields.ts";
import { printDecimal, printFloat } from "../print/number.ts";
import { at, type Place, refuse } from "../refusal.ts";
import type { Collection } from "../resource/collect.ts";
import { effectiveNamespace, type Gvk, gvkText, type Id, parseApiVersion } from "../resource/id.ts";
import { currentId, previousIds, type Resource } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { assign } from "../yaml/bonds.ts";
import { isList, isMap, type MapNode, type Node, tagOf, textOf } from "../yaml/node.ts";
import { numeral } from "../yaml/numeral.ts";
import { Scalar } from "../yaml/scalar.ts";
import { expand, type VariableValue } from "./expand.ts";

/** A variable with the place where it is declared. */
export type PlacedVariable = { readonly variable: Variable; readonly place: Place };

/** The objects with each variable noted at the one that it takes its value from, by any name that the object ever had. */
export function bindVariables(
  schemas: Schemas,
  resources: readonly Resource[],
  variables: readonly PlacedVariable[],
): Resource[] {
  const result = [...resources];
  for (const { variable, place } of variables) {
    const isMeant = matcher(variable);
    const indexes = result.flatMap(({ node }, index) => {
      const ids = node === undefined ? [] : [...previousIds(node), currentId(schemas, node)];
      return ids.some(isMeant) ? [index] : [];
    });
    if (indexes.length > 1) {
      const text = textWith(variable, typeOf(variable), variable.fieldref?.fieldPath);
      const message = `found ${indexes.length} resId matches for var ${text} (unable to disambiguate)`;
      refuse("VARIABLE_INVALID", message, "Add the object's namespace to objref.", place);
    }
    for (const index of indexes) {
      const resource = result[index]!;
      result[index] = { ...resource, variables: [...resource.variables, variable.name ?? ""] };
    }
  }
  return result;
}

function typeOf({ objref = {} }: Variable): Gvk {
  const { apiVersion = "", group = "", version = "", kind = "" } = objref;
  if (apiVersion === "") return { group, version, kind };
  const parsed = parseApiVersion(apiVersion);
  return { group: parsed.group || group, version: parsed.version, kind };
}

function matcher(variable: Variable): (id: Id) => boolean {
  const { group, version, kind } = typeOf(variable);
  const { name = "", namespace = "" } = variable.objref ?? {};
  return (id) =>
    id.group === group &&
    id.version === version &&
    id.kind === kind &&
    id.name === name &&
    (namespace === "" || effectiveNamespace(id) === namespace);
}

function fieldPathOf({ fieldref }: Variable): string {
  return fieldref?.fieldPath || "metadata.name";
}

/** A variable as it is written, for messages: without what it has by default. */
export function writtenText(variable: Variable): string {
  const { group = "", version = "", kind = "" } = variable.objref ?? {};
  return textWith(variable, { group, version, kind }, variable.fieldref?.fieldPath);
}

function variableText(variable: Variable): string {
  return textWith(variable, typeOf(variable), fieldPathOf(variable));
}

function textWith({ name = "" }: Variable, type: Gvk, fieldPath = ""): string {
  return `{${name} ${gvkText(type)} {${fieldPath}}}`;
}

/**
 * Puts the values of all variables in the places that refer to them, as far as `specs` say where that may be. Gives the
 * names of those that nothing refers to.
 */
export function resolveVariables(
  { resources, trace }: Pick<Collection, "resources" | "trace">,
  variables: readonly PlacedVariable[],
  specs: readonly FieldSpec[],
): string[] {
  if (variables.length === 0) return [];
  const values = new Map<string, VariableValue | undefined>();
  const places = new Map<string, Place>();
  for (const { variable, place } of variables) {
    const { name = "" } = variable;
    const value = at(place, () => variableValue(resources, variable));
    values.set(name, value);
    places.set(name, place);
  }
  const used = new Set<string>();
  let last: Place | undefined;
  const valueOfName = (name: string): VariableValue | undefined => {
    const value = values.get(name);
    if (value !== undefined) used.add(name);
    if (value !== undefined) last = places.get(name);
    return value;
  };
  for (const resource of resources) {
    if (resource.node === undefined) continue;
    visitFields(resource.node, specs, {
      set(map, field) {
        last = undefined;
        replaceAt(map, field, valueOfName);
        trace?.([resource], last && { transform: "RefVarTransformer", place: last });
      },
    });
  }
  return [...values.keys()].filter((name) => !used.has(name));
}

/** The value of a variable; undefined for a map or a list, which Kustomize cannot write into a text. */
function variableValue(resources: readonly Resource[], variable: Variable): VariableValue | undefined {
  const resource = resources.find((each) => each.variables.includes(variable.name ?? ""));
  if (resource?.node === undefined) {
    const message = `var '${variableText(variable)}' cannot be mapped to a field in the set of known resources`;
    return refuse(
      "VARIABLE_INVALID",
      message,
      "Correct objref: its apiVersion, kind and name as the resource has them.",
    );
  }
  const node = lookup(resource.node, splitFieldPath(fieldPathOf(variable)).flatMap(withIndex));
  if (node === undefined) {
    const message = `field specified in var '${variableText(variable)}' not found in corresponding resource`;
    return refuse("VARIABLE_INVALID", message, "Correct fieldref.fieldPath.");
  }
  return typed(node);
}

/** `ports[0]` as two parts. */
function withIndex(part: string): string[] {
  const match = /^(.*)\[(\d+)\]$/s.exec(part);
  if (match === null) return [part];
  return match[1] === "" ? [match[2]!] : [match[1]!, match[2]!];
}

/** The value of a field as Go reads its text; undefined for a map or a list. Numbers that Go cannot read are no value. */
function typed(node: Node): VariableValue | undefined {
  if (isMap(node) || isList(node)) return undefined;
  const text = textOf(node);
  if (node instanceof Scalar && node.style === "untagged") return text;
  switch (tagOf(node)) {
    case "!!int":
      return integer(text) ?? invalid(text);
    case "!!float":
      return numeral(text.replace(/^[-+]/, "")) === undefined ? invalid(text) : Number(text.replaceAll("_", ""));
    case "!!bool":
      return text.toLowerCase() === "true";
    default:
      return text;
  }
}

/** Go's `strconv.Atoi`. */
function integer(text: string): number | bigint | undefined {
  if (!/^[-+]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  if (BigInt.asIntN(64, value) !== value) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function invalid(text: string): never {
  const hint = "Write the number in plain digits.";
  return refuse("VARIABLE_INVALID", `strconv: parsing ${JSON.stringify(text)}: invalid syntax`, hint);
}

function replaceAt(map: MapNode, field: string, valueOfName: (name: string) => VariableValue | undefined): void {
  const replaced = (text: string): Node => nodeOf(expand(text, valueOfName));
  const node = map[field]!;
  if (isMap(node)) {
    for (const key of Object.keys(node)) {
      if (isText(node[key]!)) assign(node, key, replaced(textOf(node[key])));
    }
  } else if (isList(node)) {
    for (const [index, element] of node.entries()) {
      if (!isText(element)) {
        refuse("TRANSFORM_FAILED", "invalid value type expect a string", "Quote the elements of the list.");
      }
      node[index] = replaced(textOf(element));
    }
  } else if (isText(node)) map[field] = replaced(textOf(node));
}

function isText(node: Node): boolean {
  return tagOf(node) === "!!str" || (node instanceof Scalar && node.style === "untagged");
}

function nodeOf(value: VariableValue): Node {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return String(value) === printFloat(value) ? value : new Scalar(value, printDecimal(value), "!!float");
}
