import { refuse } from "../refusal.ts";
import { type Allowance, eventsOf, newAllowance } from "./events.ts";
import { type Event, YAMLException } from "./js-yaml.cjs";
import type { Node } from "./node.ts";
import { type Offsets, position } from "./position.ts";

export const SEQUENCE = 2;
export const MAPPING = 3;
export const SCALAR = 4;
export const ALIAS = 5;
export const POP = 6;

/** A text, or the part of it from `from` to `to`, and the file that it is; parts of a text share their allowance. */
export type Source = {
  readonly text: string;
  readonly from?: number;
  readonly to?: number;
  readonly file?: string;
  readonly allowance?: Allowance;
};

export type Dialect = {
  /** Read as go-yaml v2 does: YAML 1.1 words, values without their text, of equal keys the last. */
  readonly yaml11?: boolean;
  /** Refuse equal keys in that dialect too. */
  readonly strict?: boolean;
  /** Filled with the offsets of all fields. */
  readonly offsets?: Offsets;
};

/** A document while it is read. */
export type Reading = Dialect & {
  readonly source: Source;
  readonly text: string;
  readonly events: readonly Event[];
  readonly anchors: Map<string, Node | undefined>;
  /** There may be OpenAPI schemas in comments. */
  readonly hasSchemas: boolean;
  at: number;
  /** In how many brackets and braces the node at hand stands. */
  flow: number;
  aliased: number;
};

/** The events of a text. Refuses what is no YAML. */
export function parse(text: string, source: Source): readonly Event[] {
  try {
    return eventsOf(text, source.allowance ?? newAllowance());
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return malformed(source, error.mark?.position ?? 0, error.reason);
  }
}

/** Ends the reading at an offset of the text. */
export function malformed(source: Source, offset: number, reason: string): never {
  const place = position(source.text, (source.from ?? 0) + offset);
  refuse(
    "YAML_MALFORMED",
    `yaml: line ${place.line}: ${reason}`,
    "Correct the YAML there.",
    source.file === undefined ? undefined : { file: source.file, ...place },
  );
}

/** Where an event stands in the text; -1 for a value that is not written at all. */
export function offsetOf(event: Event): number {
  if (event.type === SCALAR) return event.valueStart;
  if (event.type === ALIAS) return event.anchorStart;
  return event.type === MAPPING || event.type === SEQUENCE ? event.start : -1;
}
