import type { Folder } from "../folder.ts";
import { decodeOrRefuse, type Shape } from "../kustomization/shape.ts";
import type { Manifest } from "../manifest.ts";
import { printOne } from "../print.ts";
import { type Place, prefixed, refuse } from "../refusal.ts";
import { type Gvk, gvkText, idText } from "../resource/id.ts";
import { gvkOf, originalId, type Resource } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { refuseWhatIsNoJson } from "../yaml/json-able.ts";
import { clone, type MapNode, type Node, toValue } from "../yaml/node.ts";

/** An object of `generators:` or `transformers:`, which configures one of Kustomize's own plugins. */
export type Plugin = { readonly folder: Folder; readonly configuration: MapNode; readonly place: Place };

/** Reads the fields of a plugin's configuration that the plugin knows. */
export function settings<Type>(shape: Shape<Type>, { configuration, place }: Plugin): Type {
  refuseWhatIsNoJson(configuration, place);
  const value = toValue(clone(configuration)) as Node;
  return prefixed("error unmarshaling JSON: while decoding JSON", () =>
    decodeOrRefuse(shape, value, { reading: "open", code: "TRANSFORMER_INVALID", place }),
  );
}

/** The configuration as messages show it. */
export function shown({ configuration }: Plugin): string {
  return printOne(toValue(clone(configuration)) as Manifest);
}

/** Finds the plugin that an object configures, and sets it up. Refuses all that are not Kustomize's own. */
export function setUp<Made>(
  schemas: Schemas,
  folder: Folder,
  { node, place = { file: "" } }: Resource,
  makers: { readonly [kind: string]: (plugin: Plugin) => Made },
): Made {
  const configuration = node!;
  const type = gvkOf(configuration);
  const id = idText(originalId(schemas, configuration));
  if (type.group !== "" || type.version !== "builtin") {
    const message = `external plugins disabled; unable to load external plugin '${type.kind}'`;
    return refuse(
      "PLUGIN_REFUSED",
      message,
      "Use a built-in plugin: apiVersion builtin. Programs and containers are not run.",
      place,
    );
  }
  const make = Object.hasOwn(makers, type.kind) ? makers[type.kind] : undefined;
  if (make === undefined) return unknown(type, place);
  return prefixed(`plugin ${id} fails configuration`, () => make({ folder, configuration, place }));
}

function unknown(type: Gvk, place: Place): never {
  if (type.kind === "HelmChartInflationGenerator") {
    refuse("HELM_REFUSED", "must specify --enable-helm", "Render the chart and commit what comes out.", place);
  }
  refuse("PLUGIN_REFUSED", `unable to load builtin ${gvkText(type)}`, "Correct the kind.", place);
}
