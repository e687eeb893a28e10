import { describe, expect, test } from "vitest";
import { locate } from "./locate.ts";
import { readYaml } from "./yaml.ts";

const flawsOf = (text: string) => readYaml(text).flaws.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe("readYaml", () => {
  test("keeps what would be lost as a number", () => {
    const text = "[1.10, 010, 0x1F, 1e3, 1_000, 9007199254740993, -0, .5, 12, -7, 2.5, yes, True, true, ~, 2024-01-01]";
    expect(readYaml(text)).toEqual({
      value: [
        ...["1.10", "010", "0x1F", "1e3", "1_000", "9007199254740993", "-0", ".5"],
        ...[12, -7, 2.5, "yes", "True", true, null, "2024-01-01"],
      ],
      flaws: [],
    });
  });

  test.each([
    ["", "YAML_EMPTY 1:1"],
    ["# only a comment\n", "YAML_EMPTY 1:1"],
    ["---\n~\n", "YAML_EMPTY 1:1"],
    ["a: 1\n---\nb: 2\n", "YAML_MULTIPLE_DOCUMENTS 3:1"],
    ["a: 1\nb: 2\na: 3\n", "YAML_DUPLICATE_KEY 3:1"],
    [": a\n: b\n", "YAML_DUPLICATE_KEY 1:3"],
    ["a: &x 1\nb: *x\n", "YAML_ALIAS 2:4"],
    ["a: *nobody\n", "YAML_ALIAS 1:4"],
    ["a: !!int '1'\n", "YAML_TAG 1:4"],
    ["? {a: 1}\n: 2\n", "YAML_SYNTAX 1:3"],
    ["a: [1, 2\n", "YAML_SYNTAX 2:1"],
    ["a:\n\t- b\n", "YAML_SYNTAX 2:1"],
    ["a: 'x\n", "YAML_SYNTAX 2:1"],
    [`a: ${"[".repeat(64)}${"]".repeat(64)}`, "YAML_TOO_DEEP 1:67"],
  ])("%j: %s", (text, flaw) => expect(flawsOf(text)).toEqual([flaw]));

  test("says each flaw, and gives the value when only keys are doubled", () => {
    expect(flawsOf("a: &x 1\nb: *x\nc: !t 1\na: 2\n")).toEqual([
      "YAML_ALIAS 2:4",
      "YAML_TAG 3:4",
      "YAML_DUPLICATE_KEY 4:1",
    ]);
    expect(readYaml("a: 1\na: 2\n").value).toEqual({ a: 2 });
  });

  test("takes __proto__ for a key like any other", () => {
    const { value } = readYaml("__proto__: {x: 1}\nconstructor: 2\n");
    expect(Object.entries(value as object)).toEqual([
      ["__proto__", { x: 1 }],
      ["constructor", 2],
    ]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("reads the line ends of every system, and a byte order mark", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = `\uFEFFa: 1${end}b:${end}  c: 2${end}`;
      expect(readYaml(text)).toEqual({ value: { a: 1, b: { c: 2 } }, flaws: [] });
      expect(locate(text, ["b", "c"])).toEqual({ line: 3, column: 6 });
    }
  });
});

describe("locate", () => {
  const text = `# a comment
top:
  list: [1, {x: 2}]
  "quoted": 'text'
  block: |
    lines
  empty:
`;
  test.each([
    [["top"], "value", "3:3"],
    [["top"], "key", "2:1"],
    [["top", "list", 1, "x"], "value", "3:17"],
    [["top", "quoted"], "value", "4:13"],
    [["top", "quoted"], "key", "4:3"],
    [["top", "block"], "value", "5:10"],
    [["top", "empty"], "value", "7:3"],
    [["top", "nothing", "below"], "value", "3:3"],
    [["top", "nothing"], "key", "2:1"],
    [[], "key", "2:1"],
  ] as const)("%j, its %s: %s", (path, at, place) => {
    const { line, column } = locate(text, path, at);
    expect(`${line}:${column}`).toBe(place);
  });
});
