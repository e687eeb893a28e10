import { forbidden, invalid, required } from "../fault.ts";
import type { LabelSelector, LabelSelectorRequirement } from "../gen/types.ts";
import { at, item, type Path, unsaid } from "../path.ts";
import { labelValue, qualifiedName } from "./names.ts";
import { invalidEach, type Scope } from "./scope.ts";

/** Labels and selectors (apimachinery, `apis/meta/v1/validation`). */

export type Labels = Readonly<Record<string, string>>;

export function validateLabels(labels: Labels | undefined, path: Path, scope: Scope): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    // The server says only which map it is.
    invalidEach(scope, unsaid(path, key), key, qualifiedName(key));
    invalidEach(scope, unsaid(path, key), value, labelValue(value));
  }
}

export function validateLabelSelector(selector: LabelSelector | undefined, path: Path, scope: Scope): void {
  if (selector === undefined) return;
  validateLabels(selector.matchLabels, at(path, "matchLabels"), scope);
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
    validateRequirement(requirement, item(at(path, "matchExpressions"), index), scope);
  }
}

function validateRequirement(requirement: LabelSelectorRequirement, path: Path, scope: Scope): void {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case "In":
    case "NotIn":
      if (values.length === 0) {
        scope.report(required(at(path, "values"), "must be specified when `operator` is 'In' or 'NotIn'"));
      }
      break;
    case "Exists":
    case "DoesNotExist":
      if (values.length > 0) {
        scope.report(
          forbidden(at(path, "values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        );
      }
      break;
    default:
      scope.report(invalid(at(path, "operator"), requirement.operator ?? "", "not a valid selector operator"));
  }
  const key = requirement.key ?? "";
  invalidEach(scope, at(path, "key"), key, qualifiedName(key));
  for (const [index, value] of values.entries()) {
    invalidEach(scope, item(at(path, "values"), index), value, labelValue(value));
  }
}

/** A selector that can be asked; an empty one selects everything, none selects nothing. */
export type Selector = (labels: Labels) => boolean;

/** What a selector selects, or nothing where the server cannot make sense of it. */
export function selectorOf(selector: LabelSelector | undefined): Selector | undefined {
  if (selector === undefined) return () => false;
  const terms: Selector[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (qualifiedName(key).length > 0 || labelValue(value).length > 0) return undefined;
    terms.push((labels) => labels[key] === value);
  }
  for (const requirement of selector.matchExpressions ?? []) {
    const term = termOf(requirement);
    if (term === undefined) return undefined;
    terms.push(term);
  }
  return (labels) => terms.every((term) => term(labels));
}

function termOf({ key = "", operator, values = [] }: LabelSelectorRequirement): Selector | undefined {
  if (qualifiedName(key).length > 0 || values.some((value) => labelValue(value).length > 0)) return undefined;
  const listed = (labels: Labels) => labels[key] !== undefined && values.includes(labels[key]);
  switch (operator) {
    case "In":
      return values.length > 0 ? listed : undefined;
    case "NotIn":
      return values.length > 0 ? (labels) => !listed(labels) : undefined;
    case "Exists":
      return values.length === 0 ? (labels) => labels[key] !== undefined : undefined;
    case "DoesNotExist":
      return values.length === 0 ? (labels) => labels[key] === undefined : undefined;
    default:
      return undefined;
  }
}

/** A selector as the server shows it in messages: the two fields in this order. */
export function shownSelector({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
  const sorted = Object.fromEntries(Object.entries(matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...(matchLabels === undefined || Object.keys(matchLabels).length === 0 ? {} : { matchLabels: sorted }),
    ...(matchExpressions === undefined || matchExpressions.length === 0
      ? {}
      : { matchExpressions: matchExpressions.map(shownRequirement) }),
  };
}

function shownRequirement({
  key = "",
  operator = "",
  values = [],
}: LabelSelectorRequirement): LabelSelectorRequirement {
  return { key, operator, ...(values.length === 0 ? {} : { values }) };
}
