import { forbidden, invalid, required } from "../../fault.ts";
import type { ProjectedVolumeSource, ServiceAccountTokenProjection, VolumeProjection } from "../../gen/types.ts";
import { at, item, type Path, unsaid } from "../../path.ts";
import { validateMode, validateUnreservedPath } from "../file-paths.ts";
import type { Scope } from "../scope.ts";
import { validateDownwardFile, validateKeys } from "./file-volumes.ts";

/**
 * A volume whose files come from several sources, which must not write the same file. Sources that are behind feature
 * gates which are off by default (`clusterTrustBundle`, `podCertificate`) are dropped by the server and not looked at.
 */
export function validateProjected(volume: ProjectedVolumeSource, path: Path, scope: Scope): void {
  validateMode(volume.defaultMode, at(path, "defaultMode"), scope);
  const files = new Set<string>();
  for (const [index, source] of (volume.sources ?? []).entries()) {
    const place = item(at(path, "sources"), index);
    const given = [source.secret, source.configMap, source.downwardAPI, source.serviceAccountToken];
    validateProjection(source, { path, place }, files, scope);
    if (given.filter((part) => part !== undefined).length > 1) {
      scope.report(forbidden(place, "may not specify more than 1 volume type per source"));
    }
  }
}

interface Places {
  /** The volume's source, which the server names for some faults of what is in it. */
  readonly path: Path;
  readonly place: Path;
}

function validateProjection(source: VolumeProjection, places: Places, files: Set<string>, scope: Scope): void {
  const { path, place } = places;
  for (const kind of ["secret", "configMap"] as const) {
    const projection = source[kind];
    if (projection === undefined) continue;
    const { name = "", items = [] } = projection;
    if (name === "") scope.report(required(at(place, kind, "name")));
    validateKeys(items, at(place, kind, "items"), scope);
    for (const { path: file = "" } of items) addFile(file, name, files, path, scope);
  }
  for (const [index, file] of (source.downwardAPI?.items ?? []).entries()) {
    validateDownwardFile(file, unsaid(unsaid(at(place, "downwardAPI"), "items"), index), scope);
    addFile(file.path ?? "", file.path ?? "", files, path, scope);
  }
  if (source.serviceAccountToken !== undefined) validateToken(source.serviceAccountToken, places, scope);
}

function addFile(file: string, shown: string, files: Set<string>, path: Path, scope: Scope): void {
  if (file === "") return;
  if (files.has(file)) scope.report(invalid(path, shown, "conflicting duplicate paths"));
  files.add(file);
}

function validateToken(token: ServiceAccountTokenProjection, { path, place }: Places, scope: Scope): void {
  const { expirationSeconds = 3600, path: file = "" } = token;
  const expiration = at(place, "serviceAccountToken", "expirationSeconds");
  if (expirationSeconds < 600) {
    scope.report(invalid(expiration, expirationSeconds, "may not specify a duration less than 10 minutes"));
  }
  if (expirationSeconds > 2 ** 32) {
    scope.report(invalid(expiration, expirationSeconds, "may not specify a duration larger than 2^32 seconds"));
  }
  // The server leaves out the steps between the volume's source and the file.
  const steps = [...stepsBetween(path, place), "serviceAccountToken"];
  let here = path;
  for (const step of steps) here = unsaid(here, step);
  if (file === "") scope.report(required(at(here, "path")));
  else validateUnreservedPath(file, at(here, "path"), scope);
}

function stepsBetween(from: Path, to: Path): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let path: Path | undefined = to; path !== undefined && path !== from; path = path.parent) {
    steps.unshift(path.step);
  }
  return steps;
}
