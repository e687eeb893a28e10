import * as types from "./type.ts";
import { isOptional, sameType, type Type, withParameters } from "./type.ts";

/** What type parameters have been found to stand for, by name. */
export type Substitutions = ReadonlyMap<string, Type>;

/** A dynamic or an erroneous type: fits everything, so that checking goes on. */
export function isDynOrError(type: Type): boolean {
  return type.kind === "dyn" || type.kind === "error";
}

/**
 * Whether a value of type `from` may be used as `to`; gives the substitutions under which it may, or undefined. The
 * rules are cel-go's, which unifies in both directions.
 */
export function assignable(
  known: Substitutions,
  from: readonly Type[],
  to: readonly Type[],
): Substitutions | undefined {
  const attempt = new Map(known);
  return fitsAll(attempt, from, to) ? attempt : undefined;
}

function fitsAll(known: Map<string, Type>, from: readonly Type[], to: readonly Type[]): boolean {
  return from.length === to.length && from.every((type, index) => fits(known, type, to[index]!));
}

function fits(known: Map<string, Type>, from: Type, to: Type): boolean {
  if (to.kind === "parameter") {
    const { valid, bound } = bind(known, from, to);
    if (valid || bound) return valid;
  }
  if (from.kind === "parameter") return bind(known, to, from).valid;
  if (isDynOrError(from) || isDynOrError(to)) return true;
  if (from.kind === "null") return acceptsNull(to);
  if (to.kind === "null") return acceptsNull(from);
  switch (from.kind) {
    case "type":
      return to.kind === "type";
    case "opaque":
    case "list":
    case "map":
      return from.kind === to.kind && from.name === to.name && fitsAll(known, from.parameters, to.parameters);
    default:
      return sameType(from, to);
  }
}

/** Kept from cel-go's first checker: null passes for messages, times and opaque types, but not for scalars or lists. */
function acceptsNull(type: Type): boolean {
  return ["null", "object", "opaque", "duration", "timestamp"].includes(type.kind);
}

/** Tries to make a parameter stand for a type; `bound` tells that it stood for something before. */
function bind(known: Map<string, Type>, type: Type, parameter: Type): { valid: boolean; bound: boolean } {
  if (sameType(type, parameter)) return { valid: true, bound: true };
  const before = known.get(parameter.text);
  if (before !== undefined) {
    if (sameType(type, before)) return { valid: true, bound: true };
    if (!fits(known, type, before)) return { valid: false, bound: true };
    const general = mostGeneral(type, before);
    if (isFree(known, parameter, general)) known.set(parameter.text, general);
    return { valid: true, bound: true };
  }
  if (!isFree(known, parameter, type)) return { valid: false, bound: false };
  known.set(parameter.text, type);
  return { valid: true, bound: false };
}

/** Whether a parameter does not occur in a type, so that it may stand for it. */
function isFree(known: Substitutions, parameter: Type, within: Type): boolean {
  if (sameType(parameter, within)) return false;
  if (within.kind === "parameter") {
    const bound = known.get(within.text);
    return bound === undefined || isFree(known, parameter, bound);
  }
  return within.parameters.every((inner) => isFree(known, parameter, inner));
}

/** The more general of two types that fit each other. */
export function mostGeneral(a: Type, b: Type): Type {
  return isAtLeastAsGeneral(a, b) ? a : b;
}

function isAtLeastAsGeneral(a: Type, b: Type): boolean {
  if (a.kind === "dyn" || a.kind === "parameter") return true;
  if (b.kind === "dyn" || b.kind === "parameter") return false;
  if (a.kind !== b.kind) return false;
  if (a.kind === "type") return true;
  if (a.kind !== "list" && a.kind !== "map" && a.kind !== "opaque") return sameType(a, b);
  if (a.name !== b.name || a.parameters.length !== b.parameters.length) return false;
  return a.parameters.every((inner, index) => isAtLeastAsGeneral(inner, b.parameters[index]!));
}

/** The type with what its parameters stand for; those that stand for nothing stay, or become `dyn`. */
export function substitute(known: Substitutions, type: Type, freeToDyn: boolean): Type {
  if (type.kind === "parameter") {
    const bound = known.get(type.text);
    if (bound !== undefined) return substitute(known, bound, freeToDyn);
    return freeToDyn ? types.DYN : type;
  }
  if (type.parameters.length === 0) return type;
  const parameters = type.parameters.map((parameter) => substitute(known, parameter, freeToDyn));
  const changed = parameters.some((parameter, index) => parameter !== type.parameters[index]);
  return changed ? withParameters(type, parameters) : type;
}

/** What an optional holds, or the type itself. */
export function unwrapOptional(type: Type): { type: Type; optional: boolean } {
  return isOptional(type) ? { type: type.parameters[0]!, optional: true } : { type, optional: false };
}
