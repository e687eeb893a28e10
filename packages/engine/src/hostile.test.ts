import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { platform, service, settings } from "../test/platform.ts";
import type { Content } from "../test/tree.ts";
import { codes, type Finding, mostFindings } from "./finding.ts";
import { load } from "./load.ts";
import { review } from "./review.ts";
import type { SchemaName } from "./validate/schema.ts";
import { validate } from "./validate.ts";

const path = "apps/shop/web/service.yaml";
const head = "apiVersion: slipway.dev/v1\nkind: WebService\nmetadata: {name: web, team: shop}\nspec:\n";
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

/** Everything that is said of a text by itself. */
function judge(content: string | Uint8Array, schema: SchemaName = "service"): readonly Finding[] {
  const { doc, findings } = load(path, { mode: "100644", content });
  return doc === undefined ? findings : [...findings, ...validate(doc, schema)];
}

function isPlaced({ code, file, line, column, message }: Finding, text: string): void {
  const all = text.split(/\r\n|\n|\r/);
  expect(codes).toContain(code);
  expect([file, message.length < 1000]).toEqual([path, true]);
  expect([line >= 1 && line <= all.length, column >= 1 && column <= (all[line - 1]?.length ?? 0) + 2]).toEqual([
    true,
    true,
  ]);
}

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

describe("a text that means harm has findings with a place, and not too many", () => {
  test.each<[string, string, string]>([
    ["a bomb of aliases", `a: &a [x, x]\n${lines(20, (i) => `k${i}: &b${i} [*a, *a]\n`)}`, "YAML_ALIAS"],
    ["aliases that go in circles", "a: &a [*a]\n", "YAML_ALIAS"],
    ["deep nesting, open", "[".repeat(200_000), "YAML_TOO_DEEP"],
    ["deep nesting, in blocks", lines(500, (i) => `${" ".repeat(i)}a:\n`), "YAML_TOO_DEEP"],
    ["many unknown fields", head + lines(20_000, (i) => `  k${i}: 1\n`), "UNKNOWN_FIELD"],
    ["many doubled keys", "a: 1\n".repeat(40_000), "YAML_DUPLICATE_KEY"],
    [
      "many wrong values",
      `${head}  image: a:1\n  port: 1\n  variables:\n${lines(15_000, (i) => `    A${i}: [1]\n`)}`,
      "WRONG_TYPE",
    ],
    [
      "a list that is too long",
      `${head}  image: a:1\n  port: 1\n  routes:\n${"    - {host: A, port: 3}\n".repeat(8_000)}`,
      "OUT_OF_RANGE",
    ],
    ["a key as long as a file", `${head}  "${"k".repeat(200_000)}": 1\n`, "UNKNOWN_FIELD"],
    ["a name as long as a file", head.replace("web", "a".repeat(200_000)), "OUT_OF_RANGE"],
    ["__proto__ as a field", `${head}  image: a:1\n  port: 80\n  __proto__: {x: 1}\n`, "UNKNOWN_FIELD"],
    ["__proto__ at the top", `__proto__: {x: 1}\n${head}  image: a:1\n  port: 80\n`, "UNKNOWN_FIELD"],
    ["constructor as a kind", head.replace("WebService", "constructor"), "UNKNOWN_KIND"],
    ["toString as a size", `${head}  image: a:1\n  port: 80\n  size: toString\n`, "NOT_ALLOWED"],
    ["a merge key", `${head}  <<: {port: 80}\n  image: a:1\n`, "UNKNOWN_FIELD"],
    ["a tag of a language", "!!js/function 'x'\n", "YAML_TAG"],
    ["a NUL", `${head}  image: "a\u0000"\n`, "YAML_SYNTAX"],
  ])("%s", (_what, text, code) => {
    const findings = judge(text);
    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(findings.length).toBeLessThanOrEqual(mostFindings + 2);
    for (const finding of findings) isPlaced(finding, text);
  });
});

