import { invalid, required, tooLong, unsupported } from "../fault.ts";
import type {
  AzureDiskVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  HostPathVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  QuobyteVolumeSource,
  StorageOSVolumeSource,
} from "../gen/types.ts";
import { at, entry, type Path, said, unsaid } from "../path.ts";
import { validateNoBacksteps } from "./file-paths.ts";
import { dnsLabel, dnsSubdomain, inRange } from "./names.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** What volumes of pods and persistent volumes have in common: sources that are served by some storage system. */

/** The fields that a source cannot do without; nothing more is asked of most. */
const requiredFields: Readonly<Record<string, readonly string[]>> = {
  awsElasticBlockStore: ["volumeID"],
  azureDisk: ["diskName", "diskURI"],
  azureFile: ["secretName", "shareName"],
  cephfs: ["monitors"],
  cinder: ["volumeID"],
  flexVolume: ["driver"],
  gcePersistentDisk: ["pdName"],
  glusterfs: ["endpoints", "path"],
  iscsi: ["targetPortal", "iqn"],
  nfs: ["server", "path"],
  photonPersistentDisk: ["pdID"],
  portworxVolume: ["volumeID"],
  rbd: ["monitors", "image"],
  scaleIO: ["gateway", "system", "volumeName"],
  storageos: ["volumeName"],
  vsphereVolume: ["volumePath"],
};

const specialRules: Readonly<Record<string, (source: never, path: Path, scope: Scope) => void>> = {
  awsElasticBlockStore: validatePartition,
  azureDisk: validateAzureDisk,
  cinder: validateSecretName,
  fc: validateFibreChannel,
  flexVolume: validateFlexOptions,
  flocker: validateFlocker,
  gcePersistentDisk: validatePartition,
  hostPath: validateHostPath,
  iscsi: validateIscsi,
  nfs: validateNfs,
  quobyte: validateQuobyte,
  storageos: validateStorageOs,
};

/** The sources that have a rule here, by the names of their fields. */
export const sharedSources: readonly string[] = [
  ...new Set([...Object.keys(requiredFields), ...Object.keys(specialRules)]),
].sort();

/** The path of a source by the name of its field: the server has an older name for one of them. */
export function sourcePath(path: Path, source: string): Path {
  return source === "gcePersistentDisk" ? said(unsaid(path, source), "persistentDisk") : at(path, source);
}

/** A source of a volume by the name of its field, `nfs` or `iscsi`. */
export function validateSharedSource(name: string, source: object, path: Path, scope: Scope): void {
  const values = source as Readonly<Record<string, unknown>>;
  for (const field of requiredFields[name] ?? []) {
    const value = values[field];
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) {
      scope.report(required(at(path, field)));
    }
  }
  specialRules[name]?.(source as never, path, scope);
}

function validatePartition({ partition = 0 }: { partition?: number }, path: Path, scope: Scope): void {
  if (partition >= 0 && partition <= 255) return;
  scope.report(invalid(at(path, "partition"), partition, "must be between 1 and 255, inclusive"));
}

function validateSecretName({ secretRef }: { secretRef?: { name?: string } }, path: Path, scope: Scope): void {
  if (secretRef !== undefined && (secretRef.name ?? "") === "") scope.report(required(at(path, "secretRef", "name")));
}

const hostPathTypes = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];

function validateHostPath({ path: folder = "", type = "" }: HostPathVolumeSource, path: Path, scope: Scope): void {
  if (folder === "") {
    scope.report(required(at(path, "path")));
    return;
  }
  validateNoBacksteps(folder, at(path, "path"), scope);
  oneOf(scope, at(path, "type"), type, hostPathTypes);
}

function validateNfs({ path: folder = "" }: NFSVolumeSource, path: Path, scope: Scope): void {
  if (!folder.startsWith("/")) scope.report(invalid(at(path, "path"), folder, "must be an absolute path"));
}

/** Names of iSCSI initiators: `iqn.2001-04.com.example:storage`, `eui.…`, `naa.…`. */
const initiatorForms: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9\-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[a-zA-Z0-9]{16}$/,
  naa: /^naa.[a-zA-Z0-9]{32}$/,
};

function validateInitiator(name: string, path: Path, scope: Scope): void {
  const form = initiatorForms[name.slice(0, 3)];
  if (form === undefined) {
    scope.report(invalid(path, name, "must be valid format starting with iqn, eui, or naa"));
  } else if (!form.test(name)) scope.report(invalid(path, name, "must be valid format"));
}

