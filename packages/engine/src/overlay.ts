import type { Folder } from "./catalog.ts";
import type { File, Files } from "./files.ts";
import { type Ground, settingsOf } from "./ground.ts";

/** The names under which Kustomize looks for a kustomization. */
const names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** A kustomization that is laid over the objects of one service. */
export interface Overlay {
  readonly by: "service" | "settings" | "environment";
  /** Its folder, and nothing but the files in it: it names nothing outside. */
  readonly path: string;
  readonly files: Files;
}

/** The kustomizations of a service in an environment, in the order in which they are laid over its objects. */
export function overlaysOf(ground: Ground, environment: string, id: string, folder: Folder): Overlay[] {
  const { catalog } = ground;
  return [
    ...overlay("service", folder, catalog.files),
    ...overlay("settings", settingsOf(ground, environment, id), catalog.files),
    ...overlay("environment", catalog.overlays.get(environment), catalog.files),
  ];
}

/** Whether a folder has a kustomization. */
export function hasKustomization(folder: Folder): boolean {
  return names.some((name) => folder.files.includes(`${folder.path}/${name}`));
}

const kept = new WeakMap<Folder, Files>();

function overlay(by: Overlay["by"], folder: Folder | undefined, files: Files): Overlay[] {
  if (folder === undefined || !hasKustomization(folder)) return [];
  const own = kept.get(folder) ?? only(folder, files);
  kept.set(folder, own);
  return [{ by, path: folder.path, files: own }];
}

/** The part of a tree that is in a folder. */
function only(folder: Folder, files: Files): Files {
  const own = new Map<string, File>();
  for (const path of folder.files) {
    const file = files.get(path);
    if (file !== undefined) own.set(path, file);
  }
  return own;
}
