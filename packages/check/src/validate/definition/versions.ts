import { invalid, required } from "../../fault.ts";
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
} from "../../gen/types.ts";
import type { Value } from "../../manifest.ts";
import { at, item, type Path, said, unsaid } from "../../path.ts";
import { sameValue } from "../../same-value.ts";
import { byteLength } from "../names.ts";
import type { Scope } from "../scope.ts";
import { validateSchema } from "./schema.ts";
import { validateSelectableFields } from "./selectable-fields.ts";

type Shared = "schema" | "subresources" | "additionalPrinterColumns" | "selectableFields";
type Versions = readonly CustomResourceDefinitionVersion[];

/**
 * What the versions of a definition hold. What all of them have alike the server looks at once, and words it as a field
 * of the definition itself, as it was in v1beta1; so it does where there is only one version.
 */
export function validateVersions(spec: CustomResourceDefinitionSpec, path: Path, scope: Scope): void {
  const { versions = [] } = spec;
  if (versions.length === 0) return;
  for (const [index, version] of versions.entries()) {
    validateDeprecation(version, at(item(at(path, "versions"), index), "deprecationWarning"), scope);
  }
  for (const [version, place] of placesOf("subresources", versions, path)) {
    if (version.subresources !== undefined) validateSubresources(version.subresources, place, scope);
  }
  for (const [version, place] of placesOf("additionalPrinterColumns", versions, path)) {
    for (const [index, column] of (version.additionalPrinterColumns ?? []).entries()) {
      validateColumn(column, item(place, index), scope);
    }
  }
  validateSchemas(versions, path, scope);
  for (const [version, place] of placesOf("selectableFields", versions, path)) {
    const fields = version.selectableFields ?? [];
    const schema = version.schema?.openAPIV3Schema;
    if (fields.length === 0 || schema === undefined) continue;
    if (isShared("selectableFields", versions) && !isShared("schema", versions)) {
      scope.report(invalid(place, "", "may only be set when validations.schema is included"));
    } else validateSelectableFields(fields, schema, place, scope);
  }
}

function validateSchemas(versions: Versions, path: Path, scope: Scope): void {
  const schemas = placesOf("schema", versions, path);
  for (const [version, place] of schemas) {
    const schema = version.schema?.openAPIV3Schema;
    const of = schemas.length === versions.length ? versions.filter(({ name }) => name === version.name) : versions;
    const status = of.some(({ subresources }) => subresources?.status !== undefined);
    if (schema !== undefined) validateSchema(schema, status, at(place, "openAPIV3Schema"), scope);
  }
}

/** Whether all versions have a field alike. */
function isShared(field: Shared, versions: Versions): boolean {
  const first = versions[0]?.[field] as Value | undefined;
  return versions.every((version) => sameValue(version[field] as Value | undefined, first));
}

/** The versions whose field the server looks at, and where it says that the field is. */
function placesOf(field: Shared, versions: Versions, path: Path): [CustomResourceDefinitionVersion, Path][] {
  const [first] = versions;
  if (first === undefined || !isShared(field, versions)) {
    return versions.map((version, index) => [version, at(item(at(path, "versions"), index), field)]);
  }
  const hidden = unsaid(unsaid(unsaid(path, "versions"), 0), field);
  return [[first, said(hidden, field === "schema" ? "validation" : field)]];
}

function validateDeprecation(version: CustomResourceDefinitionVersion, place: Path, scope: Scope): void {
  const { deprecated = false, deprecationWarning: warning } = version;
  if (warning === undefined) return;
  const refuse = (detail: string) => scope.report(invalid(place, warning, detail));
  if (!deprecated) {
    refuse("can only be set for deprecated versions");
    return;
  }
  if (byteLength(warning) > 256) refuse("must be <= 256 characters long");
  if (warning === "") refuse("must not be an empty string");
  const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*/u.exec(warning)![0];
  if (printable.length < warning.length) {
    const index = byteLength(printable);
    refuse(`must only contain printable UTF-8 characters; non-printable character found at index ${index}`);
  }
}

function validateSubresources({ scale }: CustomResourceSubresources, place: Path, scope: Scope): void {
  if (scale === undefined) return;
  const validate = (field: keyof typeof scale, roots: readonly string[]) => {
    const text = scale[field] ?? "";
    const here = at(place, "scale", field);
    if (text === "" && field !== "labelSelectorPath") scope.report(required(here));
    else if (text === "" || !validateSimplePath(text, here, scope)) return;
    else if (!roots.some((root) => text.startsWith(`${root}.`))) {
      const where = roots.length === 1 ? roots[0] : `either ${roots.join(" or ")}`;
      scope.report(invalid(here, text, `should be a json path under ${where}`));
    }
  };
  validate("specReplicasPath", [".spec"]);
  validate("statusReplicasPath", [".status"]);
  validate("labelSelectorPath", [".spec", ".status"]);
}

/** Gives whether it begins as a path does: the server asks no more of it. */
function validateSimplePath(text: string, place: Path, scope: Scope): boolean {
  const good = text.startsWith(".");
  if (!good) scope.report(invalid(place, text, "must be a simple json path starting with ."));
  return good;
}

const columnTypes = ["boolean", "date", "integer", "number", "string"];
const columnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

function validateColumn(column: CustomResourceColumnDefinition, place: Path, scope: Scope): void {
  const { name = "", type = "", format = "", jsonPath = "" } = column;
  const types = `must be one of ${columnTypes.join(",")}`;
  if (name === "") scope.report(required(at(place, "name")));
  if (type === "") scope.report(required(at(place, "type"), types));
  else if (!columnTypes.includes(type)) scope.report(invalid(at(place, "type"), type, types));
  if (format !== "" && !columnFormats.includes(format)) {
    scope.report(invalid(at(place, "format"), format, `must be one of ${columnFormats.join(",")}`));
  }
  const pathPath = said(unsaid(place, "jsonPath"), "JSONPath");
  if (jsonPath === "") scope.report(required(pathPath));
  else validateSimplePath(jsonPath, pathPath, scope);
}
