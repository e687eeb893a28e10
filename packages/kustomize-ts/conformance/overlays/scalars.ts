import type { Draw } from "./draw.ts";

/** Scalars as they stand in YAML, in braces too. */
const SCALARS: readonly string[] = [
  ..."text|two words|a#b|-x|_|é|a: b|a:b".split("|").map((text) => (text === "a: b" ? "'a: b'" : text)),
  ..."1|-1|+1|0|1.50|1.0|-0.0|.5|5.|1e3|1E+3|1e-7|1e21|1e400|0x10|010|0o17|0b11|1_000|1_0.5|12345678901234567890".split(
    "|",
  ),
  ..."18446744073709551615|-9223372036854775808|123456789012345678901234567890|!!float 1|!!str 1|!!int 5".split("|"),
  ..."true|True|yes|on|off|n|Y|null|~|NULL|!!null ''|!!bool true".split("|"),
  ..."'yes'|'1'|'true'|'null'|'~'|''|\"1.0\"|'0x10'|'1e3'|'1:30'|'190:20:30'|'.5'|'-'|'='|'<<'".split("|"),
  ..."2020-01-01|2020-01-01T10:00:00Z|'2020-01-01'|!!str 2020-01-01|!!binary aGk=".split("|"),
  ...["'#'", "' lead'", "'trail '", "'*x'", "'&x'", "'a #b'", "'%a'", "'@a'", "'`a`'", "'!a'", "'[a'", "'a,b'", "'{a'"],
  ...[
    "'it''s'",
    '"\\"q\\""',
    "'a text that is so long that it is folded where the eightieth column of its line comes to an end'",
  ],
  ...[
    '"tab\\t"',
    '"line\\nline\\n"',
    '"line\\nline"',
    '"\\nlead"',
    '" \\n"',
    '"a \\nb"',
    '"a\\r\\nb"',
    '"a\\n\\n"',
    '"\\x07"',
    '"\\0"',
  ],
  ...[
    "'\u{1f600}'",
    '"a\\u2028b"',
    '"\\ufeffa"',
    '"\\u0085"',
    '"e\\u0301"',
    "日本語",
    '"\\\\"',
    "$(V)",
    "a$(V)b",
    "$$(V)",
  ],
];
/** Those that only stand alone, behind a key of a block: without the indent of the block, which `\n` stands in front of. */
const BLOCKS: readonly string[] = [
  "|\nline\n two\n\nthree\n",
  ">-\nfolded\nline\n\nnext",
  "|+\nkept\n\n",
  "|-\n# none",
  "",
];

/** What JSON cannot say: refused, if it is still there when the object goes through JSON. */
const NO_JSON: readonly string[] = [".inf", "-.INF", "!!float .nan", "!!int text", "!!bool 1"];

export function scalar(draw: Draw): string {
  return draw.is(1) && draw.is(40) ? draw.one(...NO_JSON) : draw.one(...SCALARS);
}

/** A scalar, or a block of lines. */
export function scalarOrBlock(draw: Draw): string {
  return draw.is(10) ? draw.one(...BLOCKS) : scalar(draw);
}

/** Values as they stand in JSON. */
export function jsonValue(draw: Draw): unknown {
  return draw.one<unknown>(
    ...[
      "text",
      "a: b",
      "no",
      "1",
      "1.0",
      "a\nb",
      "",
      " a",
      "null",
      "~",
      "2020-01-01",
      "1:30",
      "é",
      "\u{1f600}",
      "a\u2028b",
    ],
    ...[1, 0, -1, 1.5, 1e7, 1e21, 1e-7, 123456789, true, false, null, $VARIABLE],
    ...[{ name: "z" }, {}, [], [1, "x"], [null], { deep: { list: [{ a: "1" }] } }, { "a/b": 1, "1": 2, true: 3 }],
  );
}

const $VARIABLE = "$(V)";
