import { type ExplainedObject, explainManifests } from "./explain-manifests.ts";
import type { Files } from "./files.ts";
import type { Finding } from "./finding.ts";
import { groundOf } from "./ground.ts";
import { kustomize } from "./kustomize.ts";
import { overlaysOf } from "./overlay.ts";
import { settle } from "./placement.ts";
import { type From, readService, releasesOf } from "./read-service.ts";
import { render } from "./render.ts";
import { resolve } from "./resolve.ts";

/**
 * Every leaf of every object of one service in one environment with its origin: the line of the spec, of the settings,
 * of the team or the environment, a default, or a rule of ours. Undefined: the service is not in that environment.
 */
export function explain(
  files: Files,
  environment: string,
  id: string,
  from: From = "here",
): { objects: readonly ExplainedObject[]; findings: readonly Finding[] } | undefined {
  const ground = groundOf(files);
  const folder = releasesOf(ground, environment, from).find(([name]) => name === id)?.[1];
  if (folder === undefined) return undefined;
  const { spec, settings, context, findings } = readService(ground, environment, id, folder);
  if (spec === undefined || context === undefined) return { objects: [], findings };
  const { workload, findings: more } = resolve(spec.doc, settings?.doc, context);
  if (workload === undefined) return { objects: [], findings: [...findings, ...more] };
  const overlays = overlaysOf(ground, environment, id, folder);
  const overlaid = kustomize(render(workload), overlays);
  const all = [...findings, ...more, ...overlaid.findings];
  if (overlaid.manifests === undefined) return { objects: [], findings: all };
  const settled = settle(overlaid.manifests, workload, ground, spec);
  const objects = explainManifests(workload, { manifests: settled.manifests, overlays });
  return { objects, findings: [...all, ...settled.findings] };
}
