import { type Doc, findingAt, isMap, valueAt } from "./doc.ts";
import { secondsOf } from "./duration.ts";
import { compare, type Finding, failed } from "./finding.ts";
import type { Service, Shutdown, Volumes } from "./gen/types.ts";
import { resolveCompute } from "./resolve/compute.ts";
import { resolveFiles, resolveVariables } from "./resolve/content.ts";
import type { Context } from "./resolve/context.ts";
import {
  choose,
  documented,
  fallback,
  type Layers,
  layersOf,
  note,
  noteDefault,
  report,
  written,
} from "./resolve/layers.ts";
import { resolveCallees, resolveCallers, resolvePorts, resolveRoutes } from "./resolve/network.ts";
import { resolveMetrics, resolveObjectives } from "./resolve/observe.ts";
import { resolveProbes } from "./resolve/probes.ts";
import { resolveRun, resolveSchedule, resolveSite } from "./resolve/run.ts";
import { resolveScale } from "./resolve/scale.ts";
import { either } from "./suggest.ts";
import { breaches } from "./validate/rules.ts";
import type { Workload } from "./workload.ts";
import type { Json } from "./yaml.ts";

/** The fields that settings may hold, by the kinds that have them. */
const settingsByKind: Readonly<Record<string, readonly string[]>> = {
  WebService: ["scale", "size", "compute", "variables", "files", "routes", "slo", "access"],
  Worker: ["scale", "size", "compute", "variables", "files", "slo", "access"],
  CronJob: ["size", "compute", "variables", "files", "suspend", "access"],
  Job: ["size", "compute", "variables", "files", "access"],
  StaticSite: ["scale", "size", "compute", "variables", "files", "routes", "access"],
  Manifests: [],
};

/**
 * Fills every default of one valid release with its valid settings in one environment: from the kind, the team, the
 * environment, the tier. What the release asks for and the environment lacks is an error at the line that asks; then
 * there is no workload.
 */
export function resolve(
  spec: Doc,
  settings: Doc | undefined,
  context: Context,
): { workload?: Workload; findings: readonly Finding[] } {
  const layers = layersOf(spec, settings);
  const kind = (spec.value as unknown as Service).kind;
  if (settings !== undefined) checkSettings(layers, settings, kind);
  if (failed(layers.findings)) return { findings: layers.findings };
  const workload = fill(layers, context, kind);
  return failed(layers.findings) ? { findings: layers.findings } : { workload, findings: layers.findings };
}

/** Settings must suit the kind, and must not break the rules between fields together with the release. */
function checkSettings(layers: Layers, settings: Doc, kind: string): void {
  const allowed = settingsByKind[kind] ?? [];
  const said = valueAt(settings.value, ["spec"]);
  for (const field of Object.keys(isMap(said) ? said : {})) {
    if (allowed.includes(field)) continue;
    const message = `A ${kind} has no ${field}.`;
    layers.findings.push(
      findingAt(
        settings,
        ["spec", field],
        {
          code: "SETTING_NOT_FOR_KIND",
          message,
          hint:
            allowed.length === 0
              ? "Patch its objects in the kustomization.yaml beside this file."
              : `Its settings may have ${either(allowed)}.`,
        },
        "key",
      ),
    );
  }
  for (const { path, at, saying } of breaches(layers.merged, kind)) report(layers, path.slice(1), saying, at);
}

