import { type FieldSpec, fieldSpec } from "../fields/field-spec.ts";
import { yamlOf } from "../files.ts";
import { type Folder, load } from "../folder.ts";
import { FIELD_SPEC } from "../kustomization/fields.ts";
import { type Decoded, decodeOrRefuse, list, struct, text } from "../kustomization/shape.ts";
import { prefixed } from "../refusal.ts";
import { compose } from "../yaml/compose.ts";
import { type Config, EMPTY_CONFIG, mergeConfigs, sortedByType } from "./config.ts";
import { DEFAULT_CONFIG } from "./defaults.ts";

const SPECS = list(FIELD_SPEC);
const CONFIG = struct("builtinconfig.TransformerConfig", {
  namePrefix: SPECS,
  nameSuffix: SPECS,
  namespace: SPECS,
  commonLabels: SPECS,
  labels: SPECS,
  templateLabels: SPECS,
  commonAnnotations: SPECS,
  nameReference: list(
    struct("builtinconfig.NameBackReferences", { group: text, version: text, kind: text, fieldSpecs: SPECS }),
  ),
  varReference: SPECS,
  images: SPECS,
  replicas: SPECS,
});

/** The defaults with what the files of `configurations:` add to them. */
export function loadConfig(folder: Folder, paths: readonly string[]): Config {
  if (paths.length === 0) return DEFAULT_CONFIG;
  const own = paths.reduce((config, path) => mergeConfigs(config, loadFile(folder, path)), EMPTY_CONFIG);
  return mergeConfigs(DEFAULT_CONFIG, own);
}

function loadFile(folder: Folder, path: string): Config {
  const { path: file, file: content } = load(folder, path);
  const value = prefixed("error converting YAML to JSON", () =>
    compose({ text: yamlOf(content, file), file }, { yaml11: true, strict: true }),
  );
  const decoded = prefixed("error unmarshaling JSON: while decoding JSON", () =>
    decodeOrRefuse(CONFIG, value ?? null, { reading: "coercing", code: "CONFIGURATION_INVALID", place: { file } }),
  );
  return configOf(decoded);
}

function configOf({ nameReference = [], ...lists }: Decoded<typeof CONFIG>): Config {
  const entries = Object.entries(lists).map(([name, specs]) => [name, sortedByType(fieldSpecs(specs))]);
  const references = nameReference.map(({ group = "", version = "", kind = "", fieldSpecs: referrers = [] }) => {
    return { group, version, kind, referrers: fieldSpecs(referrers) };
  });
  return { ...EMPTY_CONFIG, ...Object.fromEntries(entries), nameReference: sortedByType(references) };
}

/** Field specs as a person wrote them, made ready. */
export function fieldSpecs(specs: Decoded<typeof SPECS>): FieldSpec[] {
  return specs.map((spec) => fieldSpec({ path: "", ...spec }));
}
