import { type Manifest, requestOf } from "@slipway/admission";
import type { Blame } from "../blame.ts";
import type { Doc } from "../doc.ts";
import type { Environment, Team } from "../gen/types.ts";
import type { Valid } from "../ground.ts";
import { locate, type Path } from "../locate.ts";
import { showOrigin } from "../origin.ts";
import { layersOf } from "../resolve/layers.ts";
import type { Workload } from "../workload.ts";
import type { Place } from "./place.ts";
import type { Judged } from "./requests.ts";

/** A spec as it was written, with the settings of one environment. */
export interface Written {
  readonly spec: Doc;
  readonly settings: Doc | undefined;
}

/**
 * A service's spec as an object that policies can judge: with its settings merged over it, and tier, lifecycle, scale and
 * compute as they take effect. It stands in the service's namespace, so that levels by environment apply.
 */
export function specRequest({ spec, settings }: Written, workload: Workload, place: Place): Judged {
  const written = spec.value as Manifest;
  const merged = layersOf(spec, settings).merged;
  const scales = ["WebService", "Worker", "StaticSite"].includes(workload.kind);
  const object: Manifest = {
    ...written,
    metadata: {
      ...(written["metadata"] as Manifest),
      namespace: workload.namespace,
      tier: workload.tier,
      lifecycle: workload.lifecycle,
    },
    spec: {
      ...merged,
      ...(scales ? { scale: { ...(workload.scale.by ?? {}), min: workload.scale.min, max: workload.scale.max } } : {}),
      ...(workload.kind === "Manifests" ? {} : { compute: workload.compute }),
    } as Manifest,
  };
  const request = requestOf(object, { kinds: place.kinds, namespaceObject: place.namespace });
  return { request, title: `${workload.kind} ${workload.team}/${workload.name}`, manifest: object, at: [] };
}

/** The line of the spec, the settings or the team that made a field of the spec's object what it is. */
export function blameSpec(path: Path, { spec }: Written, workload: Workload): Blame {
  const [top, ...rest] = path;
  const fields = top === "metadata" || top === "spec" ? rest.map(String) : [];
  for (let length = fields.length; length > 0; length -= 1) {
    const origin = workload.origins.get(fields.slice(0, length).join("/"));
    if (origin === undefined || origin.by === "default" || origin.by === "environment" || origin.by === "platform")
      continue;
    const { file = spec.file, line = 1, column = 1 } = showOrigin(origin);
    return { file, line, column };
  }
  return { file: spec.file, ...locate(spec.text, path) };
}

/** A team's document as an object that policies can judge, in its namespace of one environment. */
export function teamRequest(team: Valid<Team>, environment: Environment, place: Place): Judged {
  const written = team.doc.value as Manifest;
  const namespace = `${team.value.metadata.name}-${environment.metadata.name}`;
  const object = { ...written, metadata: { ...(written["metadata"] as Manifest), namespace } };
  const request = requestOf(object, { kinds: place.kinds, namespaceObject: place.namespace });
  return { request, title: `Team ${team.value.metadata.name}`, manifest: object, at: [] };
}
