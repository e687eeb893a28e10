import type { Type as SpecType } from "@bufbuild/cel-spec/cel/expr/checked_pb.js";
import type { Value as SpecValue } from "@bufbuild/cel-spec/cel/expr/value_pb.js";
import { type Any, anyUnpack, DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import * as cel from "../../src/index.ts";

/** A value of the specification's tests as ours. */
export function fromSpec({ kind }: SpecValue): cel.Value {
  switch (kind.case) {
    case "nullValue":
      return null;
    case "boolValue":
    case "stringValue":
    case "bytesValue":
      return kind.value;
    case "int64Value":
      return cel.adapt(kind.value);
    case "uint64Value":
      return new cel.Uint(kind.value);
    case "doubleValue":
      return new cel.Double(kind.value);
    case "typeValue":
      return new cel.TypeValue(kind.value);
    case "listValue":
      return kind.value.values.map(fromSpec);
    case "mapValue": {
      const map = new cel.CelMap();
      for (const { key, value } of kind.value.entries) map.set(fromSpec(key!), fromSpec(value!));
      return map;
    }
    case "objectValue":
      return fromAny(kind.value);
    default:
      throw new Error(`No value for ${kind.case}.`);
  }
}

function fromAny(any: Any): cel.Value {
  const time = anyUnpack(any, TimestampSchema);
  if (time !== undefined) return new cel.Timestamp(Number(time.seconds), time.nanos);
  const span = anyUnpack(any, DurationSchema);
  if (span !== undefined) return new cel.Duration(span.seconds * 1_000_000_000n + BigInt(span.nanos));
  throw new Error(`No value for ${any.typeUrl}.`);
}

const PRIMITIVES: readonly (cel.Type | undefined)[] = [
  undefined,
  cel.BOOL,
  cel.INT,
  cel.UINT,
  cel.DOUBLE,
  cel.STRING,
  cel.BYTES,
];

/** A declared type of the specification's tests as ours. */
export function typeFromSpec({ typeKind }: SpecType): cel.Type {
  switch (typeKind.case) {
    case "dyn":
      return cel.DYN;
    case "null":
      return cel.NULL;
    case "primitive":
      return PRIMITIVES[typeKind.value]!;
    case "wellKnown":
      return [cel.DYN, cel.DYN, cel.TIMESTAMP, cel.DURATION][typeKind.value]!;
    case "listType":
      return cel.listType(typeFromSpec(typeKind.value.elemType!));
    case "mapType":
      return cel.mapType(typeFromSpec(typeKind.value.keyType!), typeFromSpec(typeKind.value.valueType!));
    case "abstractType":
      return cel.opaqueType(typeKind.value.name, typeKind.value.parameterTypes.map(typeFromSpec));
    case "type":
      return cel.typeType(typeFromSpec(typeKind.value));
    default:
      throw new Error(`No type for ${typeKind.case}.`);
  }
}

/** Whether a result is the expected value: same type, same content, and NaN is NaN. */
export function isSame(actual: cel.Value, expected: cel.Value): boolean {
  if (cel.typeName(actual) !== cel.typeName(expected)) return false;
  if (actual instanceof cel.Double && expected instanceof cel.Double) return Object.is(actual.value, expected.value);
  if (actual instanceof cel.Optional && expected instanceof cel.Optional) {
    if (actual.value === undefined || expected.value === undefined) return actual.value === expected.value;
    return isSame(actual.value, expected.value);
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return (
      actual.length === expected.length &&
      actual.every((element, index) => isSame(cel.adapt(element), cel.adapt(expected[index])))
    );
  }
  return cel.equal(actual, expected) === true;
}
