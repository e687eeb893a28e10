import { timestamp } from "../timestamp.ts";
import { numeral } from "./numeral.ts";
import { Scalar } from "./scalar.ts";

type Word = boolean | null | number;
type Resolved = string | number | bigint | boolean | null | Scalar;

function words(entries: readonly (readonly [Word, string])[]): ReadonlyMap<string, Word> {
  return new Map(entries.flatMap(([value, texts]) => texts.split(" ").map((text) => [text, value] as const)));
}

const WORDS = words([
  [true, "true True TRUE"],
  [false, "false False FALSE"],
  [null, "~ null Null NULL"],
  [Number.NaN, ".nan .NaN .NAN"],
  [Number.POSITIVE_INFINITY, ".inf .Inf .INF +.inf +.Inf +.INF"],
  [Number.NEGATIVE_INFINITY, "-.inf -.Inf -.INF"],
]);
const YAML_11_WORDS = words([
  [true, "y Y yes Yes YES on On ON"],
  [false, "n N no No NO off Off OFF"],
]);
const CANONICAL_INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/;

/** What go-yaml v3, which reads resources, makes of a scalar without quotes and tag. */
export function resolve(text: string): Resolved {
  if (isPlainWord(text)) return text;
  if (text === "") return new Scalar(null, "", "!!null");
  const word = text.length <= 5 ? WORDS.get(text) : undefined;
  if (word !== undefined) return ofWord(word, text);
  if (CANONICAL_INTEGER.test(text)) return Number(text);
  const time = timestamp(text);
  if (time !== undefined) return new Scalar(time, text, "!!timestamp");
  const number = numeral(text);
  if (number === undefined) return text;
  const isCanonical = number.isInteger === Number.isInteger(Number(number.value)) && String(number.value) === text;
  return isCanonical ? number.value : new Scalar(number.value, text, number.isInteger ? "!!int" : "!!float");
}

/** What go-yaml v2, which reads kustomizations and configurations, makes of it: YAML 1.1, values only, no dates. */
export function resolveYaml11(text: string): string | number | bigint | boolean | null {
  const word = text.length <= 5 ? YAML_11_WORDS.get(text) : undefined;
  if (typeof word === "boolean") return word;
  const node = resolve(text);
  if (!(node instanceof Scalar)) return node;
  return node.tag === "!!timestamp" ? text : node.value;
}

/** Whether the text begins like nothing but a string: the quick answer for almost every scalar. */
function isPlainWord(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first >= 97) return first <= 122 && first !== 102 && first !== 110 && first !== 116;
  return first >= 65 && first <= 90 && first !== 70 && first !== 78 && first !== 84;
}

function ofWord(word: Word, text: string): Resolved {
  if (typeof word === "number") return new Scalar(word, text, "!!float");
  if (String(word) === text) return word;
  return new Scalar(word, text, word === null ? "!!null" : "!!bool");
}
