import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { platformsAround, toYaml } from "../test/arbitrary.ts";
import { environment, everything, platform, service, settings } from "../test/platform.ts";
import { change, sample } from "../test/tree.ts";
import { valueAt } from "./doc.ts";
import { explain } from "./explain.ts";
import type { ExplainedObject } from "./explain-manifests.ts";
import type { Files } from "./files.ts";
import { build } from "./line.ts";
import { locate, type Path } from "./locate.ts";
import type { ShownOrigin } from "./origin.ts";
import { originText } from "./print/text.ts";
import { type Leaf, unmark } from "./trace.ts";
import { type Json, readManifests, readYaml } from "./yaml.ts";

/** Where one field of the first object of a kind comes from. */
function origin(files: Files, kind: string, pointer: string): string {
  const object = explain(files, "dev", "shop/web")?.objects.find((one) => one.kind === kind);
  return originText(object?.leaves.find((leaf) => leaf.pointer === pointer)?.origin);
}

describe("where a field comes from", () => {
  const container = "/spec/template/spec/containers/0";
  const files = platform({
    "apps/shop/web/service.yaml": service(
      "shop/web",
      "  port: 8080\n  variables:\n    A: one\n    B: two\n  health: /healthz\n",
    ),
    "environments/dev/settings/shop/web/settings.yaml": settings("shop/web", "  variables:\n    B: three\n"),
    "environments/dev/environment.yaml": environment(
      "dev",
      `  defaults: {size: l, scale: 4}\n  capabilities:${everything}\n`,
    ),
  });
  test.each([
    ["Deployment", `${container}/image`, "the spec apps/shop/web/service.yaml:5:10"],
    ["Deployment", `${container}/env/0/value`, "the spec apps/shop/web/service.yaml:8:8"],
    ["Deployment", `${container}/env/1/value`, "the settings environments/dev/settings/shop/web/settings.yaml:6:8"],
    ["Deployment", `${container}/resources/requests/cpu`, "the environment environments/dev/environment.yaml:8:20"],
    ["Deployment", "/spec/replicas", "the environment environments/dev/environment.yaml:8:30"],
    ["Deployment", "/metadata/labels/slipway.dev~1tier", "default: tier 3, when nobody says another"],
    ["Deployment", `${container}/securityContext/readOnlyRootFilesystem`, "rule: the restricted Pod Security Standard"],
    ["Service", "/spec/ports/0/targetPort", "the spec apps/shop/web/service.yaml:6:9"],
  ])("%s %s: %s", (kind, pointer, text) => expect(origin(files, kind, pointer)).toBe(text));
});

/** Explains every service of a platform, and says what is wrong with what is said. */
function flaws(files: Files): string[] {
  return ["dev", "staging", "prod"].flatMap((name) => {
    const made = build(files, name);
    return made.built.flatMap((id) => {
      const plain = readManifests(made.files.get(`${id}/manifest.yaml`) ?? "");
      const objects = explain(files, name, id)?.objects ?? [];
      const same =
        plain
          .map((manifest) => leafTexts(unmark(manifest).leaves))
          .sort()
          .join("\n") ===
        objects
          .map(({ leaves }) => leafTexts(leaves))
          .sort()
          .join("\n");
      const silent = objects.flatMap(({ kind, leaves }) =>
        leaves
          .filter((leaf) => leaf.origin === undefined)
          .map(({ pointer }) => `${name} ${id} ${kind} ${pointer} comes from nowhere`),
      );
      return same ? silent : [`${name} ${id} is not what is rendered`, ...silent];
    });
  });
}

const leafTexts = (leaves: readonly { pointer: string; value: unknown }[]) =>
  leaves
    .map(({ pointer, value }) => `${pointer} ${JSON.stringify(value)}`)
    .sort()
    .join("\n");

test("every leaf of every object has an origin, and is what is rendered: in the sample", () => {
  expect(flaws(sample())).toEqual([]);
});

