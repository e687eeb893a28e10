import { invalid, invalidUnshown, required } from "../fault.ts";
import type { Fault } from "../finding.ts";
import type { CustomResourceDefinition, CustomResourceDefinitionSpec } from "../gen/types.ts";
import { quote } from "../go-text.ts";
import { at, entry, item, pointerOf } from "../path.ts";
import { validateConversion } from "./definition/conversion.ts";
import { validateNames } from "./definition/names.ts";
import { validateVersions } from "./definition/versions.ts";
import { dns1035Label, dnsSubdomain } from "./names.ts";
import { faultsOf, oneOf, type Scope } from "./scope.ts";

/** Definitions of custom resources (apiextensions-apiserver, `apis/apiextensions/validation`). */

const path = at(undefined, "spec");
const metadata = at(undefined, "metadata");

/** What is wrong with a living definition already, as by the rules of an older server, stays good. */
export function validateDefinition(
  definition: CustomResourceDefinition,
  scope: Scope,
  living?: CustomResourceDefinition,
): void {
  const lived = living === undefined ? [] : faultsOf(scope, (inner) => validateNew(living, inner));
  const known = new Set(lived.map(keyOf));
  const faults = faultsOf(scope, (inner) => validateNew(definition, inner));
  for (const fault of faults.filter((one) => !known.has(keyOf(one)))) scope.report(fault);
}

function keyOf({ at: place, message }: Fault): string {
  return `${pointerOf(place)} ${message}`;
}

function validateNew(definition: CustomResourceDefinition, scope: Scope): void {
  const spec = definition.spec ?? {};
  validateName(definition, scope);
  validateGroup(spec.group ?? "", scope);
  if (spec.scope) oneOf(scope, at(path, "scope"), spec.scope, ["Cluster", "Namespaced"]);
  else scope.report(required(at(path, "scope")));
  validateVersionList(spec, scope);
  validateNames(spec.names ?? {}, at(path, "names"), scope);
  validateVersions(spec, path, scope);
  if (spec.conversion !== undefined) validateConversion(spec.conversion, at(path, "conversion"), scope);
  if (spec.preserveUnknownFields) validateUnpruned(spec, scope);
  validateApproval(definition, scope);
}

/** The name says what the definition is of. */
function validateName({ metadata: meta = {}, spec = {} }: CustomResourceDefinition, scope: Scope): void {
  const wanted = `${spec.names?.plural ?? ""}.${spec.group ?? ""}`;
  for (const field of ["generateName", "name"] as const) {
    const name = meta[field] ?? "";
    if (name === "" || name === wanted) continue;
    scope.report(invalid(at(metadata, field), name, 'must be spec.names.plural+"."+spec.group'));
  }
}

function validateGroup(group: string, scope: Scope): void {
  const messages = dnsSubdomain(group);
  const place = at(path, "group");
  if (group === "") scope.report(required(place));
  else if (messages.length > 0) scope.report(invalid(place, group, messages.join(",")));
  else if (!group.includes(".")) scope.report(invalid(place, group, "should be a domain with at least one dot"));
}

function validateVersionList({ versions = [] }: CustomResourceDefinitionSpec, scope: Scope): void {
  const place = at(path, "versions");
  for (const [index, { name = "", schema }] of versions.entries()) {
    const messages = dns1035Label(name);
    if (messages.length > 0) scope.report(invalid(at(item(place, index), "name"), name, messages.join(",")));
    if (schema?.openAPIV3Schema === undefined) {
      scope.report(required(at(item(place, index), "schema", "openAPIV3Schema")));
    }
  }
  if (new Set(versions.map(({ name = "" }) => name)).size < versions.length) {
    scope.report(invalidUnshown(place, "must contain unique version names"));
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    scope.report(invalidUnshown(place, "must have exactly one version marked as storage version"));
  }
}

/** Of v1 only definitions that were made as v1beta1 keep what their schema does not know. */
function validateUnpruned({ conversion }: CustomResourceDefinitionSpec, scope: Scope): void {
  const detail =
    "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead";
  scope.report(invalid(at(path, "preserveUnknownFields"), true, detail));
  if (conversion === undefined || conversion.strategy === "None") return;
  const place = at(path, "conversion", "strategy");
  scope.report(invalid(place, conversion.strategy ?? "", "must be None if spec.preserveUnknownFields is true"));
}

const approval = "api-approved.kubernetes.io";

/** Groups of the Kubernetes community are open only to what it has approved (KEP-1111). */
function validateApproval({ metadata: meta = {}, spec = {} }: CustomResourceDefinition, scope: Scope): void {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(spec.group ?? "")) return;
  const value = meta.annotations?.[approval] ?? "";
  const place = entry(at(metadata, "annotations"), approval);
  const must = `protected groups must have approval annotation ${quote(approval)}`;
  const see = "see https://github.com/kubernetes/enhancements/pull/1111";
  if (value === "") scope.report(required(place, `${must}, ${see}`));
  else if (!value.startsWith("unapproved") && !isUrlWithHost(value)) {
    const detail = `${must} with either a URL or a reason starting with "unapproved", ${see}`;
    scope.report(invalid(place, value, detail));
  }
}

function isUrlWithHost(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(text);
}
