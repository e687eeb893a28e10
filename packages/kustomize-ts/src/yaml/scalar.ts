/** The YAML tags that change how Kustomize treats a scalar. A custom tag counts as a string. */
export type Tag = "!!str" | "!!int" | "!!float" | "!!bool" | "!!null" | "!!timestamp" | "!!binary";

/**
 * How a scalar is written: in quotes, in a block with its line breaks or a folded one, or without any of them. One that
 * Kustomize has put there itself has no type of its own: that follows from its text, and changes with it. In brackets and
 * braces some are without quotes only until Kustomize writes them, as it does on the way to JSON, where they come out as
 * strings.
 */
export type Style = "quoted" | "literal" | "folded" | "plain" | "untagged" | "flow";

/**
 * A scalar that was written in another way than its value would be: `1.10`, `0x1F`, `True`, `~`, a date, or a string in
 * quotes that needs none. Kustomize copies the text into annotations, names and replacements, but prints the value; and
 * it keeps the quotes of what it replaces.
 */
export class Scalar {
  readonly value: string | number | bigint | boolean | null;
  readonly text: string;
  readonly tag: Tag;
  readonly style: Style;

  constructor(value: Scalar["value"], text: string, tag: Tag, style: Style = tag === "!!str" ? "quoted" : "plain") {
    this.value = value;
    this.text = text;
    this.tag = tag;
    this.style = style;
  }
}
