import fc from "fast-check";
import { stringify } from "yaml";
import { isMap } from "../src/doc.ts";
import type { Files } from "../src/files.ts";
import { declaredPorts } from "../src/validate/rules.ts";
import type { SchemaName } from "../src/validate/schema.ts";
import { validate } from "../src/validate.ts";
import type { Json } from "../src/yaml.ts";
import { type Instead, readSchema, type Schema, valuesOf } from "./from-schema.ts";
import { environment, everything, platformYaml, service, team } from "./platform.ts";
import { tree } from "./tree.ts";

type Fields = { readonly [field: string]: Json };

/** The services that generated platforms are made of: short and long names, and names that objects have by themselves. */
export const ids = [
  "pay/api",
  "pay/api-v2",
  "shop/web",
  "constructor/value-of",
  `shop/${"x".repeat(40)}`,
  `a-team-with-a-long-name/${"y".repeat(30)}`,
];
export const teams = [...new Set(ids.map((id) => id.split("/")[0] as string))];
const kinds = ["WebService", "Worker", "CronJob", "Job", "StaticSite"] as const;
type Kind = (typeof kinds)[number];

const cronField = (from: number, to: number) =>
  fc.oneof(
    fc.constant("*"),
    fc.integer({ min: from, max: to }).map(String),
    fc.integer({ min: 1, max: to }).map((step) => `*/${step}`),
    fc
      .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
  );
const schedule = fc.oneof(
  fc.constantFrom("@daily", "@hourly", "@midnight", "0 5 * * MON-fri", "0 0 1 jan,JUL ?"),
  fc
    .tuple(cronField(0, 59), cronField(0, 23), cronField(1, 31), cronField(1, 12), cronField(0, 6))
    .map((fields) => fields.join(" ")),
);
const network = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([address, bits]) => {
    const cut = bits === 0 ? 0 : address - (address % 2 ** (32 - bits));
    return `${[24, 16, 8, 0].map((shift) => Math.floor(cut / 2 ** shift) % 256).join(".")}/${bits}:443`;
  });

/** What stands in where a random text would almost never be right. */
const sensible: Instead = {
  portNumber: fc.constantFrom(1, 80, 8080, 9090, 65535),
  reference: fc.constantFrom(...ids),
  secret: fc.constantFrom("database", "pay/stripe"),
  schedule,
  timeZone: fc.constantFrom("Etc/UTC", "Europe/Vienna", "America/Argentina/Ushuaia", "UTC"),
  Access: fc
    .record(
      {
        from: fc.array(fc.constantFrom(...ids, ...teams), { maxLength: 4 }),
        to: fc.array(fc.oneof(fc.constantFrom(...ids, "api.example.com:443"), network), { maxLength: 4 }),
      },
      { noNullPrototype: true },
    )
    .filter((access) => Object.keys(access).length > 0) as fc.Arbitrary<Json>,
};

/** YAML of a document, as a person would write it: one scalar a line. */
export function toYaml(value: Json): string {
  return stringify(value, { lineWidth: 0 });
}

/** A document without most of what its other fields forbid, so that few have to be thrown away. */
function mended(document: Fields): Fields {
  const { size, ...spec } = (document["spec"] ?? {}) as { [field: string]: Json };
  const { scale, slo } = spec;
  const ports = declaredPorts(spec, String(document["kind"]));
  if (spec["compute"] === undefined && size !== undefined) spec["size"] = size;
  if (isMap(scale)) spec["scale"] = mendedScale(scale);
  if (isMap(slo) && spec["metrics"] === undefined) spec["slo"] = { availability: slo["availability"] ?? 99.9 };
  if (Array.isArray(spec["routes"])) spec["routes"] = spec["routes"].map((route) => withPorts(route, ports?.service));
  if (ports === undefined && typeof spec["health"] === "string") delete spec["health"];
  if (isMap(spec["health"])) spec["health"] = withPorts(spec["health"], ports?.container);
  return { ...document, spec };
}

function mendedScale({ min = 1, max = 9, ...scale }: Fields): Fields {
  const least = scale["queue"] === undefined ? Math.max(1, Number(min)) : Number(min);
  return { ...scale, min: Math.min(least, Number(max)), max: Math.max(least, Number(max)) };
}

/** A value in which every field port has one of some numbers, the first where it has none of them. */
function withPorts(value: Json, allowed: readonly number[] = [8080]): Json {
  if (Array.isArray(value)) return value.map((inner) => withPorts(inner, allowed));
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([field, inner]): [string, Json] => [
    field,
    field === "port" ? (allowed.find((port) => port === inner) ?? allowed[0] ?? 1) : withPorts(inner, allowed),
  ]);
  return Object.fromEntries(entries);
}

const valid = new Map<Schema, fc.Arbitrary<Fields>>();

/** Documents of a schema that have nothing wrong, with other metadata. */
export function documents(
  name: SchemaName,
  metadata: Fields,
  schema: Schema = readSchema(`${name}.schema.json`),
): fc.Arbitrary<Fields> {
  const any =
    valid.get(schema) ??
    (valuesOf(schema, `${name}.schema.json`, sensible) as fc.Arbitrary<Fields>)
      .map(mended)
      .filter((value) => validate({ file: "", text: JSON.stringify(value), value }, name).length === 0);
  valid.set(schema, any);
  return any.map((document) => ({ ...document, metadata: { ...(document["metadata"] as Fields), ...metadata } }));
}

