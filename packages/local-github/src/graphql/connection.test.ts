import fc from "fast-check";
import { expect, test } from "vitest";
import { connection } from "./connection.ts";

const letters = ["a", "b", "c", "d", "e"];

function page(args: object): {
  nodes: string[];
  info: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string; startCursor: string };
} {
  const { nodes, pageInfo } = connection(
    "letters",
    { ...args },
    { items: letters, node: (letter) => letter },
  ) as unknown as {
    nodes: () => string[];
    pageInfo: ReturnType<typeof page>["info"];
  };
  return { nodes: nodes(), info: pageInfo };
}

test("first and after walk forth, last and before walk back", () => {
  const first = page({ first: 2 });
  expect([first.nodes, first.info.hasNextPage, first.info.hasPreviousPage]).toEqual([["a", "b"], true, false]);
  expect(page({ first: 9, after: first.info.endCursor }).nodes).toEqual(["c", "d", "e"]);
  const last = page({ last: 2 });
  expect([last.nodes, last.info.hasPreviousPage]).toEqual([["d", "e"], true]);
  expect(page({ last: 2, before: last.info.startCursor }).nodes).toEqual(["b", "c"]);
});

test("pages of any size make up the whole list", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), (first) => {
      const seen: string[] = [];
      for (let after: string | undefined; ; ) {
        const { nodes, info } = page(after === undefined ? { first } : { first, after });
        seen.push(...nodes);
        if (!info.hasNextPage) break;
        after = info.endCursor;
      }
      expect(seen).toEqual(letters);
    }),
  );
});

test("a cursor that is none is refused", () => {
  expect(() => page({ first: 1, after: "x" })).toThrow("does not appear to be a valid cursor");
});
