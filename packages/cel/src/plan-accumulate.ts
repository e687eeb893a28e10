import { isList, isMap } from "./adapt.ts";
import { shownByGo } from "./convert.ts";
import { noOverloadFor } from "./function.ts";
import { mapEntries } from "./map.ts";
import { stepOf } from "./plan-access.ts";
import { charge, evaluateAll, type Planner, type Step } from "./step.ts";
import { ACCUMULATOR, type Call, type Expression } from "./syntax.ts";
import { CelError, CelMap, type Value } from "./value.ts";

/** Whether an operand is a list or map that this expression is making and nobody else can see. */
export function isGrowing(planner: Planner, operand: Expression | undefined): boolean {
  if (operand?.kind !== "identifier" || operand.name !== ACCUMULATOR) return false;
  return planner.scope.findLast((local) => local.name === ACCUMULATOR)?.growing === true;
}

/** `accumulator + [element]` appends in place, or every list would be copied for each of its elements. */
export function planAppend(planner: Planner, node: Call): Step {
  const [accumulator, addition] = node.arguments.map((argument) => stepOf(planner.plan(argument)));
  return (frame) => {
    const list = accumulator!(frame);
    const more = addition!(frame);
    charge(frame, 1);
    if (list instanceof CelError) return list;
    if (more instanceof CelError) return more;
    if (!isList(list) || !isList(more)) return new CelError("no such overload", node.at);
    for (const element of more) (list as unknown[]).push(element);
    return list;
  };
}

/** `cel.@mapInsert(accumulator, key, value)` or `(accumulator, map)` adds in place; a key may come once. */
export function planInsert(planner: Planner, node: Call): Step {
  const steps = node.arguments.map((argument) => stepOf(planner.plan(argument)));
  const sequential = steps.length === 3;
  return (frame) => {
    const given = evaluateAll(frame, steps, sequential);
    if (given instanceof CelError) return given;
    charge(frame, 1);
    const failed = given.find((value) => value instanceof CelError);
    if (failed !== undefined) return failed;
    const [target, key, value] = given;
    if (!(target instanceof CelMap)) return new CelError("no such overload", node.at);
    if (sequential) return insert(target, [[key!, value!]], node.at);
    if (!isMap(key!)) return noOverloadFor("cel.@mapInsert", given);
    return insert(target, mapEntries(key), node.at);
  };
}

function insert(target: CelMap, entries: readonly (readonly [key: Value, value: Value])[], at: number): Value {
  for (const [key, value] of entries) {
    if (target.get(key) !== undefined) return new CelError(`insert failed: key ${shownByGo(key)} already exists`, at);
    target.set(key, value);
  }
  return target;
}
