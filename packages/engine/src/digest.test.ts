import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChangedEntry, digest } from "./digest.ts";

test("is the SHA-256 over the sorted lines, with Git's blob ids", () => {
  const entries: ChangedEntry[] = [
    { environment: "prod", path: "shop/web/manifest.yaml", text: undefined },
    { environment: "dev", path: "shop/web/manifest.yaml", text: "hello\n" },
  ];
  // printf 'dev shop/web/manifest.yaml ce013625030ba8dba906f756967f9e9ca394464a\nprod shop/web/manifest.yaml -' | sha256sum
  expect(digest(entries)).toBe("2ffdf461a391d2e785240ff532b212d2b84d75be8f7153b31b7707939da9fc52");
});

const entry = fc.record({
  environment: fc.constantFrom("dev", "prod"),
  path: fc.constantFrom("a/b/manifest.yaml", "a/c/manifest.yaml", "platform/a.yaml"),
  text: fc.option(fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array()), { nil: undefined }),
});
const entries = fc.uniqueArray(entry, { maxLength: 5, selector: ({ environment, path }) => `${environment} ${path}` });
const bytes = (text: ChangedEntry["text"]) => (text === undefined ? "-" : Buffer.from(text).toString("hex"));
const known = (list: readonly ChangedEntry[]) =>
  list
    .map(({ environment, path, text }) => `${environment} ${path} ${bytes(text)}`)
    .sort()
    .join("\n");

test("is another exactly when an entry is another, whatever their order", () => {
  fc.assert(
    fc.property(entries, entries, fc.boolean(), (one, two, same) => {
      const other = same ? [...one].reverse() : two;
      expect(digest(one) === digest(other)).toBe(known(one) === known(other));
    }),
  );
});