test("every leaf of every object has an origin, and is what is rendered: in any valid platform", () => {
  fc.assert(
    fc.property(platformsAround("pay/api"), (files) => {
      expect(flaws(files)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

/** The paths of all scalars in a document, but for what names it. */
function scalars(value: Json, path: Path = []): Path[] {
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, inner]) =>
      scalars(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  return ["apiVersion", "kind"].includes(String(path[0])) || ["name", "team"].includes(String(path[1])) ? [] : [path];
}

/** Another value of the same form. */
function another(value: Json): Json {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value > 1 ? value - 1 : value + 1;
  const text = String(value);
  const sizes = ["xs", "s", "m", "l", "xl", "2xl"];
  if (sizes.includes(text)) return sizes[(sizes.indexOf(text) + 1) % sizes.length] as string;
  if (/^[0-9]+[A-Za-z]{0,2}$/.test(text)) return text.replace(/^[0-9]+/, (digits) => String(Number(digits) + 1));
  return text.replace(/[a-z0-9](?=[^a-z0-9]*$)/, (last) => (last === "b" ? "c" : "b"));
}

function replaced(value: Json, path: Path, fresh: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return fresh;
  if (Array.isArray(value)) return value.map((inner, index) => (index === step ? replaced(inner, rest, fresh) : inner));
  const map = value as { readonly [key: string]: Json };
  return { ...map, [step]: replaced(map[step] as Json, rest, fresh) };
}

/** Rules by which what another line says has a part in a value. */
const derived = [
  "other files are another hash, which restarts the pods",
  "a pod may use four times the processor that it asks for, when there is some to spare",
  "a run is named by a hash of image, command and args",
  "three times the fewest pods",
  "1 pod at least",
  "what size ",
  "for tier ",
  "the name of the service with what the object is for",
  "under the environment's domain",
  "below the path of the environment's store",
  "with the metrics that capabilities.prometheus names",
  "by a name and a number that no other port has",
  "the host has a listener of its own, with its certificate",
  "the secret that the Certificate fills",
  "the listener reads the secret of this name",
];

/**
 * The leaves of which two explanations say other values, the nth object of a kind taken for the nth of that kind. What is
 * in one of them alone is there by a rule, such as a budget where there are two pods; what moved in a list is the same.
 */
function differences(before: readonly ExplainedObject[], after: readonly ExplainedObject[]): [string, Leaf, Leaf][] {
  const named = (objects: readonly ExplainedObject[]) =>
    new Map(
      objects.flatMap(({ kind, leaves }, index) => {
        const nth = objects.slice(0, index).filter((other) => other.kind === kind).length;
        return leaves.map((leaf) => [`${kind} ${nth} ${leaf.pointer}`, leaf] as const);
      }),
    );
  const [olds, news] = [named(before), named(after)];
  const said = (key: string, { value, origin }: Leaf) =>
    JSON.stringify([key.replace(/\/[0-9]+/g, "/*"), value, origin]);
  const moved = new Set([...olds].map(([key, leaf]) => said(key, leaf)));
  return [...olds].flatMap(([key, old]): [string, Leaf, Leaf][] => {
    const fresh = news.get(key);
    // A container port is named once, by the first of the service's ports that lead to it.
    if (key.includes("/containers/0/ports/")) return [];
    const isSame = fresh === undefined || JSON.stringify(old.value) === JSON.stringify(fresh.value);
    return isSame || moved.has(said(key, fresh)) ? [] : [[key, old, fresh]];
  });
}

/** One value of one document, another one in its place, and the text of the document before and after. */
function rewritten(files: Files, path: string, at: number) {
  const text = String(files.get(path)?.content);
  const value = readYaml(text).value as Json;
  const all = scalars(value);
  const where = all[at % all.length] as Path;
  const old = valueAt(value, where) as Json;
  return { where, old: text, fresh: toYaml(replaced(value, where, another(old))) };
}

/** Whether an origin is the place of a path in a document, or of a part of the document around it. */
function isAt(origin: ShownOrigin | undefined, file: string, text: string, path: Path): boolean {
  const places = path.slice(1).map((_, length) => locate(text, path.slice(0, length + 2)));
  return origin?.file === file && places.some(({ line, column }) => line === origin.line && column === origin.column);
}

test("another value in one line changes what is said to come from there, and nothing else", () => {
  const id = "pay/api";
  const paths = [
    `apps/${id}/service.yaml`,
    `environments/dev/settings/${id}/settings.yaml`,
    "apps/pay/team.yaml",
    "environments/dev/environment.yaml",
  ];
  fc.assert(
    fc.property(platformsAround(id), fc.constantFrom(...paths), fc.nat(), (before, path, at) => {
      if (!before.has(path)) return;
      const { where, old, fresh } = rewritten(before, path, at);
      const [was, is] = [before, change(before, { [path]: fresh })].map((files) => explain(files, "dev", id)?.objects);
      if (was?.length === 0 || is?.length === 0) return;
      const wrong = differences(was ?? [], is ?? []).filter(([, one, other]) => {
        const isThere = [isAt(one.origin, path, old, where), isAt(other.origin, path, fresh, where)].includes(true);
        const reasons = `${one.origin?.reason} ${other.origin?.reason}`;
        return !isThere && !derived.some((reason) => reasons.includes(reason));
      });
      expect([where.join("."), wrong]).toEqual([where.join("."), []]);
    }),
    { numRuns: 60 },
  );
});
