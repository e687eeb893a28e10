import type { FindingCode } from "./finding.ts";
import type { Pointer } from "./yaml/position.ts";

/**
 * What a finding points at: a file, and in there a line and column, or the field under a pointer of one of its
 * documents. Lines are looked up only when a finding is made of it.
 */
export type Place = {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly document?: number;
  readonly pointer?: Pointer;
  /** A place in the text that stands there, as that of a patch stands in a kustomization. */
  readonly inline?: { readonly document: number; readonly pointer: Pointer };
  /** The name of the field, not its value. */
  readonly atKey?: boolean;
};

/** A place inside of what stands at another. */
export function within(place: Place, pointer: Pointer): Place {
  const { inline } = place;
  if (inline !== undefined) return { ...place, inline: { ...inline, pointer: [...inline.pointer, ...pointer] } };
  return { ...place, pointer: [...(place.pointer ?? []), ...pointer] };
}

/** A place in one of the documents of a text that stands at another place; in a text inside of a text, that one. */
export function inlined(place: Place, document = 0): Place {
  return place.inline === undefined ? { ...place, inline: { document, pointer: [] } } : place;
}

/**
 * The end of a build: what a person wrote cannot be built. One mistake ends the build, as in Kustomize, so that all
 * code in between reads as if nothing could be wrong. `build` turns it into a finding; it never leaves this package.
 */
export class Refusal extends Error {
  readonly code: FindingCode;
  readonly hint: string;
  place: Place | undefined;

  constructor(code: FindingCode, message: string, hint: string, place?: Place) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.place = place;
  }
}

/** Ends the build. The innermost place that is known along the way is where the finding points. */
export function refuse(code: FindingCode, message: string, hint: string, place?: Place): never {
  throw new Refusal(code, message, hint, place);
}

/** Puts Kustomize's `prefix: ` in front of the message of a refusal. */
export function withPrefix(prefix: string, error: unknown): unknown {
  if (error instanceof Refusal) error.message = `${prefix}: ${error.message}`;
  return error;
}

/** Runs a step; a refusal in it gets the prefix. */
export function prefixed<Result>(prefix: string | (() => string), run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw withPrefix(typeof prefix === "string" ? prefix : prefix(), error);
  }
}

/** What a step ends with for which the stack is too small, or no text long enough. */
export function outgrown(): Refusal {
  const hint = "Look for a field path of thousands of parts, or for a value that is put into itself.";
  return new Refusal("BUILD_TOO_LARGE", "the build comes to something too deep or too long to be an object", hint);
}

/** Runs a step that a place in a file, if any, asked for; a refusal in it that has no place yet gets this one. */
export function at<Result>(place: Place | undefined, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const refusal = error instanceof RangeError ? outgrown() : error;
    if (refusal instanceof Refusal) refusal.place ??= place;
    throw refusal;
  }
}
