import fc from "fast-check";
import { expect, test } from "vitest";
import { readCommands } from "./receive-commands.ts";

const zero = "0".repeat(40);
const one = "1".repeat(40);

function line(text: string): string {
  return (text.length + 4).toString(16).padStart(4, "0") + text;
}

const push = `${line(`${zero} ${one} refs/heads/a\0 report-status side-band-64k`)}${line(`${one} ${zero} refs/heads/b`)}0000PACK`;

test("reads what is created, moved and deleted", () => {
  expect(readCommands(Buffer.from(push))).toEqual([
    { name: "refs/heads/a", before: undefined, after: one },
    { name: "refs/heads/b", before: one, after: undefined },
  ]);
  expect(readCommands(Buffer.from("0000"))).toEqual([]);
});

test("asks for more while the commands are not all there", () => {
  const end = push.indexOf("PACK");
  for (let length = 0; length < end; length++) expect(readCommands(Buffer.from(push.slice(0, length)))).toBeUndefined();
});

test("any bytes are read without an end that never comes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const commands = readCommands(Buffer.from(bytes));
      expect(commands === undefined || Array.isArray(commands)).toBe(true);
    }),
  );
});
