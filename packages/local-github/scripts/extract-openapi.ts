import { readFileSync, writeFileSync } from "node:fs";
import { events, operations } from "./operations.ts";

/**
 * Makes `src/gen/{operations,webhooks,names}.json` from GitHub's own OpenAPI description:
 *
 *     npm install --prefix /tmp/openapi @octokit/openapi@23.0.2
 *     npx tsx packages/local-github/scripts/extract-openapi.ts /tmp/openapi/node_modules/@octokit/openapi
 *
 * The description is 385 MB installed, so it is no dependency. What is kept: the shapes of the operations and events
 * listed beside this script, as JSON Schema (`nullable` turned into a type), without prose and examples; and the name
 * of every other operation, so that calling one is told apart from calling what GitHub has not.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

/** An app's events are listed as an enumeration that lags years behind, in each payload by others. */
const anyEvents: Schema = { type: "array", items: { type: "string" } };

interface Operation {
  readonly operationId: string;
  readonly parameters?: Json[];
  readonly requestBody?: Json;
  readonly responses: Record<string, Json>;
  readonly externalDocs?: { readonly url: string };
}

const prose = new Set([
  "description",
  "example",
  "examples",
  "externalDocs",
  "title",
  "deprecated",
  "summary",
  "default",
]);

function main(folder: string): void {
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { version: string };
  const description = JSON.parse(readFileSync(`${folder}/generated/api.github.com.json`, "utf8"));
  const source = `@octokit/openapi ${version}, api.github.com`;
  const all = Object.entries(description.paths as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const served = new Set<string>(operations);
  const kept = all.filter(({ operation }) => served.has(operation.operationId));
  const rest = extractor(description.components);
  write("operations", {
    source,
    operations: Object.fromEntries(
      kept.map(({ method, path, operation }) => [operation.operationId, rest.operation(method, path, operation)]),
    ),
    schemas: rest.schemas(),
  });
  write("names", {
    source,
    operations: Object.fromEntries(
      all
        .filter(({ operation }) => !served.has(operation.operationId))
        .map(({ method, path, operation }) => [`${method} ${path}`, operation.operationId]),
    ),
  });
  const hooks = extractor(description.components);
  const payloads = events.map((event) => {
    const post = description["x-webhooks"][event.replace(/[._]/g, "-")].post;
    return [event, hooks.schema(post.requestBody.content["application/json"].schema)] as const;
  });
  write("webhooks", { source, ...shareRepeated({ events: Object.fromEntries(payloads), schemas: hooks.schemas() }) });
}

/** Turns OpenAPI 3.0 into JSON Schema and follows references, keeping each component that was met once. */
function extractor(components: Record<string, Record<string, Json>>) {
  const schemas = new Map<string, Json>();

  function resolve(value: Json): Schema {
    const reference = (value as Schema)["$ref"];
    if (typeof reference !== "string") return value as Schema;
    const [, , kind = "", name = ""] = reference.split("/");
    return components[kind]![name] as Schema;
  }

  function schema(value: Json): Json {
    if (Array.isArray(value)) return value.map(schema);
    if (value === null || typeof value !== "object") return value;
    if (typeof value["$ref"] === "string") {
      const name = value["$ref"].split("/").at(-1)!;
      if (!schemas.has(name)) {
        schemas.set(name, null);
        schemas.set(name, schema(components["schemas"]![name]!));
      }
      return { $ref: `#/schemas/${name}` };
    }
    const kept = Object.entries(value).filter(
      ([key]) => !prose.has(key) && !key.startsWith("x-") && key !== "nullable",
    );
    const converted = Object.fromEntries(
      kept.map(([key, part]) => [key, key === "properties" ? properties(part as Schema) : schema(part)]),
    );
    return value["nullable"] === true ? nullable(converted) : converted;
  }

  function properties(value: Schema): Schema {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, name === "events" ? anyEvents : schema(part)]),
    );
  }

  function content(value: Json): Json {
    const types = resolve(value)["content"] as Record<string, { schema?: Json }> | undefined;
    const json = types?.["application/json"]?.schema;
    return json === undefined ? null : schema(json);
  }

  function operation(
    method: string,
    path: string,
    { parameters = [], requestBody, responses, externalDocs }: Operation,
  ) {
    return {
      method,
      path,
      documentation: externalDocs?.url ?? "https://docs.github.com/rest",
      parameters: parameters.map((parameter) => {
        const { name, in: place, required, schema: shape } = resolve(parameter) as Schema & { schema: Json };
        return { name, in: place, required: required ?? false, schema: schema(shape) };
      }),
      body: requestBody === undefined ? null : content(requestBody),
      bodyRequired: requestBody !== undefined && resolve(requestBody)["required"] === true,
      responses: Object.fromEntries(Object.entries(responses).map(([status, response]) => [status, content(response)])),
    };
  }

  const sorted = () => Object.fromEntries([...schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  return { schema, operation, schemas: sorted };
}

function nullable(schema: Schema): Schema {
  if (schema["enum"] !== undefined) schema = { ...schema, enum: [...(schema["enum"] as Json[]), null] };
  if (typeof schema["type"] === "string") return { ...schema, type: [schema["type"], "null"] };
  return { anyOf: [schema, { type: "null" }] };
}

/** Gives a name to each schema that is written out more than once (payloads repeat a whole pull request) and refers to it. */
function shareRepeated(whole: { events: Schema; schemas: Schema }): Schema {
  const counts = new Map<string, number>();
  function count(value: Json): void {
    if (value === null || typeof value !== "object") return;
    const text = JSON.stringify(value);
    if (isSchema(value) && text.length > 150) {
      const before = counts.get(text) ?? 0;
      counts.set(text, before + 1);
      if (before > 0) return;
    }
    for (const part of Object.values(value)) count(part);
  }
  count(whole);

  const shared: Schema = {};
  const names = new Map<string, string>();
  function share(value: Json): Json {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(share);
    const text = JSON.stringify(value);
    const parts = () => Object.fromEntries(Object.entries(value).map(([key, part]) => [key, share(part)]));
    if (!isSchema(value) || (counts.get(text) ?? 0) < 2) return parts();
    let name = names.get(text);
    if (name === undefined) {
      name = `s${names.size}`;
      names.set(text, name);
      shared[name] = parts();
    }
    return { $ref: `#/shared/${name}` };
  }
  return { ...(share(whole) as Schema), shared };
}

/** Whether this is a schema and not a table of properties, one of which may be named `type`. */
function isSchema(value: Json): value is Schema {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  return typeof value["type"] === "string" || Array.isArray(value["type"]);
}

function write(name: string, value: Json | object): void {
  const file = new URL(`../src/gen/${name}.json`, import.meta.url);
  const text = `${JSON.stringify(value)}\n`;
  writeFileSync(file, text);
  console.log(`${name}.json ${text.length} bytes`);
}

main(process.argv[2] ?? "node_modules/@octokit/openapi");
