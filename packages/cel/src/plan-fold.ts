import { dispatch } from "./function.ts";
import { contains } from "./operators.ts";
import { stepOf } from "./plan-access.ts";
import { type FunctionCall, PlanFailure, type Planned, placed } from "./step.ts";
import type { Call } from "./syntax.ts";
import { CelError, Double, Uint, type Value } from "./value.ts";

const CONVERSIONS = new Set("bool bytes double duration dyn int string timestamp type uint".split(" "));

/** Computes what the API server computes when it plans: conversions of constants, and whether a constant list has it. */
export function fold(node: Call, { name, declaration, overload, parts }: FunctionCall): Planned | undefined {
  const [first, second] = parts;
  if (CONVERSIONS.has(name) && parts.length === 1 && first!.constant !== undefined) {
    const value = dispatch(declaration!, overload)!(first!.constant.value);
    if (value instanceof CelError) throw new PlanFailure(value.message);
    return { run: () => value, constant: { value } };
  }
  if (overload !== "in_list" || second!.constant === undefined) return undefined;
  const list = second!.constant.value as readonly Value[];
  if (list.length === 0) return { run: () => false, constant: { value: false } };
  if (!list.every(isSimple)) return undefined;
  const element = stepOf(first!);
  const contains = membership(list);
  return {
    run: (frame) => {
      const value = element(frame);
      return value instanceof CelError ? placed(value, node.at) : contains(value);
    },
  };
}

/** Elements by which the API server makes a set of a constant list; then looking one up costs nothing. */
function isSimple(value: Value): boolean {
  return typeof value !== "object" || value instanceof Double || value instanceof Uint;
}

function membership(list: readonly Value[]): (value: Value) => boolean {
  const strings = new Set(list.filter((element) => typeof element === "string"));
  return (value) => (typeof value === "string" ? strings.has(value) : contains(value, list) === true);
}
