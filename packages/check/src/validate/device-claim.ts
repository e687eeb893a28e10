import { duplicate, invalid, required, tooLong } from "../fault.ts";
import type {
  DeviceClaim,
  DeviceClass,
  DeviceConstraint,
  DeviceRequest,
  OpaqueDeviceConfiguration,
  ResourceClaimObject,
  ResourceClaimTemplate,
} from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import { isObject, type Value } from "../manifest.ts";
import { at, type Path } from "../path.ts";
import { validateTemplateMetadata } from "./claim-spec.ts";
import { itemsOf, mostItems, validateDeviceRequests, validateDeviceSelectors } from "./device-request.ts";
import { byteLength, dnsLabel } from "./names.ts";
import { repeated } from "./repeated.ts";
import { isExtended } from "./resources.ts";
import { invalidEach, type Scope } from "./scope.ts";
import { validateDriverName } from "./volume-sources.ts";

/** Devices that are asked for by what they are (KEP-4381; pkg/apis/resource/validation). Their expressions are not compiled. */

const path = at(undefined, "spec");
const longestText = 10 * 1024;

export function validateDeviceClaim(claim: ResourceClaimObject, scope: Scope): void {
  validateDevices(claim.spec?.devices ?? {}, at(path, "devices"), scope);
}

export function validateDeviceClaimTemplate(template: ResourceClaimTemplate, scope: Scope): void {
  const { metadata = {}, spec = {} } = template.spec ?? {};
  validateTemplateMetadata(metadata, at(path, "metadata"), scope);
  validateDevices(spec.devices ?? {}, at(path, "spec", "devices"), scope);
}

export function validateDeviceClass(device: DeviceClass, scope: Scope): void {
  const { selectors = [], config = [], extendedResourceName: name } = device.spec ?? {};
  validateDeviceSelectors(selectors, at(path, "selectors"), scope);
  for (const [place, one] of itemsOf(config, mostItems, at(path, "config"), scope)) {
    validateOpaque(one.opaque, at(place, "opaque"), scope);
  }
  if (name === undefined || scope.minor < 36 || isExtended(name)) return;
  scope.report(invalid(at(path, "extendedResourceName"), name, "must be a valid extended resource name"));
}

function validateDevices(devices: DeviceClaim, path: Path, scope: Scope): void {
  const { requests = [], constraints = [], config = [] } = devices;
  const names = namesOf(requests);
  validateDeviceRequests(requests, at(path, "requests"), scope);
  for (const [place, constraint] of itemsOf(constraints, mostItems, at(path, "constraints"), scope)) {
    validateReferences(constraint.requests ?? [], names, at(place, "requests"), scope);
    validateConstraint(constraint, place, scope);
  }
  for (const [place, one] of itemsOf(config, mostItems, at(path, "config"), scope)) {
    validateReferences(one.requests ?? [], names, at(place, "requests"), scope);
    validateOpaque(one.opaque, at(place, "opaque"), scope);
  }
}

/** The requests that one can refer to, and the choices of each, as `request/choice`. */
function namesOf(requests: readonly DeviceRequest[]): ReadonlySet<string> {
  return new Set(
    requests.flatMap(({ name = "", firstAvailable = [] }) => [
      name,
      ...firstAvailable.map((choice) => `${name}/${choice.name ?? ""}`),
    ]),
  );
}

function validateReferences(references: readonly string[], names: ReadonlySet<string>, path: Path, scope: Scope): void {
  const known = itemsOf(references, mostItems, path, scope);
  const detail =
    "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
  for (const [place, reference] of known) {
    const parts = reference.split("/");
    if (parts.length <= 2) for (const part of parts) invalidEach(scope, place, part, dnsLabel(part));
    if (!names.has(reference)) scope.report(invalid(place, reference, detail));
  }
  const again = repeated(references);
  for (const [index, [place, reference]] of known.entries()) {
    if (again.has(index)) scope.report(duplicate(place, reference));
  }
}

function validateConstraint(constraint: DeviceConstraint, path: Path, scope: Scope): void {
  const { matchAttribute, distinctAttribute } = constraint;
  if (matchAttribute !== undefined) validateAttribute(matchAttribute, at(path, "matchAttribute"), scope);
  else if (scope.minor < 36) scope.report(required(at(path, "matchAttribute")));
  else if (distinctAttribute !== undefined) validateAttribute(distinctAttribute, at(path, "distinctAttribute"), scope);
  else {
    const detail = 'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set';
    scope.report(required(path, detail));
  }
}

/** `driver.example.com/model`: a domain and a name. */
function validateAttribute(name: string, path: Path, scope: Scope): void {
  const parts = name.split("/");
  const [domain, own] = parts.length === 1 ? [undefined, parts[0]] : parts.length === 2 ? parts : [];
  if (domain === "") scope.report(invalid(path, "", "the domain must not be empty"));
  else if (domain !== undefined) validateDriverName(domain, path, scope);
  if (own === "" && domain !== undefined) scope.report(invalid(path, "", "the name must not be empty"));
  else if (own !== undefined) validateIdentifier(own, path, scope);
  if (domain === undefined && parts.length === 1) {
    const detail = "a fully qualified name must be a domain and a name separated by a slash";
    scope.report(invalid(path, name, detail));
  }
}

function validateIdentifier(name: string, path: Path, scope: Scope): void {
  if (name.length > 32) scope.report(tooLong(path, 32));
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
  const detail =
    "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')";
  scope.report(invalid(path, name, detail));
}

/** What a driver is told, in its own words. */
function validateOpaque(opaque: OpaqueDeviceConfiguration | undefined, path: Path, scope: Scope): void {
  if (opaque === undefined) {
    scope.report(required(path));
    return;
  }
  validateDriverName(opaque.driver ?? "", at(path, "driver"), scope);
  const parameters = opaque.parameters as Value | undefined;
  const place = at(path, "parameters");
  if (parameters === undefined || parameters === null) scope.report(required(place));
  else if (byteLength(goJson(parameters)) > longestText) scope.report(tooLong(place, longestText));
  else if (!isObject(parameters)) scope.report(invalid(place, "<value omitted>", "must be a valid JSON object"));
}
