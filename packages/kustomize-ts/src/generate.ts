import { byBuiltin, byPlugin, noteOrigin, type Provenance } from "./build-metadata.ts";
import { generateConfigMap } from "./generate/config-map.ts";
import { mergeOptions } from "./generate/generated.ts";
import { generateSecret } from "./generate/secret.ts";
import type { GeneratorArguments } from "./kustomization/fields.ts";
import { GENERATORS, type Generate } from "./plugin/generators.ts";
import { setUp } from "./plugin/plugin.ts";
import { at, type Place, prefixed, refuse } from "./refusal.ts";
import { absorb } from "./resource/collect.ts";
import { ORIGIN } from "./resource/origin.ts";
import { kindOf, metadataMap, type Resource } from "./resource/resource.ts";
import { type Accumulated, placeOf, type Run, type Target } from "./run.ts";

type Generator = {
  /** Kustomize's name of its kind. */
  readonly kind: string;
  readonly generate: Generate;
  readonly place: Place;
  readonly provenance: Provenance | undefined;
};

/** Makes the objects that a kustomization generates, those of its own fields first, and adds them to the others. */
export function generate(run: Run, target: Target, into: Accumulated, plugins: readonly Resource[]): void {
  refuseHelm(target);
  for (const { kind, generate, place, provenance } of [...builtin(target), ...external(target, into, plugins)]) {
    at(place, () => {
      const resource = generate();
      const isNoted = metadataMap(resource.node!, "annotations").has(ORIGIN);
      if (run.notesOrigins && provenance !== undefined && !isNoted) noteOrigin(resource.node!, provenance);
      prefixed("merging from generator", () => absorb(into, [resource]));
      into.trace?.(into.resources, { transform: kind, place });
    });
  }
}

function builtin(target: Target): Generator[] {
  const { folder, fields } = target;
  const generators = (
    field: "configMapGenerator" | "secretGenerator",
    kind: string,
    make: typeof generateConfigMap,
  ): Generator[] =>
    (fields[field] ?? []).map((generator: GeneratorArguments, index) => {
      const place = placeOf(target, field, index);
      const options = mergeOptions(generator.options, fields.generatorOptions);
      const generate = () => make(folder, { ...generator, options }, place);
      return { kind, generate, place, provenance: byBuiltin(target, kind) };
    });
  return [
    ...generators("configMapGenerator", "ConfigMapGenerator", generateConfigMap),
    ...generators("secretGenerator", "SecretGenerator", generateSecret),
  ];
}

function external({ folder, file }: Target, { schemas }: Accumulated, plugins: readonly Resource[]): Generator[] {
  return plugins.map((plugin) => {
    const make = () => setUp(schemas, folder, plugin, GENERATORS);
    const generate = prefixed("loading generator plugins: failed to load generator", make);
    return {
      kind: kindOf(plugin.node!),
      generate,
      place: plugin.place ?? { file },
      provenance: byPlugin(plugin.node!),
    };
  });
}

function refuseHelm(target: Target): void {
  for (const field of ["helmCharts", "helmChartInflationGenerator"] as const) {
    if ((target.fields[field] ?? []).length === 0) continue;
    const message = "trouble configuring builtin HelmChartInflationGenerator: must specify --enable-helm";
    refuse("HELM_REFUSED", message, "Render the chart and commit what comes out.", placeOf(target, field));
  }
}
