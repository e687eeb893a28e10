import { invalid } from "../fault.ts";
import type { Path } from "../path.ts";
import { type Quantity, quantityOf, quantityText } from "../quantity.ts";
import { percent } from "./names.ts";
import { invalidEach, type Scope } from "./scope.ts";

/** Numbers, quantities, and numbers or percentages. What is not there is not looked at. */

export const notNegative = "must be greater than or equal to 0";

export function validateNotNegative(value: number | undefined, path: Path, scope: Scope): void {
  if (value !== undefined && value < 0) scope.report(invalid(path, value, notNegative));
}

export function validatePositive(value: number, path: Path, scope: Scope): void {
  if (value <= 0) scope.report(invalid(path, value, "must be greater than zero"));
}

export function validateNotNegativeQuantity(quantity: Quantity, path: Path, scope: Scope): void {
  if (quantity.nano < 0n) scope.report(invalid(path, quantityText(quantity), notNegative));
}

/** A quantity that must be above zero; gives whether it is. */
export function validatePositiveQuantity(value: unknown, path: Path, scope: Scope): boolean {
  const quantity = quantityOf(value);
  if (quantity.nano > 0n) return true;
  scope.report(invalid(path, quantityText(quantity), "must be greater than zero"));
  return false;
}

/** `3` or `"25%"`, not negative. */
export function validateNumberOrPercent(value: number | string, path: Path, scope: Scope): void {
  if (typeof value === "string") invalidEach(scope, path, value, percent(value));
  else validateNotNegative(value, path, scope);
}

/** The number in front of the percent sign, or nothing when it is no percentage. */
function percentOf(value: number | string): number | undefined {
  return typeof value === "string" && percent(value).length === 0 ? Number(value.slice(0, -1)) : undefined;
}

/** The number, be it of percents or of things; a text that is neither counts as Go's `Atoi` reads it. */
export function numberOrPercent(value: number | string): number {
  if (typeof value === "number") return value;
  return percentOf(value) ?? (/^[+-]?\d+$/.test(value) ? Number(value) : 0);
}

export function validateAtMost100Percent(value: number | string, path: Path, scope: Scope): void {
  if ((percentOf(value) ?? 0) > 100) scope.report(invalid(path, value, "must not be greater than 100%"));
}
