import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCommands } from "./commands.ts";

const seal = "0123456789abcdef".repeat(2);

describe("what is a command", () => {
  test.each([
    ["/slipway plan", [{ word: "plan" }]],
    ["/slipway  help  ", [{ word: "help" }]],
    ["/slipway explain payments/checkout", [{ word: "explain", service: "payments/checkout", environment: undefined }]],
    [
      "/slipway explain payments/checkout prod",
      [{ word: "explain", service: "payments/checkout", environment: "prod" }],
    ],
    [`/slipway confirm --plan ${seal}`, [{ word: "confirm", digest: seal }]],
    [
      `/slipway except memory-limit --plan ${seal} it is measured next week`,
      [{ word: "except", policy: "memory-limit", digest: seal, reason: "it is measured next week" }],
    ],
    ["Looks good.\n\n/slipway plan\n/slipway help", [{ word: "plan" }, { word: "help" }]],
    ["Looks good.\r\n\r\n/slipway plan\r\n", [{ word: "plan" }]],
    ["```\ncode\n```\n/slipway plan", [{ word: "plan" }]],
  ])("%j", (body, expected) => {
    expect(readCommands(body).map((parsed) => ("command" in parsed ? parsed.command : parsed))).toEqual(expected);
  });

  test("the first three count", () => expect(readCommands("/slipway plan\n".repeat(9))).toHaveLength(3));
});

test.each([
  "please run /slipway plan",
  " /slipway plan",
  "    /slipway plan",
  "> /slipway plan",
  "> quoted\n/slipway plan",
  "- item\n/slipway plan",
  "some words\n/slipway plan",
  "```\n/slipway plan\n```",
  "````\n```\n/slipway plan\n````",
  "~~~sh\n/slipway plan",
  "```\n/slipway plan\n``` not the end",
  "<!--\n/slipway plan\n-->",
  "<pre>\n\n/slipway plan\n</pre>",
  "`/slipway plan`",
  "/slipwayplan",
  "//slipway plan",
])("no command: %j", (body) => expect(readCommands(body)).toEqual([]));

test.each([
  ["/slipway", "The commands are plan"],
  ["/slipway plna", "Did you mean plan?"],
  ["/slipway plan now", "It is written /slipway plan."],
  ["/slipway confirm", "It is written /slipway confirm"],
  ["/slipway confirm --plan 7c1d9e42", "It is written /slipway confirm"],
  [`/slipway confirm --plan ${seal} --plan ${seal}`, "It is written"],
  ["/slipway explain ../../etc/passwd", "It is written"],
  ["/slipway explain payments/checkout $(id)", "It is written"],
  [`/slipway ${"x".repeat(600)}`, "at most 500 characters"],
])("%j is answered: %s", (body, expected) => {
  const [parsed] = readCommands(body);
  expect(parsed !== undefined && "problem" in parsed ? parsed.problem : "").toContain(expected);
});

test("any text is read in a moment, and gives at most three", () => {
  const parts = fc.constantFrom(
    "/slipway plan",
    "```",
    "~~~",
    "<!--",
    "-->",
    "<pre>",
    "> ",
    "\n",
    "\n\n",
    " ",
    "`",
    "\r",
    "\u2028",
  );
  const body = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(parts, fc.string()), { maxLength: 40 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(body, (text) => {
      expect(readCommands(text).length).toBeLessThanOrEqual(3);
    }),
  );
});
