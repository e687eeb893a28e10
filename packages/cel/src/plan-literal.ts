import { shownByGo, textOf } from "./convert.ts";
import { stepOf } from "./plan-access.ts";
import { charge, type Planned, type Planner, type Step } from "./step.ts";
import type { ListLiteral, MapLiteral, StructLiteral } from "./syntax.ts";
import { CelError, CelMap, Optional, type Value } from "./value.ts";

/** What making a list, a map or an object costs besides its parts. */
const LIST_COST = 10;
const MAP_COST = 30;
const STRUCT_COST = 40;

/** Makes a list literal ready. A list of constants is a constant. */
export function planList(planner: Planner, node: ListLiteral): Planned {
  const parts = node.elements.map(planner.plan);
  const steps = parts.map(stepOf);
  const optional = new Set(node.optional);
  const make: Step = (frame) => {
    const elements: Value[] = [];
    for (let index = 0; index < steps.length; index++) {
      const element = steps[index]!(frame);
      if (element instanceof CelError) return element;
      if (!optional.has(index)) elements.push(element);
      else if (!(element instanceof Optional)) return notOptional(`list element`, element, node.at);
      else if (element.value !== undefined) elements.push(element.value);
    }
    return elements;
  };
  return literal(planner, make, { parts, cost: LIST_COST });
}

/** Makes a map literal ready. A key that comes again replaces the value. */
export function planMap(planner: Planner, node: MapLiteral): Planned {
  const entries = node.entries.map((entry) => {
    const [key, value] = [planner.plan(entry.key), planner.plan(entry.value)];
    return { key, value, keyStep: stepOf(key), valueStep: stepOf(value), optional: entry.optional };
  });
  const make: Step = (frame) => {
    const map = new CelMap();
    for (const entry of entries) {
      const key = entry.keyStep(frame);
      if (key instanceof CelError) return key;
      const value = entry.valueStep(frame);
      if (value instanceof CelError) return value;
      if (!entry.optional) map.set(key, value);
      else if (!(value instanceof Optional)) return notOptional(`entry '${textOf(key)}'`, value, node.at);
      else if (value.value !== undefined) map.set(key, value.value);
      else map.delete(key);
    }
    return map;
  };
  return literal(planner, make, { parts: entries.flatMap(({ key, value }) => [key, value]), cost: MAP_COST });
}

/** Objects cannot be made: the API server has declared types, but nothing that makes values of them. */
export function planStruct(planner: Planner, node: StructLiteral): Step {
  const steps = node.fields.map((field) => stepOf(planner.plan(field.value)));
  const name = planner.checked.references[node.id]?.name ?? node.name;
  return (frame) => {
    for (const step of steps) {
      const value = step(frame);
      if (value instanceof CelError) return value;
    }
    charge(frame, STRUCT_COST);
    return new CelError(`unknown type '${name}'`, node.at);
  };
}

interface LiteralParts {
  readonly parts: readonly Planned[];
  readonly cost: number;
}

function literal(planner: Planner, make: Step, { parts, cost }: LiteralParts): Planned {
  const { foldConstants } = planner.environment.options;
  if (foldConstants && parts.every((part) => part.constant !== undefined)) {
    const value = make({ bindings: {}, slots: [], cost: 0, limit: Number.POSITIVE_INFINITY });
    return { run: () => value, constant: { value } };
  }
  const run: Step = (frame) => {
    const value = make(frame);
    charge(frame, cost);
    return value;
  };
  return { run };
}

function notOptional(what: string, value: Value, at: number): CelError {
  return new CelError(`cannot initialize optional ${what} from non-optional value ${shownByGo(value)}`, at);
}
