import { isMap } from "../doc.ts";
import { compare } from "../finding.ts";
import type { Path } from "../locate.ts";
import { suggest } from "../suggest.ts";
import type { FileContent, SecretKey, VariableValue } from "../workload.ts";
import type { Json } from "../yaml.ts";
import type { Context } from "./context.ts";
import { type Layers, note, report } from "./layers.ts";

/** The environment variables, by name. Addresses of other services are made from names alone. */
export function resolveVariables(layers: Layers, context: Context): VariableValue[] {
  return entriesOf(layers.merged["variables"]).map(([name, value]) => {
    const path = ["variables", name];
    note(layers, `variables/${name}`, path);
    if (!isMap(value)) return { name, value: String(value) };
    if (typeof value["service"] === "string") {
      checkService(layers, context, value["service"], [...path, "service"]);
      return { name, value: addressOf(value["service"], context, value["port"]) };
    }
    return { name, secret: secretOf(layers, context, value, path) };
  });
}

/** The files, by path. */
export function resolveFiles(layers: Layers, context: Context): FileContent[] {
  return entriesOf(layers.merged["files"]).map(([path, value]) => {
    const at = ["files", path];
    note(layers, `files/${path}`, at);
    if (!isMap(value)) return { path, content: String(value) };
    return typeof value["content"] === "string"
      ? { path, content: value["content"] }
      : { path, secret: secretOf(layers, context, value, at) };
  });
}

function entriesOf(value: Json | undefined): [string, Json][] {
  return isMap(value) ? Object.entries(value).sort(([a], [b]) => compare(a, b)) : [];
}

function addressOf(reference: string, context: Context, port: Json | undefined): string {
  const [team = "", name = ""] = reference.split("/");
  return `${name}.${team}-${context.environment.value.metadata.name}.svc:${typeof port === "number" ? port : 80}`;
}

/** A name that nobody has is a mistake here; one whose spec is broken, or that is not here yet, is not. */
export function checkService(layers: Layers, context: Context, reference: string, path: Path): void {
  const { catalog } = context.ground;
  const environment = context.environment.value.metadata.name;
  if (context.released.has(reference)) return;
  if (catalog.services.has(reference)) {
    report(layers, path, {
      code: "SERVICE_NOT_HERE",
      severity: "warning",
      message: `${reference} does not run in ${environment} yet.`,
      hint: `Promote ${reference} to ${environment} first.`,
    });
    return;
  }
  const guess = suggest(reference, [...catalog.services.keys()]);
  report(layers, path, {
    code: "SERVICE_UNKNOWN",
    message: `There is no service "${reference}".`,
    hint:
      guess === undefined ? "Write team/name of a service that has a folder under apps/." : `Did you mean "${guess}"?`,
  });
}

/** The team's own secret by its name, another team's by team/name if that team grants it. */
function secretOf(layers: Layers, context: Context, value: { readonly [field: string]: Json }, path: Path): SecretKey {
  const written = String(value["secret"]);
  const own = context.team.value.metadata.name;
  const [team = "", secret = ""] = written.includes("/") ? written.split("/") : [own, written];
  if (team !== own) checkGrant(layers, context, { team, secret }, [...path, "secret"]);
  if (context.environment.value.spec.capabilities?.secrets === undefined) {
    const where = context.environment.value.metadata.name;
    report(layers, [...path, "secret"], {
      code: "CAPABILITY_MISSING",
      message: `${where} has no store of secrets, which this needs.`,
      hint: `Write a literal value for ${where} in its settings, or have the platform team install one (capabilities.secrets).`,
    });
  }
  return { team, secret, key: String(value["key"]) };
}

function checkGrant(layers: Layers, context: Context, wanted: { team: string; secret: string }, path: Path): void {
  const own = context.team.value.metadata.name;
  const owner = context.ground.teams.get(wanted.team);
  const granted = owner?.value.spec.grants?.some((grant) => grant.secret === wanted.secret && grant.to.includes(own));
  if (granted === true) return;
  const exists = context.ground.catalog.teams.has(wanted.team);
  const guess = suggest(wanted.team, [...context.ground.catalog.teams]);
  const unreadable = exists && owner === undefined;
  report(layers, path, {
    code: "SECRET_NOT_GRANTED",
    message: unreadable
      ? `Whether ${wanted.team} grants "${wanted.secret}" to ${own} is not known: its team.yaml has errors.`
      : `The team ${wanted.team} does not grant "${wanted.secret}" to ${own}.`,
    hint: exists
      ? `Have ${wanted.team} add {secret: ${wanted.secret}, to: [${own}]} to spec.grants of apps/${wanted.team}/team.yaml.`
      : guess === undefined
        ? "There is no such team."
        : `There is no such team. Did you mean "${guess}"?`,
  });
}
