import type { CelError } from "./value.ts";

/**
 * How a list or an object that a schema shapes compares and grows, where that is not by its elements in order: lists that
 * are sets or maps, objects with fields that the schema does not know.
 */
export interface Shape {
  readonly equal: (other: unknown) => boolean | CelError;
  readonly add?: (other: readonly unknown[]) => readonly unknown[];
  /** Of an object: how many fields it has, with those that expressions cannot see. */
  readonly size?: number;
}

const shapes = new WeakMap<object, Shape>();

/** Gives a list or an object its shape. */
export function setShape(value: object, shape: Shape): void {
  shapes.set(value, shape);
}

/** The shape of a list or an object, if it has one. */
export function shapeOf(value: object): Shape | undefined {
  return shapes.get(value);
}
