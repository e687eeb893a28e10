import type { IncomingMessage, ServerResponse } from "node:http";
import {
  buildSchema,
  type DocumentNode,
  execute,
  FieldsOnCorrectTypeRule,
  GraphQLError,
  Kind,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  ValuesOfCorrectTypeRule,
  validate,
} from "graphql";
import extract from "../gen/schema.json" with { type: "json" };
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { answer } from "../http/answer.ts";
import { findRepository } from "../http/authorize.ts";
import type { Reply } from "../http/call.ts";
import { payerOf } from "../http/payer.ts";
import { readJson } from "../http/read-body.ts";
import { refuse } from "../http/refuse.ts";
import { canSee } from "../rules/rights.ts";
import { accountNode } from "./account-node.ts";
import { findNode } from "./find-node.ts";
import { mutations } from "./mutations.ts";
import { repositoryNode } from "./repository-node.ts";
import { fail, type Node, type Viewer } from "./viewer.ts";

const schema = buildSchema(extract.schema);
/** What a document may name that is not in our part of the schema: it is not served, rather than wrong. */
const partRules = [FieldsOnCorrectTypeRule, KnownTypeNamesRule, KnownArgumentNamesRule];
const otherRules = specifiedRules.filter((rule) => !partRules.includes(rule as never));
const documentation = "https://docs.github.com/graphql";

interface GraphQLBody {
  readonly query?: unknown;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** Answers a GraphQL document over the part of GitHub's schema that is served. */
export async function serveGraphql(github: GitHub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await readJson(request).catch(() => undefined)) as GraphQLBody | undefined;
  const document = parseDocument(body?.query);
  const operation = "definitions" in document ? operationOf(document, body?.operationName) : undefined;
  const write = operation?.operation === "mutation";
  const fields =
    operation?.selectionSet.selections.map((one) => (one.kind === Kind.FIELD ? one.name.value : "…")) ?? [];
  const subject = {
    operation: ["graphql", ...fields].join(" "),
    documentation,
    resource: "graphql",
    write,
    content: false,
    points: write ? 5 : 1,
  } as const;
  await answer(github, {
    request,
    response,
    subject,
    work: async (actor) => {
      if (actor.kind === "anonymous" || actor.kind === "app")
        return refuse(401, "This endpoint requires you to be authenticated.");
      if (request.method !== "POST") return refuse(404, "Not Found");
      if (!("definitions" in document)) return { status: 200, body: { errors: [shown(document)] } };
      return run(github, actor, { document, body: body ?? {}, operation: subject.operation });
    },
  });
}

function parseDocument(query: unknown): DocumentNode | GraphQLError {
  if (typeof query !== "string") return new GraphQLError("A query attribute must be specified and must be a string.");
  try {
    return parse(query, { maxTokens: 20_000 });
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError("The document could not be parsed.");
  }
}

function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return operations.find((one) => name === undefined || name === null || one.name?.value === name);
}

async function run(
  github: GitHub,
  actor: Actor,
  {
    document,
    body,
    operation,
  }: { readonly document: DocumentNode; readonly body: GraphQLBody; readonly operation: string },
): Promise<Reply> {
  const [missing] = validate(schema, document, partRules);
  if (missing !== undefined) return unserved(missing.message);
  const wrong = validate(schema, document, [...otherRules, ValuesOfCorrectTypeRule]);
  if (wrong.length > 0) return { status: 200, body: { errors: wrong.map(shown) } };
  const viewer: Viewer = { github, actor, repositoryNode: (repository) => repositoryNode(viewer, repository) };
  const result = await execute({
    schema,
    document,
    rootValue: { ...queries(viewer), ...mutations(viewer) },
    variableValues: body.variables ?? {},
    operationName: body.operationName,
  });
  for (const { originalError, extensions, message } of result.errors ?? []) {
    if (extensions["type"] === "NOT_SERVED") return unserved(message);
    const ours = originalError !== undefined && !(originalError instanceof GraphQLError);
    if (ours) github.violations.push({ kind: "crash", operation, message: originalError.stack ?? message });
  }
  const errors = result.errors?.map(shown);
  return { status: 200, body: { data: result.data ?? null, ...(errors === undefined ? {} : { errors }) } };
}

function unserved(reason: string): never {
  return refuse(501, `local-github does not serve this part of GraphQL: ${reason}`);
}

/** An error as GitHub shows it: its kind stands beside the message. */
function shown({ message, path, locations, extensions }: GraphQLError): Record<string, unknown> {
  const type = extensions["type"];
  return {
    ...(type === undefined ? {} : { type }),
    ...(path === undefined ? {} : { path }),
    locations: locations ?? [],
    message,
  };
}

function queries(viewer: Viewer): Node {
  const { github, actor } = viewer;
  return {
    // An app sees itself as a user with its bot's whole login.
    viewer: () => ({
      ...accountNode(viewer, actor.account),
      __typename: "User",
      login: github.store.get("accounts", actor.account)?.login,
    }),
    rateLimit: () => {
      const { limit, remaining, reset, used } = github.limiter.rate(payerOf(actor), "graphql");
      return { cost: 1, nodeCount: 0, limit, remaining, used, resetAt: new Date(reset * 1000).toISOString() };
    },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const repository = findRepository(github, owner, name);
      if (repository === undefined || !canSee(github, actor, repository)) {
        return fail("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return repositoryNode(viewer, repository);
    },
    node: ({ id }: { readonly id: string }) => findNode(viewer, id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => findNode(viewer, id)),
  };
}
