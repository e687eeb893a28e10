import { printOne } from "./print.ts";
import { apiVersionOf } from "./resource/id.ts";
import { ORIGIN, TRANSFORMATIONS } from "./resource/origin.ts";
import { annotationsAnew, gvkOf, kindOf, metadataMap, nameOf, namespaceOf } from "./resource/resource.ts";
import type { Target } from "./run.ts";
import { type MapNode, put } from "./yaml/node.ts";

/** Where an object came from, as `buildMetadata` asks for it. */
export type Provenance = {
  readonly path?: string;
  readonly configuredIn?: string;
  readonly configuredBy?: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name?: string;
    readonly namespace?: string;
  };
};

/** Notes on an object where it came from. */
export function noteOrigin(node: MapNode, provenance: Provenance): void {
  put(
    annotationsAnew(node),
    ORIGIN,
    lines(provenance)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

/** Notes on an object what changed it; one that nobody noted an origin of was made by it. */
export function noteTransformation(node: MapNode, provenance: Provenance): void {
  const annotations = metadataMap(node, "annotations");
  if (!annotations.has(ORIGIN)) {
    noteOrigin(node, provenance);
    return;
  }
  const item = lines(provenance).map((line, index) => `${index === 0 ? "- " : "  "}${line}\n`);
  put(annotationsAnew(node), TRANSFORMATIONS, (annotations.get(TRANSFORMATIONS) ?? "") + item.join(""));
}

/** In the order of Kustomize's fields. */
function lines({ path = "", configuredIn = "", configuredBy }: Provenance): string[] {
  const fields = (entries: readonly (readonly [string, string | undefined])[]): string[] =>
    entries.flatMap(([name, text]) => (text ? [printOne({ [name]: text }).trimEnd()] : []));
  const own = fields([
    ["path", path],
    ["configuredIn", configuredIn],
  ]);
  if (configuredBy === undefined) return own;
  const { apiVersion, kind, name, namespace } = configuredBy;
  const by = fields([
    ["apiVersion", apiVersion],
    ["kind", kind],
    ["name", name],
    ["namespace", namespace],
  ]);
  return [...own, "configuredBy:", ...by.map((line) => `  ${line}`)];
}

/** What says that one of Kustomize's own plugins did something for a kustomization. */
export function byBuiltin({ way, file }: Target, kind: string): Provenance {
  const configuredIn = joined(way, file.slice(file.lastIndexOf("/") + 1));
  return { configuredIn, configuredBy: { apiVersion: "builtin", kind } };
}

/** What says that an object of `generators:` or `transformers:` did something; undefined if nobody noted its origin. */
export function byPlugin(configuration: MapNode): Provenance | undefined {
  const origin = metadataMap(configuration, "annotations").get(ORIGIN);
  const path = origin === undefined ? undefined : /^path: (.*)$/m.exec(origin)?.[1];
  if (origin === undefined) return undefined;
  const configuredBy = {
    apiVersion: apiVersionOf(gvkOf(configuration)),
    kind: kindOf(configuration),
    name: nameOf(configuration),
    namespace: namespaceOf(configuration),
  };
  return { configuredIn: path ?? "", configuredBy };
}

/** The path of a file as seen from the folder that is built. */
export function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