/** The schema of a kind of service. */
function schemaOf(kind: string): Schema {
  return (readSchema("service.schema.json")["$defs"] as Record<string, Schema>)[kind] as Schema;
}

/** Valid specs of one service, of one kind or of any. */
export function specs(id: string, ...of: readonly Kind[]): fc.Arbitrary<Fields> {
  const [team = "", name = ""] = id.split("/");
  return fc.oneof(
    ...(of.length === 0 ? kinds : of).map((kind) => documents("service", { name, team }, schemaOf(kind))),
  );
}

/** Valid settings of one service that suit the kind of its spec. */
export function someSettings(spec: Fields): fc.Arbitrary<Fields> {
  const properties = schemaOf(String(spec["kind"]))["properties"] as { spec: { properties: Fields } };
  const { name, team } = spec["metadata"] as { name: string; team: string };
  const suits = (field: string) => field in properties.spec.properties && field !== "routes" && field !== "compute";
  return documents("settings", { name, team }).map((document) => ({
    ...document,
    spec: {
      size: "m",
      ...Object.fromEntries(Object.entries(document["spec"] as Fields).filter(([field]) => suits(field))),
    },
  }));
}

/** Valid teams; the team pay lets the others have its secret stripe. */
export function someTeam(name: string): fc.Arbitrary<Fields> {
  return documents("team", { name }).map((document) =>
    name === "pay"
      ? { ...document, spec: { ...(document["spec"] as Fields), grants: [{ secret: "stripe", to: teams }] } }
      : document,
  );
}

/** Valid environments in which everything is installed, in one way or another. */
export function environments(name: string, from?: string): fc.Arbitrary<Fields> {
  const full = ["gateway", "certificates", "secrets", "prometheus"].map((field) => [field, capability(field)] as const);
  return fc
    .record({ document: documents("environment", { name }), ...Object.fromEntries(full) })
    .map(({ document, ...installed }) => {
      const { from: _from, like: _like, ...spec } = document["spec"] as Fields;
      const capabilities = { ...installed, metricsServer: true, keda: true } as Fields;
      return { ...document, spec: { ...spec, ...(from === undefined ? {} : { from }), capabilities } };
    });
}

function capability(field: string): fc.Arbitrary<Json> {
  const spec = (readSchema("environment.schema.json")["properties"] as Record<string, Schema>)["spec"] as Schema;
  const capabilities = (spec["properties"] as Record<string, Schema>)["capabilities"] as Schema;
  return valuesOf((capabilities["properties"] as Record<string, Schema>)[field] as Schema, "environment.schema.json");
}

const environmentFiles = {
  "environments/platform.yaml": platformYaml,
  "environments/dev/environment.yaml": environment("dev", `  capabilities:${everything}\n`),
  "environments/prod/environment.yaml": environment("prod", `  from: dev\n  capabilities:${everything}\n`),
};

/** Whole platforms, right in every file: some services with settings in dev, and all of them released to prod. */
export const platforms: fc.Arbitrary<Files> = fc
  .record({
    services: fc.tuple(
      ...ids.map((id) => specs(id).chain((spec) => fc.tuple(fc.constant(spec), fc.option(someSettings(spec))))),
    ),
    teams: fc.tuple(...teams.map(someTeam)),
  })
  .map(({ services, teams: ofTeams }) => {
    const files: Record<string, string> = { ...environmentFiles };
    for (const [index, team] of ofTeams.entries()) files[`apps/${teams[index]}/team.yaml`] = toYaml(team);
    for (const [index, id] of ids.entries()) {
      const [spec, settings] = services[index] as [Fields, Fields | null];
      files[`apps/${id}/service.yaml`] = toYaml(spec);
      files[`environments/prod/releases/${id}/service.yaml`] = toYaml(spec);
      if (settings !== null) files[`environments/dev/settings/${id}/settings.yaml`] = toYaml(settings);
    }
    return tree(files);
  });

/** Platforms of which one service, its settings, its team and its environment are of any kind, and all others plain. */
export function platformsAround(id: string): fc.Arbitrary<Files> {
  const [owner = ""] = id.split("/");
  return specs(id)
    .chain((spec) =>
      fc.record({
        spec: fc.constant(spec),
        settings: fc.option(someSettings(spec)),
        team: someTeam(owner),
        environment: environments("dev"),
      }),
    )
    .map((made) => {
      const files: Record<string, string> = { ...environmentFiles };
      for (const name of teams)
        files[`apps/${name}/team.yaml`] = team(name, "  grants: [{secret: stripe, to: [shop]}]\n");
      for (const other of ids) files[`apps/${other}/service.yaml`] = service(other);
      files["environments/dev/environment.yaml"] = toYaml(made.environment);
      files[`apps/${owner}/team.yaml`] = toYaml(made.team);
      files[`apps/${id}/service.yaml`] = toYaml(made.spec);
      if (made.settings !== null) files[`environments/dev/settings/${id}/settings.yaml`] = toYaml(made.settings);
      return tree(files);
    });
}
