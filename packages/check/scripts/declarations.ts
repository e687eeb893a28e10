import { ruledTypes } from "../src/validate/rules.ts";

const scalars: Record<string, string> = {
  any: "unknown",
  bool: "boolean",
  bytes: "string",
  double: "number",
  duration: "string",
  int32: "number",
  int64: "number",
  intorstring: "number | string",
  microtime: "string",
  quantity: "number | string",
  string: "string",
  time: "string",
};

/** The last word of a type names it here; where two would share it, one of them says more. */
const longerNames: Readonly<Record<string, string>> = {
  "apiregistration.v1.ServiceReference": "APIServiceReference",
  "discovery.v1.EndpointPort": "EndpointSlicePort",
  "flowcontrol.v1.Subject": "FlowSubject",
  "resource.v1.ResourceClaim": "ResourceClaimObject",
};

function declarationName(type: string): string {
  const [group = "", version = "", name = ""] = type.split(".");
  if (group === "autoscaling" && version === "v1") return `${name}V1`;
  return longerNames[type] ?? name;
}

/** A field's type as TypeScript; `see` is told every type that it names. */
function typescriptOf(notation: string, home: string, see: (type: string) => void): string {
  if (notation.startsWith("[]")) {
    const items = typescriptOf(notation.slice(2).replace(/\{[^}]*\}$/, ""), home, see);
    return items.includes(" ") ? `(${items})[]` : `${items}[]`;
  }
  const values = /^map<(.*)>!?$/.exec(notation)?.[1];
  if (values !== undefined) return `Record<string, ${typescriptOf(values, home, see)}>`;
  const [, choice, schema] = /^schemaor(bool|array|strings)<(.*)>$/.exec(notation) ?? [];
  if (choice !== undefined) {
    const one = typescriptOf(schema!, home, see);
    return `${one} | ${choice === "bool" ? "boolean" : choice === "array" ? `${one}[]` : "string[]"}`;
  }
  const scalar = scalars[notation];
  if (scalar !== undefined) return scalar;
  const type = notation.includes(".") ? notation : home + notation;
  see(type);
  return declarationName(type);
}

/** Types whose `status` is no report of what is, but a part of what is wanted. */
const statusRead = /^batch\.v1\.PodFailurePolicy|^apiextensions\.v1\.CustomResourceSubresources$/;

function keyOf(name: string): string {
  return /^\w+$/.test(name) ? name : `"${name}"`;
}

/**
 * TypeScript interfaces of the decoded objects, from the lines of the table: every field is optional, as it is in a
 * manifest, and `status` is left out, because no rule looks at it. It begins with the types that rules are written on.
 */
export function declarations(table: readonly string[]): string {
  const lines = new Map(table.map((line) => [line.split(" ")[1]!.replace(/[!@].*$/, ""), line]));
  const reached = new Set(ruledTypes);
  const out: string[] = [];
  for (const type of reached) {
    const line = lines.get(type);
    if (line === undefined) throw new Error(`the table has no ${type}`);
    const home = type.slice(0, type.lastIndexOf(".") + 1);
    const fields = line.split(" ").slice(2);
    const body = fields
      .map((field) => /^([^:]+):([^@]+)/.exec(field)!)
      .filter(([, name]) => name !== "status" || statusRead.test(type))
      .map(
        ([, name, notation]) => `  ${keyOf(name!)}?: ${typescriptOf(notation!, home, (other) => reached.add(other))};`,
      );
    out.push(`export interface ${declarationName(type)} {\n${body.join("\n")}\n}\n`);
  }
  // Groups that have a type in common declare it alike.
  return [...new Set(out)].sort().join("\n");
}
