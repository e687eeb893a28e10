import { generateConfigMap } from "../generate/config-map.ts";
import { generateIamPolicy } from "../generate/iam-policy.ts";
import { generateSecret } from "../generate/secret.ts";
import { type GeneratorArguments, METADATA, SECRET_ARGUMENTS } from "../kustomization/fields.ts";
import { struct, text } from "../kustomization/shape.ts";
import type { Resource } from "../resource/resource.ts";
import { type Plugin, settings } from "./plugin.ts";

const NAMED = struct("ObjectMeta", { metadata: METADATA });
const IAM_POLICY = struct("IAMPolicyGeneratorArgs", {
  cloud: text,
  kubernetesService: struct("KubernetesService", { name: text, namespace: text }),
  serviceAccount: struct("ServiceAccount", { name: text, projectId: text }),
});

/** What makes an object. */
export type Generate = () => Resource;

/** Kustomize's own generators, by kind. */
export const GENERATORS: { readonly [kind: string]: (plugin: Plugin) => Generate } = {
  ConfigMapGenerator(plugin) {
    const generator = generatorOf(plugin);
    return () => generateConfigMap(plugin.folder, generator, plugin.place);
  },
  SecretGenerator(plugin) {
    const generator = generatorOf(plugin);
    return () => generateSecret(plugin.folder, generator, plugin.place);
  },
  IAMPolicyGenerator(plugin) {
    const policy = settings(IAM_POLICY, plugin);
    return () => generateIamPolicy(policy);
  },
};

/** The generator's arguments; name and namespace may stand in the metadata. A single `env` counts in kustomizations only. */
function generatorOf(plugin: Plugin): GeneratorArguments {
  const { metadata = {} } = settings(NAMED, plugin);
  const { env: _, ...generator } = settings(SECRET_ARGUMENTS, plugin);
  const name = generator.name || metadata.name || "";
  const namespace = generator.namespace || metadata.namespace || "";
  return { ...generator, name, namespace };
}
