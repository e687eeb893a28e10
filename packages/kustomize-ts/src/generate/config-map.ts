import type { Folder } from "../folder.ts";
import type { GeneratorArguments } from "../kustomization/fields.ts";
import type { Place } from "../refusal.ts";
import type { Resource } from "../resource/resource.ts";
import { configMapData, generated } from "./generated.ts";
import { keyValues } from "./key-values.ts";

/** Makes a config map of files, env files and literals. */
export function generateConfigMap(folder: Folder, generator: GeneratorArguments, place: Place): Resource {
  const values = keyValues(folder, generator, place);
  return generated("ConfigMap", generator, configMapData(values), place);
}
