import type { Policies } from "@slipway/admission";
import type { Ground } from "../ground.ts";
import { type From, readService, releasesOf } from "../read-service.ts";
import { buildService } from "../service.ts";
import { placeOf } from "./place.ts";
import { type Judged, requestsOf } from "./requests.ts";
import { specRequest } from "./spec-request.ts";

/** One service in one environment: as it runs there, or as it would run once promoted. */
export interface Judging {
  readonly environment: string;
  /** As "team/name". */
  readonly service: string;
  readonly stage: From;
}

/** What policies would judge of a service in an environment; undefined where it is there and cannot be built. */
export function serviceRequests(
  ground: Ground,
  { environment, service, stage }: Judging,
  policies: Policies,
): Judged[] | undefined {
  if (!ground.environments.has(environment)) return ground.catalog.environments.has(environment) ? undefined : [];
  const folder = releasesOf(ground, environment, stage).find(([name]) => name === service)?.[1];
  if (folder === undefined) return [];
  const read = readService(ground, environment, service, folder);
  const { workload, manifests } = buildService(ground, environment, service, folder, { judge: false });
  if (read.spec === undefined || read.context === undefined || workload === undefined || manifests === undefined)
    return undefined;
  const place = placeOf(ground.catalog.files, read.context.team.value, read.context.environment.value);
  const spec = specRequest({ spec: read.spec.doc, settings: read.settings?.doc }, workload, place);
  return [...requestsOf(manifests, policies, place), spec];
}
