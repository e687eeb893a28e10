/** The YAML tags that change how Kustomize treats a scalar. A custom tag counts as a string. */
export type Tag = "!!str" | "!!int" | "!!float" | "!!bool" | "!!null" | "!!timestamp" | "!!binary";

/**
 * A scalar that was written in another way than its value would be: `1.10`, `0x1F`, `True`, `~`, a date, or a string in
 * quotes that needs none. Kustomize copies the text into annotations, names and replacements, but prints the value; and
 * it keeps the quotes of what it replaces.
 */
export class Scalar {
  readonly value: string | number | bigint | boolean | null;
  readonly text: string;
  readonly tag: Tag;

  constructor(value: string | number | bigint | boolean | null, text: string, tag: Tag) {
    this.value = value;
    this.text = text;
    this.tag = tag;
  }
}
