import { duplicate, forbidden, invalid, required } from "../../fault.ts";
import type { Volume } from "../../gen/types.ts";
import { at, item, type Path, unsaid } from "../../path.ts";
import { quantityOf } from "../../quantity.ts";
import { validateClaimTemplate } from "../claim-spec.ts";
import { validateDescendingPath } from "../file-paths.ts";
import { dnsLabel, dnsSubdomain } from "../names.ts";
import { faultsOf, invalidEach, oneOf, type Scope } from "../scope.ts";
import { sharedSources, sourcePath, validateDriverName, validateSharedSource } from "../volume-sources.ts";
import { validateConfigMapVolume, validateDownwardVolume, validateSecretVolume } from "./file-volumes.ts";
import { validateProjected } from "./projected-volume.ts";

/** The volumes of a pod by name: what its containers can mount. */
export type Volumes = ReadonlyMap<string, Volume>;

type SourceRule = (volume: Volume, path: Path, scope: Scope) => void;

/** In the order in which the server looks at them: of two the first is looked at. */
const order: readonly string[] = [
  "emptyDir",
  "hostPath",
  "gitRepo",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "secret",
  "nfs",
  "iscsi",
  "glusterfs",
  "flocker",
  "persistentVolumeClaim",
  "rbd",
  "cinder",
  "cephfs",
  "quobyte",
  "downwardAPI",
  "fc",
  "flexVolume",
  "configMap",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "storageos",
  "projected",
  "scaleIO",
  "csi",
  "ephemeral",
  "image",
];

/** Every source with its rule. A volume has one of them. */
const rules: readonly (readonly [keyof Volume, SourceRule])[] = [
  ["emptyDir", validateEmptyDir],
  ["gitRepo", validateGitRepository],
  ["secret", ({ secret }, path, scope) => validateSecretVolume(secret!, path, scope)],
  ["persistentVolumeClaim", validateClaim],
  ["downwardAPI", ({ downwardAPI }, path, scope) => validateDownwardVolume(downwardAPI!, path, scope)],
  ["configMap", ({ configMap }, path, scope) => validateConfigMapVolume(configMap!, path, scope)],
  ["projected", ({ projected }, path, scope) => validateProjected(projected!, path, scope)],
  ["csi", validateCsi],
  ["ephemeral", validateEphemeral],
  ["image", validateImage],
  ...sharedSources.map((name): [keyof Volume, SourceRule] => [
    name as keyof Volume,
    (volume, path, scope) => validateSharedSource(name, volume[name as "nfs"]!, path, scope),
  ]),
];
const sources = new Map([...rules].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)));

/** The volumes of a pod. Gives those that are good; a mount of any other is not found. */
export function validateVolumes(volumes: readonly Volume[], podName: string, path: Path, scope: Scope): Volumes {
  const good = new Map<string, Volume>();
  const ephemeral = podName === "" ? [] : volumes.filter((volume) => volume.ephemeral !== undefined);
  const created = new Set(ephemeral.map((volume) => `${podName}-${volume.name}`));
  for (const [index, volume] of volumes.entries()) {
    const place = item(path, index);
    const { name = "" } = volume;
    const faults = faultsOf(scope, (inner) => {
      validateSource(volume, podName, place, inner);
      if (name === "") inner.report(required(at(place, "name")));
      else invalidEach(inner, at(place, "name"), name, dnsLabel(name));
      if (good.has(name)) inner.report(duplicate(at(place, "name"), name));
    });
    if (faults.length === 0) good.set(name, volume);
    for (const fault of faults) scope.report(fault);
    const claim = volume.persistentVolumeClaim?.claimName ?? "";
    if (created.has(claim)) {
      const detail = "must not reference a PVC that gets created for an ephemeral volume";
      scope.report(invalid(at(place, "persistentVolumeClaim", "claimName"), claim, detail));
    }
  }
  return good;
}

function validateSource(volume: Volume, podName: string, path: Path, scope: Scope): void {
  let count = 0;
  for (const [source, validate] of sources) {
    if (volume[source] === undefined) continue;
    if (count++ > 0) scope.report(forbidden(at(path, source), "may not specify more than 1 volume type"));
    else validate(volume, sourcePath(path, source), scope);
  }
  if (count === 0) scope.report(required(path, "must specify a volume type"));
  validateNamesMadeOf(volume, podName, path, scope);
  // In a template something else may still fill it in.
  if (podName !== "" && volume.image !== undefined && !volume.image.reference) {
    scope.report(required(at(path, "image", "reference")));
  }
}

/** Names that are made of the volume's and something else must not become too long. */
function validateNamesMadeOf(volume: Volume, podName: string, path: Path, scope: Scope): void {
  const { name = "", iscsi, ephemeral } = volume;
  if (iscsi?.initiatorName !== undefined && `${name}:${iscsi.targetPortal ?? ""}`.length > 64) {
    const detail =
      "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.";
    scope.report(invalid(at(path, "name"), name, detail));
  }
  if (ephemeral === undefined || podName === "" || name === "") return;
  for (const message of dnsSubdomain(`${podName}-${name}`)) {
    scope.report(invalid(at(path, "name"), name, `PVC name "${podName}-${name}": ${message}`));
  }
}

function validateEmptyDir({ emptyDir }: Volume, path: Path, scope: Scope): void {
  if (quantityOf(emptyDir?.sizeLimit).nano >= 0n) return;
  scope.report(forbidden(at(path, "sizeLimit"), "SizeLimit field must be a valid resource quantity"));
}

function validateGitRepository({ gitRepo }: Volume, path: Path, scope: Scope): void {
  if ((gitRepo?.repository ?? "") === "") scope.report(required(at(path, "repository")));
  validateDescendingPath(gitRepo?.directory ?? "", at(path, "directory"), scope);
}

function validateClaim({ persistentVolumeClaim: claim }: Volume, path: Path, scope: Scope): void {
  if ((claim?.claimName ?? "") === "") scope.report(required(at(path, "claimName")));
}

function validateCsi({ csi }: Volume, path: Path, scope: Scope): void {
  validateDriverName(csi?.driver ?? "", at(path, "driver"), scope);
  if (csi?.nodePublishSecretRef === undefined) return;
  const { name = "" } = csi.nodePublishSecretRef;
  if (name === "") scope.report(required(at(path, "nodePublishSecretRef", "name")));
  else invalidEach(scope, at(unsaid(path, "nodePublishSecretRef"), "name"), name, dnsSubdomain(name));
}

function validateEphemeral({ ephemeral }: Volume, path: Path, scope: Scope): void {
  const template = ephemeral?.volumeClaimTemplate;
  if (template === undefined) scope.report(required(at(path, "volumeClaimTemplate")));
  else validateClaimTemplate(template, at(path, "volumeClaimTemplate"), scope);
}

function validateImage({ image }: Volume, path: Path, scope: Scope): void {
  oneOf(scope, at(path, "pullPolicy"), image?.pullPolicy ?? "IfNotPresent", ["Always", "IfNotPresent", "Never"]);
}
