import type { Files } from "./files.ts";
import type { Finding } from "./finding.ts";
import { groundOf } from "./ground.ts";
import { type From, readService, releasesOf } from "./line.ts";
import { render } from "./render.ts";
import { resolve } from "./resolve.ts";
import { type Leaf, tracing, unmark } from "./trace.ts";

/** One object with where each of its leaves comes from. */
export interface ExplainedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly leaves: readonly Leaf[];
}

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
  const objects = render(workload, tracing(workload)).map((marked): ExplainedObject => {
    const { manifest, leaves } = unmark(marked);
    const metadata = manifest["metadata"] as { readonly [field: string]: string };
    return {
      apiVersion: String(manifest["apiVersion"]),
      kind: String(manifest["kind"]),
      namespace: metadata["namespace"] ?? "",
      name: metadata["name"] ?? "",
      leaves,
    };
  });
  return { objects, findings: [...findings, ...more] };
}
