import { invalid, verbatim } from "../fault.ts";
import type { PodTemplateSpec, StatefulSet, StatefulSetSpec, Volume } from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import { at, item, type Path } from "../path.ts";
import { validateOwnSelector } from "./apps.ts";
import { validateClaimSpec } from "./claim-spec.ts";
import { shownSelector } from "./labels.ts";
import { dnsLabel } from "./names.ts";
import { validateNotNegative } from "./numbers.ts";
import { validateLastingPods, validateSelects, validateTemplate } from "./pod/template.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

const path = at(undefined, "spec");

/** A StatefulSet (pkg/apis/apps/validation). Of a living one what cannot change is not looked at. */
export function validateStatefulSet(set: StatefulSet, scope: Scope, living?: StatefulSet): void {
  const spec = set.spec ?? {};
  const { podManagementPolicy = "OrderedReady", serviceName = "", selector, template = {} } = spec;
  if (!["OrderedReady", "Parallel"].includes(podManagementPolicy)) {
    const detail = "must be 'OrderedReady' or 'Parallel'";
    scope.report(invalid(at(path, "podManagementPolicy"), podManagementPolicy, detail));
  }
  validateStrategy(spec, at(path, "updateStrategy"), scope);
  for (const [field, policy = "Retain"] of Object.entries(spec.persistentVolumeClaimRetentionPolicy ?? {})) {
    oneOf(scope, at(path, "persistentVolumeClaimRetentionPolicy", field), policy, ["Retain", "Delete"]);
  }
  if (living === undefined) {
    for (const [index, claim] of (spec.volumeClaimTemplates ?? []).entries()) {
      validateClaimSpec(claim.spec ?? {}, at(item(at(path, "volumeClaimTemplates"), index), "spec"), scope);
    }
    if (serviceName !== "") invalidEach(scope, at(path, "serviceName"), serviceName, dnsLabel(serviceName));
  }
  validateNotNegative(spec.replicas, at(path, "replicas"), scope);
  validateNotNegative(spec.minReadySeconds, at(path, "minReadySeconds"), scope);
  validateNotNegative(spec.ordinals?.start, at(path, "ordinals", "start"), scope);
  const selects = validateOwnSelector(selector, "statefulset", at(path, "selector"), scope);
  if (selects === undefined) scope.report(invalid(at(path, "selector"), shownSelector(selector ?? {}), ""));
  else {
    validateSelects(selects, template, at(path, "template"), scope);
    validateTemplate(withClaims(template, spec), at(path, "template"), scope);
  }
  validateLastingPods("StatefulSet", template, at(path, "template"), scope);
}

function validateStrategy(spec: StatefulSetSpec, place: Path, scope: Scope): void {
  const { type = "RollingUpdate", rollingUpdate } = spec.updateStrategy ?? {};
  const rolling = at(place, "rollingUpdate");
  if (type === "OnDelete") {
    if (rollingUpdate !== undefined) {
      const shown = { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: null };
      scope.report(invalid(rolling, shown, "only allowed for updateStrategy 'RollingUpdate'"));
    }
  } else if (type === "RollingUpdate") {
    validateNotNegative(rollingUpdate?.partition, at(rolling, "partition"), scope);
  } else {
    const update = rollingUpdate && { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: null };
    const shown = verbatim(goJson({ Type: type, RollingUpdate: update ?? null }));
    scope.report(invalid(place, shown, "must be 'RollingUpdate' or 'OnDelete'"));
  }
}

/** The template with a volume for each claim; the pods' own names and hosts are the controller's to set. */
function withClaims(
  template: PodTemplateSpec,
  { volumeClaimTemplates: claims = [] }: StatefulSetSpec,
): PodTemplateSpec {
  const { subdomain: _subdomain, hostname: _hostname, volumes = [], ...spec } = template.spec ?? {};
  const made = new Map<string, Volume>(
    claims.map(({ metadata }) => {
      const name = metadata?.name ?? "";
      return [name, { name, persistentVolumeClaim: { claimName: name } }];
    }),
  );
  const own = volumes.filter((volume) => !made.has(volume.name ?? ""));
  return { ...template, spec: { ...spec, volumes: [...own, ...made.values()] } };
}
