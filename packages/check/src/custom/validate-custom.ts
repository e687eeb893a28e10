import { invalid, required } from "../fault.ts";
import type { Fault } from "../finding.ts";
import type { ObjectMeta } from "../gen/types.ts";
import { isList, isObject, type Manifest, type Value } from "../manifest.ts";
import { at, entry, item, type Path, said } from "../path.ts";
import { validateMetadata } from "../validate/metadata.ts";
import { dns1035Label, dnsSubdomain, pathSegment } from "../validate/names.ts";
import type { Scope } from "../validate/scope.ts";
import { below } from "./below.ts";
import { type CustomKind, ownProperty, type Schema } from "./definition.ts";
import { validateLists } from "./validate-lists.ts";
import { validateRules } from "./validate-rules.ts";
import { validateValue } from "./validate-schema.ts";

/** These keep the server from evaluating rules at all. */
const blocking = new Set(["UNSUPPORTED", "REQUIRED", "TOO_LONG", "TOO_MANY"]);

/**
 * Validates a decoded custom resource (apiextensions-apiserver, `registry/customresource`): metadata, schema, scale,
 * embedded resources, lists, and then its CEL rules. `living` is the decoded object that it takes the place of,
 * for rules over both.
 */
export function validateCustom(object: Manifest, kind: CustomKind, scope: Scope, living?: Manifest): void {
  const faults: Fault[] = [];
  const inner = { ...scope, report: (fault: Fault) => void faults.push(fault) };
  const meta = (object["metadata"] ?? {}) as ObjectMeta;
  validateMetadata(
    meta,
    { namespaced: kind.namespaced, name: dnsSubdomain, counted: true },
    at(undefined, "metadata"),
    inner,
  );
  const { schema } = kind;
  if (schema !== undefined) {
    const named = withName(object, meta);
    validateValue(named, schema, undefined, inner);
    validateScale(object, kind, inner);
    validateEmbedded(object, schema, undefined, inner);
    validateLists(object, schema, undefined, inner.report);
    const blocked = faults.some((fault) => blocking.has(fault.code) || isWrongType(fault));
    if (!blocked) validateRules(named, schema, { living, root: true, scope: inner });
  }
  for (const fault of faults) scope.report(fault);
}

/** Rules and patterns look at a name even where the server makes one up: five letters and digits after the prefix, 63 of
 * them at most. */
function withName(object: Manifest, meta: ObjectMeta): Manifest {
  if (meta.name || !meta.generateName) return object;
  return {
    ...object,
    metadata: { ...(object["metadata"] as Manifest), name: `${meta.generateName.slice(0, 58)}xxxxx` },
  };
}

function isWrongType({ message }: Fault): boolean {
  return message.includes(" in body must be of type ");
}

function validateScale(object: Manifest, { scale }: CustomKind, scope: Scope): void {
  if (scale === undefined) return;
  for (const path of [scale.spec, scale.status]) {
    const steps = path.replace(/^\./, "").split(".");
    const value = steps.reduce<Value | undefined>((inner, step) => (isObject(inner) ? inner[step] : undefined), object);
    const place = said(
      steps.reduce<Path | undefined>((inner, step) => ({ ...at(inner, step), style: "pointer-only" }), undefined),
      path,
    );
    if (typeof value !== "number" && typeof value !== "bigint") continue;
    if (value < 0) scope.report(invalid(place, value, "should be a non-negative integer"));
    else if (value > 2 ** 31 - 1) {
      scope.report(invalid(place, value, `should be less than or equal to ${2 ** 31 - 1}`));
    }
  }
}

/** Objects inside objects must be whole ones. */
export function validateEmbedded(value: Value, schema: Schema | undefined, path: Path | undefined, scope: Scope): void {
  if (schema === undefined || !below(schema).embedded) return;
  if (isList(value)) {
    for (const [index, inner] of value.entries()) validateEmbedded(inner, schema.items, item(path!, index), scope);
  }
  if (!isObject(value)) return;
  if (schema["x-kubernetes-embedded-resource"]) validateResource(value, path, scope);
  for (const [name, inner] of Object.entries(value)) {
    const own = ownProperty(schema, name);
    if (own !== undefined) validateEmbedded(inner, own, at(path, name), scope);
    else if (typeof schema.additionalProperties === "object" && path !== undefined) {
      validateEmbedded(inner, schema.additionalProperties, entry(path, name), scope);
    }
  }
}

function validateResource(object: Manifest, path: Path | undefined, scope: Scope): void {
  for (const field of ["apiVersion", "kind"]) {
    const value = object[field];
    const place = at(path, field);
    if (value === undefined) scope.report(required(place));
    else if (typeof value !== "string") scope.report(invalid(place, value, "must be a string"));
    else if (value === "") scope.report(invalid(place, value, "must not be empty"));
    else if (field === "apiVersion" && value.split("/").length > 2) {
      scope.report(invalid(place, value, `unexpected GroupVersion string: ${value}`));
    } else if (field === "kind" && dns1035Label(value.toLowerCase()).length > 0) {
      const messages = dns1035Label(value.toLowerCase()).join(",");
      scope.report(invalid(place, value, `may have mixed case, but should otherwise match: ${messages}`));
    }
  }
  if (!isObject(object["metadata"])) return;
  const meta = { name: "fakename", ...(object["metadata"] as ObjectMeta) };
  const namespaced = (meta.namespace ?? "") !== "";
  validateMetadata(meta, { namespaced, name: pathSegment }, at(path, "metadata"), scope);
}
