import { type Decoding, decode } from "../decode.ts";
import { refused, unknownField } from "../decode-fault.ts";
import { fieldOf, isList, isObject, jsonType, type Manifest, putField, type Value } from "../manifest.ts";
import { at, item, type Path } from "../path.ts";
import { type CustomKind, ownProperty, type Schema, schemaOfField } from "./definition.ts";

const metaFields = new Set(["apiVersion", "kind", "metadata"]);

/**
 * Decodes a custom resource as the API server does it (apiextensions-apiserver, `pruning` and `defaulting`): what its
 * schema does not know is refused, null for what cannot be null is dropped, defaults are filled in. Gives a new object.
 * `keepNulls`: the object is the outcome of an apply, in which nulls stay.
 */
export function decodeCustom(object: Manifest, kind: CustomKind, decoding: Decoding, keepNulls = false): Manifest {
  const { schema } = kind;
  const root = schema && { ...schema, "x-kubernetes-embedded-resource": true };
  const out = prune(object, root, undefined, { ...decoding, keepNulls }) as Record<string, Value>;
  // Every object has metadata once it is read, be it empty.
  if (out["metadata"] === undefined) out["metadata"] = {};
  // The server drops a status that is set apart; what is in it has been looked at all the same.
  if (kind.status) delete out["status"];
  return fillIn(out, schema) as Manifest;
}

interface Pruning extends Decoding {
  readonly keepNulls: boolean;
}

/** Copies a value without the fields that its schema does not know, which are reported, and without needless nulls. */
function prune(value: Value, schema: Schema | undefined, path: Path | undefined, pruning: Pruning): Value {
  const preserved = schema?.["x-kubernetes-preserve-unknown-fields"] === true;
  if (isList(value)) {
    // Where what is unknown stays, it does so in the items of lists as well.
    const items = preserved ? { ...schema.items, "x-kubernetes-preserve-unknown-fields": true } : schema?.items;
    return value.map((inner, index) => prune(inner, items, item(path!, index), pruning));
  }
  if (!isObject(value)) return value;
  const embedded = schema?.["x-kubernetes-embedded-resource"] === true;
  const out: Record<string, Value> = {};
  for (const name of Object.keys(value)) {
    const inner = value[name]!;
    if (embedded && name === "metadata" && inner !== null) {
      putField(out, name, decodeMetadata(inner, at(path, name), pruning));
      continue;
    }
    const known = schemaOfField(schema, name);
    if (known !== undefined) {
      // A null that cannot stand, and that no default takes the place of, is the same as no field.
      if (inner === null && !pruning.keepNulls && known.nullable !== true && known.default === undefined) continue;
      putField(out, name, typeof inner === "object" ? prune(inner, known, at(path, name), pruning) : inner);
    } else if (schema?.additionalProperties === true) {
      // Every field may stand, but of what stands in it nothing is known.
      putField(out, name, prune(inner, undefined, at(path, name), pruning));
    } else if (preserved || (embedded && metaFields.has(name))) putField(out, name, inner);
    else pruning.report(unknownField(at(path, name), undefined, Object.keys(schema?.properties ?? {})));
  }
  return out;
}

/** Metadata is Kubernetes' own, whatever the schema says of it. */
function decodeMetadata(value: Value, path: Path, decoding: Decoding): Value {
  if (isObject(value)) return decode(value, "meta.v1.ObjectMeta", path, { ...decoding, start: path });
  const message = `json: cannot unmarshal ${jsonType(value)} into Go value of type v1.ObjectMeta`;
  decoding.report(refused("WRONG_TYPE", path, message));
  return {};
}

function isRefusedNull(value: Value, schema: Schema | undefined): boolean {
  return value === null && schema !== undefined && schema.nullable !== true;
}

/** Fills in the defaults of a schema, in place. */
function fillIn(value: Value, schema: Schema | undefined): Value {
  if (schema === undefined) return value;
  if (isList(value)) {
    for (const [index, inner] of value.entries()) {
      const filled = isRefusedNull(inner, schema.items) ? copyOf(schema.items?.default) : inner;
      (value as Value[])[index] = fillIn(filled, schema.items);
    }
    return value;
  }
  if (!isObject(value)) return value;
  const out = value as Record<string, Value>;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default === undefined || property.default === null) continue;
    const current = fieldOf(out, name);
    if (current === undefined || isRefusedNull(current, property)) putField(out, name, copyOf(property.default));
  }
  for (const [name, inner] of Object.entries(out)) {
    const own = ownProperty(schema, name);
    if (own !== undefined) fillIn(inner, own);
    else if (typeof schema.additionalProperties === "object") {
      if (isRefusedNull(inner, schema.additionalProperties)) out[name] = copyOf(schema.additionalProperties.default);
      fillIn(out[name]!, schema.additionalProperties);
    }
  }
  return out;
}

function copyOf(value: Value | undefined): Value {
  return value === undefined ? null : structuredClone(value);
}
