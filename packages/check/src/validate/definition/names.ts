import { invalid, required } from "../../fault.ts";
import type { CustomResourceDefinitionNames } from "../../gen/types.ts";
import { at, item, type Path } from "../../path.ts";
import { dns1035Label } from "../names.ts";
import type { Scope } from "../scope.ts";

/** The names that a definition gives to its kind. The server fills in those of one object and of a list. */
export function validateNames(names: CustomResourceDefinitionNames, place: Path, scope: Scope): void {
  const { plural = "", kind = "" } = names;
  const singular = names.singular || kind.toLowerCase();
  const listKind = names.listKind || (kind === "" ? "" : `${kind}List`);
  for (const [field, name] of Object.entries({ plural, singular })) validateLabel(name, at(place, field), scope);
  for (const [field, name] of Object.entries({ kind, listKind })) {
    const messages = dns1035Label(name.toLowerCase()).join(",");
    if (name === "") scope.report(required(at(place, field)));
    else if (messages !== "") {
      const detail = `may have mixed case, but should otherwise match: ${messages}`;
      scope.report(invalid(at(place, field), name, detail));
    }
  }
  if (kind !== "" && kind === listKind) {
    scope.report(invalid(at(place, "listKind"), listKind, "kind and listKind may not be the same"));
  }
  for (const field of ["shortNames", "categories"] as const) {
    for (const [index, name] of (names[field] ?? []).entries()) {
      validateForm(name, item(at(place, field), index), scope);
    }
  }
}

function validateLabel(name: string, place: Path, scope: Scope): void {
  if (name === "") scope.report(required(place));
  else validateForm(name, place, scope);
}

function validateForm(name: string, place: Path, scope: Scope): void {
  const messages = dns1035Label(name);
  if (messages.length > 0) scope.report(invalid(place, name, messages.join(",")));
}
