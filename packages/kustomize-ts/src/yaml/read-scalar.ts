import { misreadEscape, withPlainApostrophes } from "./escapes.ts";
import { getScalarValue, type ScalarEvent } from "./js-yaml.cjs";
import { problemOfScalar } from "./json-able.ts";
import { bare, block, type Node, quoted } from "./node.ts";
import { malformed, type Reading } from "./reading.ts";
import { resolve, resolveYaml11 } from "./resolve.ts";
import { Scalar } from "./scalar.ts";
import { shortTag, taggedOrOdd } from "./tagged.ts";

const PLAIN = 1;
const DOUBLE_QUOTED = 3;
const LITERAL = 4;
const FOLDED = 5;

/** What go-yaml reads of a scalar, in the dialect of the document. */
export function scalar(reading: Reading, event: ScalarEvent): Node {
  const text = scalarText(reading, event);
  const tag = event.tagStart === -1 ? "!" : shortTag(reading.text.slice(event.tagStart, event.tagEnd));
  if (tag === "!") return event.style === PLAIN ? plain(reading, event, text) : marked(reading, event, text);
  const made = taggedOrOdd(tag, text);
  if (reading.yaml11 !== true) return tag === "!!str" && event.style === PLAIN ? bare(text) : made;
  jsonAble(reading, made, event.valueStart);
  return made instanceof Scalar ? made.value : made;
}

function plain(reading: Reading, { valueStart }: ScalarEvent, text: string): Node {
  if (reading.yaml11 === true) return jsonAble(reading, resolveYaml11(text), valueStart);
  const node = resolve(text);
  return reading.flow > 0 && node instanceof Scalar ? inFlow(node) : node;
}

/** A string in quotes or in a block. */
function marked(reading: Reading, { style }: ScalarEvent, text: string): Node {
  if (reading.yaml11 === true) return text;
  return style < LITERAL ? quoted(text) : block(text, style === FOLDED ? "folded" : "literal");
}

/** The text of a scalar. A block that ends with the text, without a line break, has none to give. */
function scalarText({ source, text }: Reading, event: ScalarEvent): string {
  const written = text.slice(event.valueStart, event.valueEnd);
  if (event.style === DOUBLE_QUOTED && written.includes("\\")) {
    const misread = misreadEscape(written);
    if (misread !== undefined) return malformed(source, event.valueStart + misread.offset, misread.reason);
    const plain = withPlainApostrophes(written);
    return getScalarValue(plain, { ...event, valueStart: 0, valueEnd: plain.length });
  }
  const value = getScalarValue(text, event);
  const isCut = event.style >= LITERAL && event.valueEnd >= text.length && /[^ \n]$/.test(text);
  return isCut && value.endsWith("\n") ? value.slice(0, -1) : value;
}

/** In brackets or braces go-yaml writes nothing, and a date with a colon, in quotes. */
function inFlow(scalar: Scalar): Scalar {
  const { value, text, tag } = scalar;
  const isQuotedThere = text === "" || (tag === "!!timestamp" && text.includes(":"));
  return isQuotedThere ? new Scalar(value, text, tag, "flow") : scalar;
}

/** What go-yaml v2 reads is turned into JSON at once; not so what is read for the places of its fields only. */
function jsonAble(reading: Reading, node: Node, offset: number): Node {
  const problem = reading.yaml11 !== true || reading.offsets !== undefined ? undefined : problemOfScalar(node);
  return problem === undefined ? node : malformed(reading.source, offset, problem);
}
