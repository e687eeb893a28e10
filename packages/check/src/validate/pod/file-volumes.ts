import { invalid, required } from "../../fault.ts";
import type {
  ConfigMapVolumeSource,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  SecretVolumeSource,
} from "../../gen/types.ts";
import { at, item, type Path, unsaid } from "../../path.ts";
import { validateMode, validateUnreservedPath } from "../file-paths.ts";
import type { Scope } from "../scope.ts";
import { validateFieldSelector, validateResourceSelector, volumeFields } from "./field-selectors.ts";

/** Volumes whose files are made of other objects. */

export function validateSecretVolume(secret: SecretVolumeSource, path: Path, scope: Scope): void {
  if ((secret.secretName ?? "") === "") scope.report(required(at(path, "secretName")));
  validateMode(secret.defaultMode, at(path, "defaultMode"), scope);
  validateKeys(secret.items ?? [], at(path, "items"), scope);
}

export function validateConfigMapVolume(map: ConfigMapVolumeSource, path: Path, scope: Scope): void {
  if ((map.name ?? "") === "") scope.report(required(at(path, "name")));
  validateMode(map.defaultMode, at(path, "defaultMode"), scope);
  validateKeys(map.items ?? [], at(path, "items"), scope);
}

/** Which keys become which files. */
export function validateKeys(items: readonly KeyToPath[], path: Path, scope: Scope): void {
  for (const [index, { key = "", path: file = "", mode }] of items.entries()) {
    const place = item(path, index);
    if (key === "") scope.report(required(at(place, "key")));
    if (file === "") scope.report(required(at(place, "path")));
    validateUnreservedPath(file, at(place, "path"), scope);
    validateMode(mode, at(place, "mode"), scope);
  }
}

export function validateDownwardVolume(volume: DownwardAPIVolumeSource, path: Path, scope: Scope): void {
  validateMode(volume.defaultMode, at(path, "defaultMode"), scope);
  for (const [index, file] of (volume.items ?? []).entries()) {
    // The server does not say which of the files it means.
    validateDownwardFile(file, unsaid(unsaid(path, "items"), index), scope);
  }
}

export function validateDownwardFile(file: DownwardAPIVolumeFile, path: Path, scope: Scope): void {
  const { path: name = "", fieldRef, resourceFieldRef, mode } = file;
  if (name === "") scope.report(required(at(path, "path")));
  validateUnreservedPath(name, at(path, "path"), scope);
  if (fieldRef !== undefined) {
    validateFieldSelector(fieldRef, volumeFields, at(path, "fieldRef"), scope);
    if (resourceFieldRef !== undefined) {
      const detail = "fieldRef and resourceFieldRef can not be specified simultaneously";
      scope.report(invalid(path, "resource", detail));
    }
  } else if (resourceFieldRef !== undefined) {
    const place = at(path, "resourceFieldRef");
    if ((resourceFieldRef.containerName ?? "") === "") scope.report(required(at(place, "containerName")));
    else validateResourceSelector(resourceFieldRef, place, scope);
  } else scope.report(required(path, "one of fieldRef and resourceFieldRef is required"));
  validateMode(mode, at(path, "mode"), scope);
}