describe("no pattern of the schemas goes back and forth over a long text", () => {
  const parts = ["a", "a-", "a.", "/a", "1,", "a ", "-", "%61", "a/", "0", "@a", "a:1/"];
  const long = parts.map((part) => part.repeat(40_000 / part.length));
  const specs = (text: string) => [
    `  image: "${text}!"\n  port: 80\n`,
    `  image: a:1\n  port: 80\n  health: "${text}!"\n  routes: [{host: "${text}!", path: "${text}!"}]\n`,
    `  image: a:1\n  port: 80\n  access: {from: ["${text}!"], to: ["${text}!"]}\n  shutdown: {gracePeriod: "${text}"}\n`,
    `  image: a:1\n  port: 80\n  variables: {"${text}!": x, A: {secret: "${text}!", key: "${text}!"}}\n`,
    `  image: a:1\n  port: 80\n  files: {"${text}!": x}\n  compute: {cpu: "${text}", memory: "${text}"}\n`,
  ];
  // Each would take minutes if its pattern did; the whole test has one.
  test.each(long.map((text) => [text.slice(0, 6), text]))("%s…", (_start, text) => {
    for (const spec of specs(text)) expect(judge(head + spec).length).toBeGreaterThan(0);
    for (const kind of ["CronJob", "Job", "StaticSite"])
      expect(
        judge(
          `${head.replace("WebService", kind)}  image: a:1\n  schedule: "${text}!"\n  timeZone: "${text}"\n  run: {id: "${text}!"}\n  site: {root: "${text}!", index: "${text}!"}\n`,
        ).length,
      ).toBeGreaterThan(0);
  });
});

describe("nothing that is in a file makes it throw", () => {
  const schemas = ["service", "settings", "team", "platform", "environment"] as const;
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        "a",
        ": ",
        "\n",
        "  ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        '"',
        "|\n",
        ">-\n",
        "&a ",
        "*a ",
        "!t ",
        "#",
        "? ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\t",
        "\r",
        "\uFEFF",
        "~",
        "__proto__",
      ),
      fc.constantFrom(
        "apiVersion: slipway.dev/v1\n",
        "kind: WebService\n",
        "metadata: ",
        "spec:\n  ",
        "scale: ",
        "routes: ",
        "access: ",
        "health: ",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 40 },
  );

  test("any text", () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom(...schemas), (parts, schema) => {
        const text = parts.join("");
        for (const finding of judge(text, schema)) isPlaced(finding, text.replace(/^\uFEFF/, ""));
      }),
      { numRuns: 500 },
    );
  });

  test("any value in any place of a spec", () => {
    const field = fc.constantFrom(
      "image",
      "port",
      "ports",
      "health",
      "scale",
      "routes",
      "access",
      "variables",
      "files",
      "volumes",
      "compute",
      "slo",
      "metrics",
      "site",
      "run",
      "schedule",
      "preDeploy",
    );
    fc.assert(
      fc.property(
        fc.constantFrom("WebService", "Worker", "CronJob", "Job", "StaticSite", "Manifests", "Settings"),
        fc.dictionary(field, fc.jsonValue({ maxDepth: 4 })),
        (kind, spec) => {
          const text = JSON.stringify({
            apiVersion: "slipway.dev/v1",
            kind,
            metadata: { name: "web", team: "shop" },
            spec,
          });
          for (const finding of judge(text, kind === "Settings" ? "settings" : "service")) isPlaced(finding, text);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("whatever stands in one service's place, all others are built", () => {
  test.each<[string, { readonly [path: string]: Content }]>([
    ["a folder with an odd name", { "apps/shop/We b\u0007/service.yaml": service("shop/We b") }],
    [
      "a folder that is called like a property",
      { "apps/shop/constructor/service.yaml": service("shop/constructor", "  prot: 80\n") },
    ],
    [
      "a folder with a name too long",
      { [`apps/shop/${"x".repeat(41)}/service.yaml`]: service(`shop/${"x".repeat(41)}`) },
    ],
    ["a path that climbs", { "apps/shop/../../etc/service.yaml": "x" }],
    ["a path of slashes", { "apps/shop//service.yaml": "x", "apps//x/service.yaml": "x", "/": "x", "": "x" }],
    ["settings for nobody", { "environments/dev/settings/no/body/settings.yaml": settings("no/body", "  size: m\n") }],
    ["settings that are a list", { "environments/dev/settings/shop/other/settings.yaml": "- a\n" }],
    [
      "a thousand files",
      Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`apps/shop/broken/${index}.yaml`, "x"])),
    ],
  ])("%s", (_what, contents) => {
    const { findings, services } = review(platform(contents));
    expect(services).toBeGreaterThan(0);
    expect(findings.filter(({ file }) => file === path)).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
  });
});

test("a platform without anything in it is said to be one", () => {
  expect(review(new Map()).findings.map(({ code }) => code)).toEqual(["FILE_MISSING"]);
  const none = review(platform({ "apps/shop/team.yaml": undefined, [path]: undefined }));
  expect([none.services, none.findings]).toEqual([0, []]);
});
