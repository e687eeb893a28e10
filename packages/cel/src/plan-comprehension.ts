import { adapt, isList, isMap } from "./adapt.ts";
import { mapEntries, mapKeys } from "./map.ts";
import { stepOf } from "./plan-access.ts";
import { charge, type Local, type Planner, type Step } from "./step.ts";
import { ACCUMULATOR, type Comprehension, type Expression } from "./syntax.ts";
import { CelError, CelMap, Double, Duration, Opaque, Optional, Timestamp, Uint, type Value } from "./value.ts";

/** Makes a comprehension ready: one loop, whose variables stand in slots. */
export function planComprehension(planner: Planner, node: Comprehension): Step {
  const outer = planner.scope;
  const [accumulator, first, second] = [planner.slots++, planner.slots++, planner.slots++];
  const range = stepOf(planner.plan(node.range));
  const initial = planInitial(planner, node.initial);
  const accumulated: Local = {
    name: node.accumulator,
    read: readAccumulator(accumulator, initial),
    growing: node.initial.kind === "list" || node.initial.kind === "map",
  };
  const variables = [variable(node.variable, first)];
  if (node.variable2 !== undefined) variables.push(variable(node.variable2, second));
  planner.scope = [...outer, accumulated, ...variables];
  const condition = planCondition(planner, node.condition, accumulated);
  const step = stepOf(planner.plan(node.step));
  planner.scope = [...outer, accumulated];
  const result = stepOf(planner.plan(node.result));
  planner.scope = outer;
  const paired = node.variable2 !== undefined;
  return (frame) => {
    const { slots } = frame;
    const source = range(frame);
    if (source instanceof CelError) return source;
    slots[accumulator] = undefined;
    const length = elementCount(source, paired);
    if (length instanceof CelError) return length;
    const elements = paired ? pairsOf(source) : elementsOf(source);
    for (let index = 0; index < length; index++) {
      // No macro's condition is about the element. Whoever watches the data sees that the loop ends before it is read.
      if (condition !== undefined && condition(frame) === false) break;
      if (paired) [slots[first], slots[second]] = elements[index] as readonly [Value, Value];
      else slots[first] = adapt(elements[index]);
      slots[accumulator] = step(frame);
    }
    return result(frame);
  };
}

function variable(name: string, slot: number): Local {
  return { name, read: (frame) => frame.slots[slot]!, growing: false };
}

/** The accumulator begins when it is first read, as in cel-go: what is never read costs nothing. */
function readAccumulator(slot: number, initial: Step): Step {
  return (frame) => {
    let value = frame.slots[slot];
    if (value === undefined) {
      value = initial(frame);
      frame.slots[slot] = value;
    }
    return value;
  };
}

/** Lists and maps that grow must be new each time. */
function planInitial(planner: Planner, node: Expression): Step {
  const fold = planner.environment.options.foldConstants;
  if (node.kind === "list" && node.elements.length === 0) return fresh(() => [], fold ? 0 : 10);
  if (node.kind === "map" && node.entries.length === 0) return fresh(() => new CelMap(), fold ? 0 : 30);
  return stepOf(planner.plan(node));
}

function fresh(make: () => Value, cost: number): Step {
  return (frame) => {
    charge(frame, cost);
    return make();
  };
}

/** The condition, undefined if it always holds; those of `all` and `exists` without the detour of three calls. */
function planCondition(planner: Planner, node: Expression, accumulated: Local): Step | undefined {
  if (node.kind === "literal" && node.value === true) return undefined;
  if (node.kind !== "call" || node.name !== "@not_strictly_false") return stepOf(planner.plan(node));
  const [inner] = node.arguments;
  const negated = inner?.kind === "call" && inner.name === "!_";
  const operand = negated ? inner.arguments[0] : inner;
  if (operand?.kind !== "identifier" || operand.name !== ACCUMULATOR) return stepOf(planner.plan(node));
  const { read } = accumulated;
  return (frame) => {
    const value = read(frame);
    charge(frame, negated ? 3 : 2);
    return value !== negated;
  };
}

function elementCount(source: Value, paired: boolean): number | CelError {
  if (isList(source)) return source.length;
  if (isMap(source)) return source instanceof CelMap ? source.size : Object.keys(source).length;
  const type = goTypeName(source);
  if (paired) return new CelError(`unsupported comprehension range type: ${type}`);
  return new CelError(`got '${type}', expected iterable type`);
}

function elementsOf(source: Value): readonly unknown[] {
  return isMap(source) ? mapKeys(source) : (source as readonly unknown[]);
}

/** Keys and values, or indices and elements. */
function pairsOf(source: Value): readonly unknown[] {
  if (isMap(source)) return mapEntries(source);
  return (source as readonly unknown[]).map((element, index) => [index, adapt(element)]);
}

/** What cel-go calls the type in these messages. */
function goTypeName(value: Value): string {
  if (value === null) return "types.Null";
  if (typeof value === "boolean") return "types.Bool";
  if (typeof value === "string") return "types.String";
  if (typeof value !== "object") return "types.Int";
  for (const [kind, name] of GO_NAMES) if (value instanceof kind) return name;
  return value instanceof Opaque ? value.kind.name : "types.Type";
}

const GO_NAMES: readonly (readonly [abstract new (...args: never[]) => object, string])[] = [
  [Double, "types.Double"],
  [Uint, "types.Uint"],
  [Uint8Array, "types.Bytes"],
  [Timestamp, "types.Timestamp"],
  [Duration, "types.Duration"],
  [Optional, "*types.Optional"],
];
