import type fc from "fast-check";

/** Draws values; what is drawn less likely first is what shrinking tends to. */
export type Draw = {
  readonly one: <T>(...values: readonly T[]) => T;
  /** True about as often as said, in percent. */
  readonly is: (percent: number) => boolean;
  /** Different ones of the values, in any order. */
  readonly some: <T>(values: readonly T[], most: number) => T[];
  readonly below: (count: number) => number;
};

/** Draws from what fast-check generates. */
export function drawFrom(gen: fc.GeneratorValue, nat: typeof fc.nat): Draw {
  const below = (count: number): number => gen(nat, { max: count - 1 });
  return {
    below,
    one: (...values) => values[below(values.length)]!,
    is: (percent) => below(100) >= 100 - percent,
    some: (values, most) => {
      const left = [...values];
      return Array.from(
        { length: Math.min(below(most + 1), left.length) },
        () => left.splice(below(left.length), 1)[0]!,
      );
    },
  };
}
