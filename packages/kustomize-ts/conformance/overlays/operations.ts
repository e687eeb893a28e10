import type { Draw } from "./draw.ts";
import { jsonValue } from "./scalars.ts";
import type { Fields } from "./tree.ts";

const POD = "/spec/template/spec";
/** Places in objects; those with `added` or a dash at their end are not there. */
const PATHS: { readonly [kind: string]: readonly string[] } = {
  Deployment: [
    "/spec/replicas",
    `${POD}/containers/0/image`,
    "/spec/paused",
    `${POD}/containers/0/added`,
    `${POD}/containers/-`,
  ],
  StatefulSet: ["/spec/serviceName", `${POD}/containers/-`, "/spec/added", "/spec/volumeClaimTemplates/0/metadata"],
  Service: ["/spec/ports/0", "/spec/ports/-", "/spec/ports/0/port", "/spec/added", "/spec/selector"],
  ConfigMap: ["/data/k", "/data/added", "/data/other.txt", "/data/a~1added", "/data"],
  Secret: ["/stringData/s", "/type", "/data/added"],
  Ingress: ["/spec/rules/0/http/paths/0/backend/service/name", "/spec/rules/0/host"],
  Thing: [
    ...[
      "/spec/text",
      "/spec/list/0",
      "/spec/list/-",
      "/spec/words/0",
      "/spec/words/-1",
      "/spec/added",
      "/spec/map/added",
    ],
    ...["/spec/map/a~1b", "/spec/map/c~0d", "/spec/list/1/v", "/spec/list/0/added", "/spec/none", "/spec/ref/name"],
  ],
};

/** The operations of a JSON patch for an object of a kind, most of which apply. */
export function operations(draw: Draw, kind: string): Fields[] {
  return draw.one([1], [1, 2], [1, 2, 3]).map(() => operation(draw, PATHS[kind] ?? []));
}

function operation(draw: Draw, own: readonly string[]): Fields {
  const path = draw.one("/metadata/labels", "/metadata/annotations", ...own, ...own, ...own);
  if (path.startsWith("/metadata")) {
    if (draw.is(5)) return { op: "add", path: "/metadata/annotations", value: { added: jsonValue(draw) } };
    return { op: "add", path, value: { added: draw.one("a", "1", "true", "a\nb") } };
  }
  const isThere = !/(-|added)$/.test(path);
  const from = draw.one("/metadata/name", "/spec", ...own.filter((each) => !/(-|added)$/.test(each)));
  if (draw.is(10) && isThere) return { op: "remove", path };
  if (draw.is(10)) return { op: "copy", from, path };
  if (draw.is(4))
    return { op: "move", from: isThere ? path : from, path: draw.one(path, "/spec/added", "/metadata/annotations") };
  if (draw.is(2)) return { op: "test", path: "/apiVersion", value: draw.one("v1", "apps/v1", "example.com/v1") };
  return { op: draw.one("add", isThere ? "replace" : "add"), path, value: jsonValue(draw) };
}

/** The text of a JSON patch, as JSON or as YAML. */
export function operationsText(draw: Draw, kind: string): string {
  const all = operations(draw, kind);
  if (draw.is(60)) return JSON.stringify(all);
  const fields = (operation: Fields): string[] =>
    Object.entries(operation).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return all.map((operation) => `- ${fields(operation).join("\n  ")}\n`).join("");
}
