import { invalid, required } from "../../fault.ts";
import type { EnvFromSource, EnvVar, EnvVarSource, FileKeySelector, SecretKeySelector } from "../../gen/types.ts";
import { at, item, type Path, unsaid } from "../../path.ts";
import { validateNoBacksteps } from "../file-paths.ts";
import { configKey, dnsLabel, dnsSubdomain, variableName } from "../names.ts";
import { invalidEach, type Scope } from "../scope.ts";
import { validateFieldSelector, validateResourceSelector, variableFields } from "./field-selectors.ts";

/** Variables of a container. */

export function validateVariables(variables: readonly EnvVar[], path: Path, scope: Scope): void {
  for (const [index, { name = "", value = "", valueFrom }] of variables.entries()) {
    const place = item(path, index);
    if (name === "") scope.report(required(at(place, "name")));
    else invalidEach(scope, at(place, "name"), name, variableName(name));
    if (valueFrom !== undefined) validateValueFrom(valueFrom, value, at(place, "valueFrom"), scope);
  }
}

function validateValueFrom(source: EnvVarSource, value: string, path: Path, scope: Scope): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef !== undefined) validateFieldSelector(fieldRef, variableFields, at(path, "fieldRef"), scope);
  if (resourceFieldRef !== undefined) validateResourceSelector(resourceFieldRef, at(path, "resourceFieldRef"), scope);
  if (configMapKeyRef !== undefined) validateKeySelector(configMapKeyRef, at(path, "configMapKeyRef"), scope);
  if (secretKeyRef !== undefined) validateKeySelector(secretKeyRef, at(path, "secretKeyRef"), scope);
  const files = scope.minor >= 35;
  if (fileKeyRef !== undefined && files) validateFileKey(fileKeyRef, at(path, "fileKeyRef"), scope);
  const given = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, files ? fileKeyRef : undefined];
  const count = given.filter((part) => part !== undefined).length;
  if (count === 0) {
    const kinds = files
      ? "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
      : "`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`";
    scope.report(invalid(path, "", `must specify one of: ${kinds}`));
  } else if (value !== "") scope.report(invalid(path, "", "may not be specified when `value` is not empty"));
  else if (count > 1) scope.report(invalid(path, "", "may not have more than one field specified at a time"));
}

function validateKeySelector({ name = "", key = "" }: SecretKeySelector, path: Path, scope: Scope): void {
  invalidEach(scope, at(path, "name"), name, dnsSubdomain(name));
  if (key === "") scope.report(required(at(path, "key")));
  else invalidEach(scope, at(path, "key"), key, configKey(key));
}

function validateFileKey(selector: FileKeySelector, path: Path, scope: Scope): void {
  const { key = "", volumeName = "", path: file = "" } = selector;
  if (key === "") scope.report(required(at(path, "key")));
  else invalidEach(scope, at(path, "key"), key, variableName(key));
  if (volumeName === "") scope.report(required(at(path, "volumeName")));
  else invalidEach(scope, at(path, "volumeName"), volumeName, dnsLabel(volumeName));
  if (file === "") scope.report(required(at(path, "path")));
  else validateNoBacksteps(file, at(path, "path"), scope);
}

/** Objects whose keys all become variables. */
export function validateVariableSources(sources: readonly EnvFromSource[], path: Path, scope: Scope): void {
  for (const [index, { prefix = "", configMapRef, secretRef }] of sources.entries()) {
    const place = item(path, index);
    if (prefix !== "") invalidEach(scope, at(place, "prefix"), prefix, variableName(prefix));
    if (configMapRef !== undefined)
      validateSourceName(configMapRef.name ?? "", at(place, "configMapRef", "name"), scope);
    if (secretRef !== undefined) validateSourceName(secretRef.name ?? "", at(place, "secretRef", "name"), scope);
    // The server does not say which of the sources it means.
    if (configMapRef === undefined && secretRef === undefined) {
      scope.report(invalid(unsaid(path, index), "", "must specify one of: `configMapRef` or `secretRef`"));
    } else if (configMapRef !== undefined && secretRef !== undefined) {
      scope.report(invalid(unsaid(path, index), "", "may not have more than one field specified at a time"));
    }
  }
}

function validateSourceName(name: string, path: Path, scope: Scope): void {
  if (name === "") scope.report(required(path));
  else {
    // It is checked as the beginning of a name, whose last letter does not count when it is a dash.
    const whole = name.length > 1 && name.endsWith("-") ? `${name.slice(0, -2)}a` : name;
    invalidEach(scope, path, name, dnsSubdomain(whole));
  }
}
