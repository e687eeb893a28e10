import type { Code, Fault } from "./finding.ts";
import { goFloat, goJson, isGoInteger, quote } from "./go-text.ts";
import type { Path } from "./path.ts";

/**
 * Faults as the server's field errors word them (apimachinery, `util/validation/field`): each function makes one, and
 * the path is put before the message by whoever prints it.
 */

/** A value that a message shows as it is and not as JSON: what the server marshals from its own types. */
export interface Verbatim {
  readonly verbatim: string;
}

export function verbatim(text: string): Verbatim {
  return { verbatim: text };
}

function isVerbatim(value: unknown): value is Verbatim {
  return typeof value === "object" && value !== null && "verbatim" in value;
}

function shown(value: unknown): string {
  if (isVerbatim(value)) return value.verbatim;
  if ((typeof value === "number" || typeof value === "bigint") && !isGoInteger(value)) return goFloat(Number(value));
  return typeof value === "string" ? quote(value) : goJson(value);
}

/** Nobody reads on beyond this; messages hold what was written, which may be a book. */
const longest = 10_000;

function fault(code: Code, path: Path | undefined, message: string): Fault {
  const shown = message.length > longest ? `${message.slice(0, longest)}…` : message;
  return { severity: "error", stage: "validate", code, at: path, message: shown };
}

const withDetail = (message: string, detail: string) => (detail === "" ? message : `${message}: ${detail}`);

export function required(path: Path | undefined, detail = ""): Fault {
  return fault("REQUIRED", path, withDetail("Required value", detail));
}

export function invalid(path: Path | undefined, value: unknown, detail: string): Fault {
  return fault("INVALID", path, withDetail(`Invalid value: ${shown(value)}`, detail));
}

/** An invalid value that the server does not show. */
export function invalidUnshown(path: Path | undefined, detail: string): Fault {
  return fault("INVALID", path, `Invalid value: ${detail}`);
}

export function unsupported(path: Path | undefined, value: unknown, supported: readonly string[]): Fault {
  const detail = supported.length === 0 ? "" : `supported values: ${supported.map(quote).join(", ")}`;
  return fault("UNSUPPORTED", path, withDetail(`Unsupported value: ${shown(value)}`, detail));
}

export function duplicate(path: Path | undefined, value: unknown): Fault {
  return fault("DUPLICATE", path, `Duplicate value: ${shown(value)}`);
}

/** A duplicate that the server does not show. */
export function duplicateUnshown(path: Path | undefined): Fault {
  return fault("DUPLICATE", path, "Duplicate value");
}

export function notFound(path: Path | undefined, value: unknown, detail = ""): Fault {
  return fault("NOT_FOUND", path, withDetail(`Not found: ${shown(value)}`, detail));
}

export function forbidden(path: Path | undefined, detail: string): Fault {
  return fault("FORBIDDEN", path, withDetail("Forbidden", detail));
}

export function tooLong(path: Path | undefined, limit: number): Fault {
  return fault("TOO_LONG", path, `Too long: may not be more than ${limit} ${limit === 1 ? "byte" : "bytes"}`);
}

export function tooMany(path: Path | undefined, actual: number, limit: number): Fault {
  return fault("TOO_MANY", path, `Too many: ${actual}: must have at most ${limit} ${limit === 1 ? "item" : "items"}`);
}
