/** A least and a greatest: of a cost or of a size. Unsigned 64-bit numbers that stop at the largest. */
export interface Range {
  readonly min: bigint;
  readonly max: bigint;
}

/** The largest number, which stands for "no bound". */
export const MOST: bigint = (1n << 64n) - 1n;
/** A size of which nothing is known. */
export const UNKNOWN: Range = { min: 0n, max: MOST };

export function exactly(value: number | bigint): Range {
  const size = BigInt(value);
  return { min: size, max: size };
}

export function plus(...ranges: readonly Range[]): Range {
  return ranges.reduce((sum, { min, max }) => ({ min: capped(sum.min + min), max: capped(sum.max + max) }), exactly(0));
}

export function times(a: Range, b: Range): Range {
  return { min: capped(a.min * b.min), max: capped(a.max * b.max) };
}

/** Multiplied by a factor and rounded up. */
export function scaled({ min, max }: Range, factor: number): Range {
  return { min: scale(min, factor), max: scale(max, factor) };
}

function scale(value: bigint, factor: number): bigint {
  const product = Math.ceil(Number(value) * factor);
  return product >= 2 ** 64 ? MOST : BigInt(product);
}

/** From the lesser least to the greater greatest. */
export function union(a: Range, b: Range): Range {
  return { min: a.min < b.min ? a.min : b.min, max: a.max > b.max ? a.max : b.max };
}

function capped(value: bigint): bigint {
  return value > MOST ? MOST : value;
}
