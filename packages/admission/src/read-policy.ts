import { isKeyword } from "@slipway/cel";
import { isList, isObject, type Manifest, objectOr, textOr, type Value } from "./manifest.ts";
import type { BindingSpec, Named, PolicySpec } from "./policy.ts";
import { isQualified } from "./selector.ts";

/** What is wrong with a policy or a binding: where in the object, and what. */
export interface PolicyIssue {
  /** The object as it was given. */
  readonly source: Manifest;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Path = readonly (string | number)[];
type Report = (path: Path, message: string) => void;

/** What a value must look like: a text (or one of some), a list of a shape, a map to texts, or these fields and no others. */
type Shape = "text" | "texts" | readonly string[] | { readonly list: Shape } | { readonly fields: Fields };
type Fields = Readonly<Record<string, Shape>>;

const selector: Shape = {
  fields: {
    matchLabels: "texts",
    matchExpressions: { list: { fields: { key: "text", operator: "text", values: { list: "text" } } } },
  },
};
const rules: Shape = {
  list: {
    fields: {
      operations: { list: ["CREATE", "UPDATE", "DELETE", "CONNECT", "*"] },
      apiGroups: { list: "text" },
      apiVersions: { list: "text" },
      resources: { list: "text" },
      scope: ["Cluster", "Namespaced", "*"],
      resourceNames: { list: "text" },
    },
  },
};
const matchResources: Shape = {
  fields: {
    namespaceSelector: selector,
    objectSelector: selector,
    resourceRules: rules,
    excludeResourceRules: rules,
    matchPolicy: ["Exact", "Equivalent"],
  },
};
const expressions: Shape = { list: { fields: { name: "text", expression: "text" } } };
const policyShape: Shape = {
  fields: {
    failurePolicy: ["Fail", "Ignore"],
    paramKind: { fields: { apiVersion: "text", kind: "text" } },
    matchConstraints: matchResources,
    matchConditions: expressions,
    variables: expressions,
    validations: {
      list: {
        fields: {
          expression: "text",
          message: "text",
          messageExpression: "text",
          reason: ["Forbidden", "Invalid", "RequestEntityTooLarge"],
        },
      },
    },
    auditAnnotations: { list: { fields: { key: "text", valueExpression: "text" } } },
  },
};
const bindingShape: Shape = {
  fields: {
    policyName: "text",
    paramRef: { fields: { name: "text", namespace: "text", selector, parameterNotFoundAction: ["Allow", "Deny"] } },
    matchResources,
    validationActions: { list: ["Deny", "Warn", "Audit"] },
  },
};

/** Reads a ValidatingAdmissionPolicy. Undefined: the server would not take it, and the issues say why. */
export function readPolicy(source: Manifest, issues: PolicyIssue[]): Named<PolicySpec> | undefined {
  return read(source, policyShape, issues, (spec, report) => {
    const { matchConstraints, validations = [], auditAnnotations = [], paramKind } = spec as Partial<PolicySpec>;
    if ((matchConstraints?.resourceRules ?? []).length === 0)
      report(["spec", "matchConstraints"], "matchConstraints.resourceRules is required");
    if (validations.length + auditAnnotations.length === 0)
      report(["spec"], "at least one of validations and auditAnnotations is required");
    for (const [index, validation] of validations.entries())
      if (!validation.expression?.trim()) report(["spec", "validations", index], "expression is required");
    for (const [index, { key, valueExpression }] of auditAnnotations.entries()) {
      if (!key) report(["spec", "auditAnnotations", index], "key is required");
      if (!valueExpression?.trim()) report(["spec", "auditAnnotations", index], "valueExpression is required");
    }
    if (paramKind !== undefined && (!paramKind.apiVersion || !paramKind.kind))
      report(["spec", "paramKind"], "paramKind needs apiVersion and kind");
    for (const list of ["variables", "matchConditions"] as const) checkNames(list, spec, report);
  }) as Named<PolicySpec> | undefined;
}

/** Reads a ValidatingAdmissionPolicyBinding. Undefined: the server would not take it, and the issues say why. */
export function readBinding(source: Manifest, issues: PolicyIssue[]): Named<BindingSpec> | undefined {
  return read(source, bindingShape, issues, (spec, report) => {
    const { policyName, validationActions = [], paramRef } = spec as Partial<BindingSpec>;
    if (!policyName) report(["spec"], "policyName is required");
    if (validationActions.length === 0) report(["spec"], "validationActions is required");
    if (new Set(validationActions).size < validationActions.length)
      report(["spec", "validationActions"], "an action stands twice");
    if (validationActions.includes("Deny") && validationActions.includes("Warn"))
      report(["spec", "validationActions"], "Deny and Warn may not be used together");
    if (paramRef === undefined) return;
    if ((paramRef.name === undefined) === (paramRef.selector === undefined))
      report(["spec", "paramRef"], "one of name and selector is required, not both");
    if (paramRef.parameterNotFoundAction === undefined)
      report(["spec", "paramRef"], "parameterNotFoundAction is required");
  }) as Named<BindingSpec> | undefined;
}

function read(
  source: Manifest,
  shape: Shape,
  issues: PolicyIssue[],
  rules: (spec: Manifest, report: Report) => void,
): Named<unknown> | undefined {
  const before = issues.length;
  const report: Report = (path, message) => void issues.push({ source, path, message });
  const name = textOr(objectOr(source["metadata"])["name"]);
  if (name === "") report(["metadata"], "metadata.name is required");
  const spec = source["spec"];
  if (isObject(spec)) conform(spec, shape, ["spec"], report);
  else report([], "spec is required");
  const given = objectOr(withoutNulls(objectOr(spec)));
  if (issues.length === before) rules(given, report);
  return issues.length === before ? { name, spec: given, source } : undefined;
}

function conform(value: Value, shape: Shape, path: Path, report: Report): void {
  if (value === null) return;
  if (shape === "text") {
    if (typeof value !== "string") report(path, "a text belongs here");
  } else if (shape === "texts") {
    if (!isObject(value)) report(path, "a mapping belongs here");
    else for (const [key, inner] of Object.entries(value)) conform(inner, "text", [...path, key], report);
  } else if ("list" in shape) {
    if (!isList(value)) report(path, "a list belongs here");
    else
      for (const [index, inner] of value.entries())
        if (inner === null) report([...path, index], "an item is empty");
        else conform(inner, shape.list, [...path, index], report);
  } else if ("fields" in shape) conformFields(value, shape.fields, path, report);
  else if (typeof value !== "string" || !shape.includes(value))
    report(path, `${JSON.stringify(value)} is none of ${shape.map((allowed) => JSON.stringify(allowed)).join(", ")}`);
}

function conformFields(value: Value, fields: Fields, path: Path, report: Report): void {
  if (!isObject(value)) {
    report(path, "a mapping belongs here");
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (shape === undefined) report([...path, key], `unknown field "${key}"`);
    else conform(inner, shape, [...path, key], report);
  }
}

/** Of variables with one name the last counts; match conditions have different ones. */
function checkNames(list: "variables" | "matchConditions", spec: Manifest, report: Report): void {
  const seen = new Set<string>();
  for (const [index, entry] of ((spec[list] ?? []) as readonly Manifest[]).entries()) {
    const name = textOr(entry["name"]);
    const right = list === "matchConditions" ? isQualified(name) : isIdentifier(name);
    if (!right) report(["spec", list, index], `${JSON.stringify(name)} is no name`);
    else if (list === "matchConditions" && seen.has(name))
      report(["spec", list, index, "name"], `the name ${JSON.stringify(name)} stands twice`);
    if (!textOr(entry["expression"]).trim()) report(["spec", list, index], "expression is required");
    seen.add(name);
  }
}

/** A name that expressions can say. */
function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isKeyword(name);
}

/** A field that is null is the same as none. */
function withoutNulls(value: Value): Value {
  if (isList(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}
