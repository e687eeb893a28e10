import { readFileSync, writeFileSync } from "node:fs";
import { type ASTNode, assertValidSchema, buildSchema, type DefinitionNode, Kind, parse, print, visit } from "graphql";
import { graphqlFields } from "./graphql-fields.ts";

/**
 * Makes `src/gen/schema.json` from GitHub's own GraphQL schema: the types and fields that are served, without prose.
 *
 *     npm install --prefix /tmp/openapi @octokit/graphql-schema@15.26.1
 *     npx tsx packages/local-github/scripts/extract-graphql.ts /tmp/openapi/node_modules/@octokit/graphql-schema
 */
function main(folder: string): void {
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { version: string };
  const whole = parse(readFileSync(`${folder}/schema.graphql`, "utf8"), { noLocation: true });
  const byName = new Map(
    whole.definitions.flatMap((node) => ("name" in node && node.name ? [[node.name.value, node]] : [])),
  );
  const kept = new Map<string, DefinitionNode>();

  function keep(name: string): void {
    const found = byName.get(name);
    if (found === undefined || kept.has(name)) return;
    const trimmed = trim(found);
    if (trimmed === undefined) return;
    kept.set(name, trimmed);
    for (const used of namesIn(trimmed)) keep(used);
  }

  /** Payloads of mutations are kept whole where their parts are; other types as far as they are listed. */
  function trim(node: DefinitionNode): DefinitionNode | undefined {
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      const types = node.types?.filter(({ name }) => name.value in graphqlFields) ?? [];
      return types.length === 0 ? undefined : { ...node, types, directives: [] };
    }
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
    const name = node.name.value;
    const fields = name.endsWith("Payload") ? node.fields?.map((field) => field.name.value) : graphqlFields[name];
    if (fields === undefined) return undefined;
    const missing = fields.filter((field) => !node.fields?.some((one) => one.name.value === field));
    if (missing.length > 0) throw new Error(`GitHub's ${name} has no ${missing.join(", ")}.`);
    return {
      ...node,
      interfaces: node.interfaces?.filter((one) => isWhole(one.name.value, fields)) ?? [],
      fields: node.fields?.filter((field) => fields.includes(field.name.value) && isServed(field)) ?? [],
    };
  }

  /** A type keeps an interface when it keeps everything that the interface promises. */
  function isWhole(name: string, fields: readonly string[]): boolean {
    return graphqlFields[name]?.every((field) => fields.includes(field)) ?? false;
  }

  function isServed(field: ASTNode): boolean {
    const types = namesIn(field);
    return types.every((name) => {
      const kind = byName.get(name)?.kind;
      const object = kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.INTERFACE_TYPE_DEFINITION;
      return !object || name in graphqlFields || name.endsWith("Payload");
    });
  }

  keep("Query");
  keep("Mutation");
  for (const name of Object.keys(graphqlFields)) keep(name);
  const definitions = [...kept].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, node]) => bare(node));
  const text = print({ kind: Kind.DOCUMENT, definitions });
  assertValidSchema(buildSchema(text));
  const schema = `${JSON.stringify({ source: `@octokit/graphql-schema ${version}`, schema: text })}\n`;
  writeFileSync(new URL("../src/gen/schema.json", import.meta.url), schema);
  console.log(`schema.json ${schema.length} bytes`);
}

function namesIn(node: ASTNode): string[] {
  const names: string[] = [];
  visit(node, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}

function bare<T extends ASTNode>(node: T): T {
  return visit(node, {
    enter: (part) => ("description" in part ? { ...part, description: undefined } : undefined),
    Directive: () => null,
  });
}

main(process.argv[2] ?? "node_modules/@octokit/graphql-schema");
