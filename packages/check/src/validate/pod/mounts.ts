import { forbidden, invalid, notFound, required } from "../../fault.ts";
import type { Container, VolumeDevice, VolumeMount } from "../../gen/types.ts";
import { at, item, type Path, unsaid } from "../../path.ts";
import { hasBacksteps, validateDescendingPath } from "../file-paths.ts";
import { oneOf, type Scope } from "../scope.ts";
import type { Volumes } from "./volumes.ts";

/** What a container mounts, as folders and as block devices. */
export function validateMounts(container: Container, volumes: Volumes, path: Path, scope: Scope): void {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const mountsPath = at(path, "volumeMounts");
  const deviceNames = new Set(volumeDevices.map(({ name = "" }) => name));
  const devicePaths = new Set(volumeDevices.map(({ devicePath = "" }) => devicePath));
  const seen = new Set<string>();
  for (const [index, mount] of volumeMounts.entries()) {
    const { name = "", mountPath = "" } = mount;
    const place = item(mountsPath, index);
    if (name === "") scope.report(required(at(place, "name")));
    if (!volumes.has(name)) scope.report(notFound(at(place, "name"), name));
    if (mountPath === "") scope.report(required(at(place, "mountPath")));
    if (seen.has(mountPath)) scope.report(invalid(at(place, "mountPath"), mountPath, "must be unique"));
    seen.add(mountPath);
    if (deviceNames.has(name)) {
      scope.report(invalid(at(place, "name"), name, "must not already exist in volumeDevices"));
    }
    if (devicePaths.has(mountPath)) {
      scope.report(invalid(at(place, "mountPath"), mountPath, "must not already exist as a path in volumeDevices"));
    }
    if (mount.subPath && mount.subPathExpr) {
      const detail = "subPathExpr and subPath are mutually exclusive";
      scope.report(invalid(at(place, "subPathExpr"), mount.subPathExpr, detail));
    }
    // The server does not say which of the mounts it means.
    validateMountOptions(mount, container, unsaid(mountsPath, index), scope);
  }
  validateDevices(volumeDevices, volumeMounts, volumes, { path: at(path, "volumeDevices"), scope });
}

function validateMountOptions(mount: VolumeMount, container: Container, path: Path, scope: Scope): void {
  const { subPath = "", subPathExpr = "", mountPropagation } = mount;
  if (subPath !== "") validateDescendingPath(subPath, at(path, "subPath"), scope);
  if (subPathExpr !== "") validateDescendingPath(subPathExpr, at(path, "subPathExpr"), scope);
  if (mountPropagation !== undefined) {
    oneOf(scope, at(path, "mountPropagation"), mountPropagation, ["Bidirectional", "HostToContainer", "None"]);
    if (mountPropagation === "Bidirectional" && container.securityContext?.privileged !== true) {
      const detail = "Bidirectional mount propagation is available only to privileged containers";
      scope.report(forbidden(at(path, "mountPropagation"), detail));
    }
  }
  validateRecursiveReadOnly(mount, at(path, "recursiveReadOnly"), scope);
}

function validateRecursiveReadOnly(mount: VolumeMount, path: Path, scope: Scope): void {
  const { recursiveReadOnly, readOnly = false, mountPropagation = "None" } = mount;
  if (recursiveReadOnly === undefined) return;
  if (!oneOf(scope, path, recursiveReadOnly, ["Disabled", "Enabled", "IfPossible"])) return;
  if (recursiveReadOnly === "Disabled") return;
  if (!readOnly) scope.report(forbidden(path, "may only be specified when readOnly is true"));
  if (mountPropagation !== "None") {
    scope.report(forbidden(path, "may only be specified when mountPropagation is None or not specified"));
  }
}

function validateDevices(
  devices: readonly VolumeDevice[],
  mounts: readonly VolumeMount[],
  volumes: Volumes,
  { path, scope }: { path: Path; scope: Scope },
): void {
  const [names, paths] = [new Set<string>(), new Set<string>()];
  const mountNames = new Set(mounts.map(({ name = "" }) => name));
  const mountPaths = new Set(mounts.map(({ mountPath = "" }) => mountPath));
  for (const [index, { name = "", devicePath = "" }] of devices.entries()) {
    const namePath = at(item(path, index), "name");
    const devicePathPath = at(item(path, index), "devicePath");
    const volume = volumes.get(name);
    if (name === "") scope.report(required(namePath));
    if (names.has(name)) scope.report(invalid(namePath, name, "must be unique"));
    if (volume === undefined) scope.report(notFound(namePath, name));
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      const detail = "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode";
      scope.report(invalid(namePath, name, detail));
    }
    if (devicePath === "") scope.report(required(devicePathPath));
    if (paths.has(devicePath)) scope.report(invalid(devicePathPath, devicePath, "must be unique"));
    if (hasBacksteps(devicePath)) {
      scope.report(invalid(devicePathPath, devicePath, "can not contain backsteps ('..')"));
    } else paths.add(devicePath);
    if (mountNames.has(name)) {
      scope.report(invalid(namePath, name, "must not already exist in volumeMounts"));
    }
    if (mountPaths.has(devicePath)) {
      scope.report(invalid(devicePathPath, devicePath, "must not already exist as a path in volumeMounts"));
    }
    if (name !== "") names.add(name);
  }
}