function validateIscsi(source: ISCSIVolumeSource, path: Path, scope: Scope): void {
  const { iqn = "", lun = 0, initiatorName, secretRef } = source;
  if (iqn !== "") validateInitiator(iqn, at(path, "iqn"), scope);
  invalidEach(scope, at(path, "lun"), lun, inRange(lun, 0, 255));
  if ((source.chapAuthDiscovery || source.chapAuthSession) && secretRef === undefined) {
    scope.report(required(at(path, "secretRef")));
  }
  if (initiatorName !== undefined) validateInitiator(initiatorName, at(path, "initiatorname"), scope);
}

function validateFibreChannel(source: FCVolumeSource, path: Path, scope: Scope): void {
  const { targetWWNs = [], wwids = [], lun } = source;
  const names = at(path, "targetWWNs");
  if (targetWWNs.length === 0 && wwids.length === 0) {
    scope.report(required(names, "must specify either targetWWNs or wwids, but not both"));
  }
  if (targetWWNs.length === 0) return;
  if (wwids.length > 0) {
    scope.report(invalid(names, targetWWNs, "targetWWNs and wwids can not be specified simultaneously"));
  }
  if (lun === undefined) scope.report(required(at(path, "lun"), "lun is required if targetWWNs is specified"));
  else invalidEach(scope, at(path, "lun"), lun, inRange(lun, 0, 255));
}

function validateQuobyte(source: QuobyteVolumeSource, path: Path, scope: Scope): void {
  const { registry = "", tenant = "", volume = "" } = source;
  const pairs = "must be a host:port pair or multiple pairs separated by commas";
  if (registry === "") scope.report(required(at(path, "registry"), pairs));
  else if (tenant.length >= 65) {
    scope.report(required(at(path, "tenant"), "must be a UUID and may not exceed a length of 64 characters"));
  } else {
    for (const pair of registry.split(",")) {
      if (!/^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair)) scope.report(invalid(at(path, "registry"), registry, pairs));
    }
  }
  if (volume === "") scope.report(required(at(path, "volume")));
}

function validateFlocker(source: FlockerVolumeSource, path: Path, scope: Scope): void {
  const { datasetName = "", datasetUUID = "" } = source;
  if (datasetName === "" && datasetUUID === "") {
    scope.report(required(path, "one of datasetName and datasetUUID is required"));
  }
  if (datasetName !== "" && datasetUUID !== "") {
    scope.report(invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously"));
  }
  if (datasetName.includes("/")) scope.report(invalid(at(path, "datasetName"), datasetName, "must not contain '/'"));
}

function validateFlexOptions(source: FlexVolumeSource, path: Path, scope: Scope): void {
  for (const option of Object.keys(source.options ?? {})) {
    const namespace = `.${option.split("/", 1)[0]!.toLowerCase()}`;
    if (!namespace.endsWith(".kubernetes.io") && !namespace.endsWith(".k8s.io")) continue;
    const detail = "kubernetes.io and k8s.io namespaces are reserved";
    scope.report(invalid(entry(at(path, "options"), option), option, detail));
  }
}

function validateAzureDisk(source: AzureDiskVolumeSource, path: Path, scope: Scope): void {
  const { cachingMode, kind, diskURI = "" } = source;
  if (cachingMode !== undefined) oneOf(scope, at(path, "cachingMode"), cachingMode, ["None", "ReadOnly", "ReadWrite"]);
  if (kind === undefined) return;
  oneOf(scope, at(path, "kind"), kind, ["Dedicated", "Managed", "Shared"]);
  const [start, example] =
    kind === "Managed"
      ? [
          "/subscriptions/",
          "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}",
        ]
      : ["https://", "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"];
  if (!diskURI.startsWith(start)) scope.report(unsupported(at(path, "diskURI"), diskURI, [example]));
}

function validateStorageOs(source: StorageOSVolumeSource, path: Path, scope: Scope): void {
  const { volumeName = "", volumeNamespace = "" } = source;
  if (volumeName !== "") invalidEach(scope, at(path, "volumeName"), volumeName, dnsLabel(volumeName));
  if (volumeNamespace !== "") {
    invalidEach(scope, at(path, "volumeNamespace"), volumeNamespace, dnsLabel(volumeNamespace));
  }
  validateSecretName(source, path, scope);
}

/** The name of a CSI driver. */
export function validateDriverName(name: string, path: Path, scope: Scope): void {
  if (name === "") {
    scope.report(required(path));
    return;
  }
  if (name.length > 63) {
    scope.report(tooLong(path, 63));
  }
  invalidEach(scope, path, name, dnsSubdomain(name.toLowerCase()));
}
