import type { Folder } from "../folder.ts";
import type { GeneratorArguments } from "../kustomization/fields.ts";
import type { Place } from "../refusal.ts";
import type { Resource } from "../resource/resource.ts";
import { mapOf, type Node } from "../yaml/node.ts";
import { base64 } from "./base64.ts";
import { dataText, generated } from "./generated.ts";
import { keyValues } from "./key-values.ts";

/** Makes a secret of files, env files and literals. */
export function generateSecret(folder: Folder, generator: GeneratorArguments, place: Place): Resource {
  const values = keyValues(folder, generator, place);
  const data = mapOf([...values].map(([key, content]): [string, Node] => [key, dataText(base64(content))]));
  return generated("Secret", generator, { type: generator.type || "Opaque", data }, place);
}
