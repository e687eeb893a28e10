import fc from "fast-check";
import { type Draw, drawFrom } from "./overlays/draw.ts";
import { kustomization } from "./overlays/fields.ts";
import { object, objectFields, objectId } from "./overlays/objects.ts";
import type { Tree } from "./overlays/tree.ts";
import { write } from "./overlays/write.ts";

/** A tree of texts, and the folder in it that is built. */
export type Overlays = { readonly texts: Readonly<Record<string, string>>; readonly dir: string };

/**
 * Any overlays: up to three layers with components, and in each of them any fields of a kustomization together. Left out
 * is what is known to differ for good, and would hide what is new: a JSON patch that copies all of `/metadata` (Kustomize
 * keeps its own notes on an object among the annotations, which would be copied too), keys of which go-yaml has no one
 * order, objects without an apiVersion, tags other than YAML's own, and what would be fetched.
 */
export const overlays: fc.Arbitrary<Overlays> = fc.gen().map((gen) => {
  const draw = drawFrom(gen, fc.nat);
  const tree: Tree = { texts: {}, objects: [], generated: [] };
  const layers = 1 + draw.below(3);
  for (let layer = 0; layer < layers; layer++) addLayer(draw, tree, layer);
  return { texts: tree.texts, dir: `l${layers - 1}` };
});

function addLayer(draw: Draw, tree: Tree, layer: number): void {
  const folder = `l${layer}/`;
  const resources = layer === 0 ? [] : [`../l${layer - 1}`];
  if (layer === 0 || draw.is(30)) resources.push(...addResources(draw, tree, folder, layer === 0 ? 5 : 1));
  const fields = kustomization(draw, tree, folder);
  if (draw.is(20)) fields["components"] = [`../${addComponent(draw, tree, `c${layer}`)}`];
  tree.texts[`${folder}kustomization.yaml`] = JSON.stringify({ resources, ...fields }, null, 1);
}

/** A component, now and then with one inside of it. */
function addComponent(draw: Draw, tree: Tree, folder: string): string {
  const fields = kustomization(draw, tree, `${folder}/`);
  if (draw.is(10)) fields["components"] = [`../${addComponent(draw, tree, `${folder}c`)}`];
  const head = { apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component" };
  tree.texts[`${folder}/kustomization.yaml`] = JSON.stringify({ ...head, ...fields }, null, 1);
  return folder;
}

function addResources(draw: Draw, tree: Tree, folder: string, most: number): string[] {
  const texts: string[] = [];
  for (let count = 1 + draw.below(most + 1); count > 0; count--) {
    const id = objectId(draw);
    if (tree.objects.some((other) => other.kind === id.kind && other.name === id.name)) continue;
    tree.objects.push(id);
    texts.push(draw.is(8) ? list(draw, id) : object(draw, id));
  }
  tree.texts[`${folder}app.yaml`] = texts.join(draw.one("---\n", "--- # next\n", "---\n# only a comment\n---\n"));
  return texts.length === 0 ? [] : ["app.yaml"];
}

/** An object in a list, of which Kustomize knows two sorts. */
function list(draw: Draw, id: Parameters<typeof object>[1]): string {
  const head = draw.one({ apiVersion: "v1", kind: "List" }, { apiVersion: "v1", kind: `${id.kind}List` });
  return write(draw, { ...head, items: [objectFields(draw, id)] });
}
