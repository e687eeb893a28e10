import { createHash } from "node:crypto";
import { secondsOf } from "../duration.ts";
import type { CronJobSpec, JobSpec, Site } from "../gen/types.ts";
import type { SiteServer, Workload } from "../workload.ts";
import type { Context } from "./context.ts";
import { choose, documented, fallback, type Layers, note, noteDefault, written } from "./layers.ts";

/** When a CronJob runs. */
export function resolveSchedule(layers: Layers): Workload["schedule"] {
  const spec = layers.merged as unknown as CronJobSpec;
  note(layers, "schedule/cron", ["schedule"]);
  const successful =
    choose(layers, "schedule/successful", [
      written<number>(layers, ["history", "successful"]),
      fallback(3, "3 runs that succeeded are kept"),
    ]) ?? 3;
  const failed =
    choose(layers, "schedule/failed", [
      written<number>(layers, ["history", "failed"]),
      fallback(1, "1 run that failed is kept"),
    ]) ?? 1;
  return {
    cron: spec.schedule,
    timeZone:
      choose(layers, "schedule/timeZone", [
        written<string>(layers, ["timeZone"]),
        fallback("Etc/UTC", "schedules are meant in UTC"),
      ]) ?? "Etc/UTC",
    concurrency:
      choose(layers, "schedule/concurrency", [
        written<string>(layers, ["concurrency"]),
        fallback("Forbid", "no run begins while the one before is going"),
      ]) ?? "Forbid",
    suspend:
      choose(layers, "schedule/suspend", [
        written<boolean>(layers, ["suspend"]),
        fallback(false, "runs are not suspended"),
      ]) ?? false,
    successful,
    failed,
  };
}

/** Which run of a Job this is. Without an id it is made of what runs, so that another image is another run. */
export function resolveRun(layers: Layers): Workload["run"] {
  const { run, image, command, args } = layers.merged as unknown as JobSpec;
  const made = createHash("sha256")
    .update(JSON.stringify([image, command ?? [], args ?? []]))
    .digest("hex")
    .slice(0, 8);
  const id =
    choose(layers, "run/id", [
      written<string>(layers, ["run", "id"]),
      fallback(made, "a run is named by a hash of image, command and args, when run.id does not name it"),
    ]) ?? made;
  if (run?.ttl !== undefined) note(layers, "run/ttl", ["run", "ttl"]);
  return {
    id,
    completions:
      choose(layers, "run/completions", [
        written<number>(layers, ["run", "completions"]),
        fallback(1, "one pod must succeed"),
      ]) ?? 1,
    parallelism:
      choose(layers, "run/parallelism", [
        written<number>(layers, ["run", "parallelism"]),
        fallback(1, "one pod at a time"),
      ]) ?? 1,
    ...(run?.ttl === undefined ? {} : { ttl: secondsOf(run.ttl) }),
  };
}

/** How the files of a StaticSite are served. */
export function resolveSite(layers: Layers, context: Context): SiteServer {
  const site = (layers.merged["site"] as unknown as Site | undefined) ?? {};
  const server = choose(layers, "site/server", [
    documented<string>("environment", context.environment.doc, ["spec", "defaults", "siteServer"]),
    fallback("nginxinc/nginx-unprivileged:1.29.3-alpine", "the unprivileged nginx serves static sites"),
  ]) as string;
  if (layers.merged["site"] === undefined)
    noteDefault(layers, "site", "files under /usr/share/nginx/html are served as they are");
  else note(layers, "site", ["site"]);
  return {
    server,
    root: choose(layers, "site/root", [
      written<string>(layers, ["site", "root"]),
      fallback(
        "/usr/share/nginx/html",
        "the folder of the image that holds the files, when site.root does not name it",
      ),
    ]) as string,
    index: site.index ?? "index.html",
    spa: site.spa ?? false,
    headers: Object.entries(site.headers ?? {}).map(([name, value]) => ({ name, value })),
    redirects: (site.redirects ?? []).map(({ from, to, status }) => ({ from, to, status: status ?? 301 })),
    cache: Object.entries(site.cache ?? {}).map(([prefix, duration]) => ({ prefix, seconds: secondsOf(duration) })),
  };
}
