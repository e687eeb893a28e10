import fc from "fast-check";
import { expect, test } from "vitest";
import { generatePlatform } from "../bench/generate.ts";
import { affected, touchedIn } from "./affected.ts";
import { branchChanges, branches } from "./branches.ts";
import { blobId, digest } from "./digest.ts";
import type { File, Files } from "./files.ts";
import { build } from "./line.ts";
import { planChanges } from "./plan.ts";

const platform = generatePlatform({ services: 12, teams: 3, seed: 7 });
const environments = ["dev", "staging", "prod"];
const specs = [...platform.keys()].filter((path) => path.endsWith("/service.yaml"));
const others = [...platform.keys()].filter((path) => !path.endsWith("/service.yaml"));

type Edit = (files: Map<string, File>) => void;

function editText(path: string, by: (text: string) => string): Edit {
  return (files) => {
    const file = files.get(path);
    if (file !== undefined) files.set(path, { ...file, content: by(String(file.content)) });
  };
}

/** Everyday changes of a platform, mistakes and their mending among them. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...specs), fc.nat(9))
    .map(([path, tag]) => editText(path, (text) => text.replace(/:1\.\d+\.\d+/, `:1.0.${tag}`))),
  fc.constantFrom(...specs).map((path) => editText(path, (text) => text.replace("  image:", "  imagge:"))),
  fc.constantFrom(...specs).map((path) => editText(path, (text) => text.replace("  imagge:", "  image:"))),
  fc.constantFrom(...specs).map(
    (path): Edit =>
      (files) =>
        void files.delete(path),
  ),
  fc.constantFrom(...specs).map(
    (path): Edit =>
      (files) =>
        void files.set(path, platform.get(path) as File),
  ),
  fc
    .constantFrom(...others)
    .map((path) => editText(path, (text) => text.replace(/tier: \d/, "tier: 3").replace("30s", "31s"))),
  fc.constantFrom(...others).map(
    (path): Edit =>
      (files) =>
        void files.delete(path),
  ),
  fc.constantFrom(...others).map(
    (path): Edit =>
      (files) =>
        void files.set(path, platform.get(path) as File),
  ),
);

/** A branch as Git has it: path → text; and by blob. */
type Standing = Map<string, string>;
const blobs = (standing: Standing) => new Map([...standing].map(([path, text]) => [path, blobId(text)]));
const filesOf = (standing: Standing): Files =>
  new Map([...standing].map(([path, content]) => [path, { mode: "100644", content }]));

function advance(before: Files, after: Files, environment: string, standing: Standing): void {
  const touched = affected(before, after);
  for (const { path, text } of branchChanges(
    build(after, environment, touchedIn(touched, environment)),
    blobs(standing),
    touched,
  ))
    if (text === undefined) standing.delete(path);
    else standing.set(path, String(text));
}

test("following a source change by change leaves the branches that rendering it as a whole gives", () => {
  fc.assert(
    fc.property(fc.array(fc.array(edits, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (steps) => {
      let before: Files = platform;
      const standing = new Map(environments.map((name): [string, Standing] => [name, new Map()]));
      for (const name of environments) advance(new Map(), platform, name, standing.get(name) as Standing);
      for (const step of steps) {
        const after = new Map(before);
        for (const edit of step) edit(after);
        const previous = new Map([...standing].map(([name, texts]) => [name, filesOf(texts)]));
        const whole = new Map(branches(after, previous).branches.map(({ environment, files }) => [environment, files]));
        for (const name of environments) {
          const texts = standing.get(name) as Standing;
          advance(before, after, name, texts);
          const expected = whole.get(name) ?? previous.get(name)?.entries();
          if (whole.has(name))
            expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(expected as Map<string, string>));
        }
        before = after;
      }
    }),
    { numRuns: 25 },
  );
});

test("what a plan shows is what the push changes, where the branches stand as the base renders", () => {
  fc.assert(
    fc.property(fc.array(edits, { minLength: 1, maxLength: 4 }), (step) => {
      const after = new Map(platform);
      for (const edit of step) edit(after);
      const { plan, changes } = planChanges(platform, after);
      const pushed = environments.flatMap((name) => {
        const standing: Standing = new Map();
        advance(new Map(), platform, name, standing);
        const touched = affected(platform, after);
        return branchChanges(build(after, name, touchedIn(touched, name)), blobs(standing), touched);
      });
      const key = ({ environment, path }: { environment: string; path: string }) => `${environment} ${path}`;
      expect(pushed.map(key).sort()).toEqual(changes.map(key).sort());
      expect(digest(pushed)).toBe(plan.digest);
    }),
    { numRuns: 25 },
  );
});