function fill(layers: Layers, context: Context, kind: Workload["kind"]): Workload {
  const { environment, team } = context;
  const spec = layers.spec;
  const metadata = (spec.value as unknown as Service).metadata;
  const of = (field: "tier" | "lifecycle" | "system") => [
    documented<string & number>("spec", spec, ["metadata", field]),
    documented<string & number>("team", team.doc, ["spec", "defaults", field]),
  ];
  for (const field of ["name", "team", "description"] as const)
    layers.origins.set(field, { by: "spec", doc: spec, path: ["metadata", field] });
  layers.origins.set("kind", { by: "spec", doc: spec, path: ["kind"] });
  layers.origins.set("environment", { by: "environment", doc: environment.doc, path: ["metadata", "name"] });
  const tier: number =
    choose<number>(layers, "tier", [...of("tier"), fallback(3, "tier 3, when nobody says another")]) ?? 3;
  const lifecycle =
    choose<string>(layers, "lifecycle", [
      ...of("lifecycle"),
      fallback("production", "in production, when nobody says otherwise"),
    ]) ?? "production";
  const system = choose<string>(layers, "system", of("system"));
  note(layers, "image", ["image"]);
  for (const field of ["command", "args"] as const) note(layers, field, [field]);
  const ports = resolvePorts(layers, kind);
  const runs = kind === "WebService" || kind === "Worker" || kind === "StaticSite";
  const name = metadata.name;
  const metrics = resolveMetrics(layers, context, ports);
  const objectives = resolveObjectives(layers, context);
  return compact({
    environment: environment.value.metadata.name,
    team: metadata.team,
    name,
    namespace: `${metadata.team}-${environment.value.metadata.name}`,
    kind,
    tier,
    lifecycle,
    system,
    description: metadata.description,
    image: layers.merged["image"] as string,
    command: words(layers.merged["command"]),
    args: words(layers.merged["args"]),
    variables: resolveVariables(layers, context),
    files: resolveFiles(layers, context),
    volumes: resolveVolumes(layers),
    compute: resolveCompute(layers, context, tier),
    gracePeriod: resolveGracePeriod(layers),
    ports,
    probes: runs ? resolveProbes(layers, kind, ports) : {},
    scale: runs ? resolveScale(layers, context, tier) : { min: 1, max: 1 },
    preDeploy: resolvePreDeploy(layers),
    metrics,
    objectives,
    routes: resolveRoutes(layers, context, name, ports),
    from: runs ? resolveCallers(layers, context) : [],
    to: resolveCallees(layers, context),
    secrets: resolveStore(layers, context),
    schedule: kind === "CronJob" ? resolveSchedule(layers) : undefined,
    run: kind === "Job" ? resolveRun(layers) : undefined,
    deadline: durationOf(layers, "deadline"),
    retries:
      choose<number>(layers, "retries", [
        written(layers, ["retries"]),
        fallback(3, "a failed run is tried again 3 times"),
      ]) ?? 3,
    site: kind === "StaticSite" ? resolveSite(layers, context) : undefined,
    origins: layers.origins,
  });
}

/** The words of a command, numbers as they were written. */
function words(list: Json | undefined): string[] | undefined {
  return Array.isArray(list) ? list.map(String) : undefined;
}

function resolveVolumes(layers: Layers): Workload["volumes"] {
  const volumes = Object.entries((layers.merged["volumes"] as unknown as Volumes | undefined) ?? {});
  return volumes
    .sort(([a], [b]) => compare(a, b))
    .map(([path, volume]) => {
      note(layers, `volumes/${path}`, ["volumes", path]);
      return { path, size: volume.ephemeral };
    });
}

function resolveGracePeriod(layers: Layers): number {
  const shutdown = layers.merged["shutdown"] as unknown as Shutdown | undefined;
  if (shutdown === undefined)
    noteDefault(layers, "gracePeriod", "a process has 30 seconds to end, when shutdown does not say otherwise");
  else note(layers, "gracePeriod", ["shutdown", "gracePeriod"]);
  return secondsOf(shutdown?.gracePeriod ?? "30s");
}

function resolvePreDeploy(layers: Layers): Workload["preDeploy"] {
  const preDeploy = layers.merged["preDeploy"];
  if (!isMap(preDeploy)) return undefined;
  note(layers, "preDeploy", ["preDeploy"]);
  const { deadline } = preDeploy;
  return {
    command: words(preDeploy["command"]) ?? [],
    ...(typeof deadline === "string" ? { deadline: secondsOf(deadline) } : {}),
  };
}

function durationOf(layers: Layers, field: string): number | undefined {
  const duration = layers.merged[field];
  if (typeof duration !== "string") return undefined;
  note(layers, field, [field]);
  return secondsOf(duration);
}

function resolveStore(layers: Layers, context: Context): Workload["secrets"] {
  const secrets = context.environment.value.spec.capabilities?.secrets;
  if (secrets === undefined) return undefined;
  layers.origins.set("secrets", {
    by: "environment",
    doc: context.environment.doc,
    path: ["spec", "capabilities", "secrets"],
  });
  return { store: secrets.store, path: secrets.path, refresh: secrets.refresh ?? "1h" };
}

/** A copy without the fields that are undefined. */
function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}
