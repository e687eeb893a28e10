import { type Apply, type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import {
  addQuantities,
  approximateFloat,
  compareQuantities,
  integerOf,
  order,
  parseQuantity,
  type Quantity,
  signOf,
  subtractQuantities,
} from "../quantity.ts";
import { CelError, Double, int, noSuchOverload, Opaque, type OpaqueKind, type Value } from "../value.ts";

const NAME = "kubernetes.Quantity";

/** Quantities that were parsed. A sum does not count as one where it stands on the right of `==`: as on the API server. */
const QUANTITY: OpaqueKind = { name: NAME, equal: equalQuantities, lost: () => "(*resource.Quantity)" };
/** Quantities that were computed. */
const COMPUTED: OpaqueKind = { ...QUANTITY };

function equalQuantities(a: Opaque, b: Value): boolean | CelError {
  if (!(b instanceof Opaque) || b.kind !== QUANTITY) return noSuchOverload();
  return order(a.content as Quantity, b.content as Quantity) === 0;
}

function parsed(text: string): Value {
  const quantity = parseQuantity(text);
  return quantity instanceof CelError ? quantity : new Opaque(QUANTITY, quantity);
}

/** A function of a quantity. */
function ofQuantity(apply: (quantity: Quantity) => Value): Apply {
  return (quantity) => apply((quantity as Opaque).content as Quantity);
}

function comparison(holds: (order: number) => Value): Apply {
  return (a, b) => holds(compareQuantities((a as Opaque).content as Quantity, (b as Opaque).content as Quantity));
}

/** Adding or subtracting a quantity or an int. */
function arithmetic(apply: (a: Quantity, b: Quantity) => Quantity | CelError): Apply {
  return (a, b) => {
    const other =
      b instanceof Opaque
        ? (b.content as Quantity)
        : { unscaled: BigInt(b as number | bigint), exponent: 0, fast: true };
    const result = apply((a as Opaque).content as Quantity, other);
    return result instanceof CelError ? result : new Opaque(COMPUTED, result);
  };
}

function asInteger(quantity: Quantity): Value {
  const value = integerOf(quantity);
  return value === undefined ? new CelError("cannot convert value to integer") : int(value);
}

const ROWS: readonly OverloadRow[] = [
  ["string_to_quantity", `quantity(string) ${NAME}`, (text) => parsed(text as string)],
  ["is_quantity_string", "isQuantity(string) bool", (text) => !(parseQuantity(text as string) instanceof CelError)],
  ["quantity_sign", `sign(${NAME}) int`, ofQuantity(signOf)],
  ["quantity_is_greater_than", `(${NAME}) isGreaterThan(${NAME}) bool`, comparison((result) => result > 0)],
  ["quantity_is_less_than", `(${NAME}) isLessThan(${NAME}) bool`, comparison((result) => result < 0)],
  ["quantity_compare_to", `(${NAME}) compareTo(${NAME}) int`, comparison((result) => result)],
  [
    "quantity_get_float",
    `(${NAME}) asApproximateFloat() double`,
    ofQuantity((quantity) => new Double(approximateFloat(quantity))),
  ],
  ["quantity_get_int", `(${NAME}) asInteger() int`, ofQuantity(asInteger)],
  ["quantity_is_integer", `(${NAME}) isInteger() bool`, ofQuantity((quantity) => integerOf(quantity) !== undefined)],
  ["quantity_add", `(${NAME}) add(${NAME}) ${NAME}`, arithmetic(addQuantities)],
  ["quantity_add_int", `(${NAME}) add(int) ${NAME}`, arithmetic(addQuantities)],
  ["quantity_sub", `(${NAME}) sub(${NAME}) ${NAME}`, arithmetic(subtractQuantities)],
  ["quantity_sub_int", `(${NAME}) sub(int) ${NAME}`, arithmetic(subtractQuantities)],
];

/** Kubernetes' quantities, `1.5Gi` and the like. */
export const QUANTITIES: Library = { name: "kubernetes.quantity", overloads: overloads(ROWS) };
