import { isMap, type Saying, valueAt } from "../doc.ts";
import { secondsOf } from "../duration.ts";
import type { Path } from "../locate.ts";
import { either } from "../suggest.ts";
import type { Json } from "../yaml.ts";
import { cronProblem } from "./cron.ts";
import { isTimeZone, timeZoneLike } from "./time-zones.ts";

/** What breaks a rule between fields, and where. */
export interface Breach {
  readonly path: Path;
  readonly at?: "value" | "key";
  readonly saying: Saying;
}

type Spec = { readonly [key: string]: Json | undefined };

/**
 * What a spec breaks that a schema cannot say, at paths under "spec". Takes also the spec of a release with its settings
 * merged over it, and one in which broken parts are undefined: what is undefined is not judged.
 */
export function breaches(spec: Spec, kind: string): Breach[] {
  const all = [
    ...scaleBreaches(spec),
    ...portBreaches(spec, kind),
    ...pathBreaches(spec, kind),
    ...ttlBreaches(spec),
    ...scheduleBreaches(spec),
    ...latencyBreaches(spec),
    ...accessBreaches(spec),
  ];
  return all.map((breach) => ({ ...breach, path: ["spec", ...breach.path] }));
}

function scaleBreaches(spec: Spec): Breach[] {
  const scale = spec["scale"];
  if (!isMap(scale)) return [];
  const { min, max, queue } = scale;
  if (typeof min === "number" && typeof max === "number" && min > max)
    return [
      {
        path: ["scale", "min"],
        saying: {
          code: "SCALE_RANGE",
          message: `min ${min} is more than max ${max}.`,
          hint: "Swap them, or raise max.",
        },
      },
    ];
  if (min === 0 && !("queue" in scale && queue === undefined) && !isMap(queue))
    return [
      {
        path: ["scale", "min"],
        saying: {
          code: "SCALE_RANGE",
          message: "min 0 needs a queue: processor and memory of no pods cannot be measured.",
          hint: "Write min: 1, or scale by a queue.",
        },
      },
    ];
  return [];
}

interface PortNumbers {
  readonly container: readonly number[];
  readonly service: readonly number[];
}

/** The ports that a spec declares; undefined when they are broken or there are none. */
export function declaredPorts(spec: Spec, kind: string): PortNumbers | undefined {
  if (kind === "StaticSite") return { container: [8080], service: [80] };
  if (typeof spec["port"] === "number") return { container: [spec["port"]], service: [80] };
  if (!isMap(spec["ports"])) return undefined;
  const ports = Object.values(spec["ports"]).filter(isMap);
  const service = ports.map((port) => port["port"]).filter((port) => typeof port === "number");
  const container = ports.map((port) => port["targetPort"] ?? port["port"]).filter((port) => typeof port === "number");
  return { container, service };
}

function portBreaches(spec: Spec, kind: string): Breach[] {
  const found = doubledPorts(spec["ports"]);
  const declared = declaredPorts(spec, kind);
  if (declared === undefined)
    return kind !== "Worker" || "port" in spec || "ports" in spec
      ? found
      : [...found, ...portlessProbes(spec["health"])];
  const check = (path: Path, value: Json | undefined, allowed: readonly number[], whose: string) => {
    if (typeof value !== "number" || allowed.includes(value)) return;
    const saying: Saying = {
      code: "PORT_UNKNOWN",
      message: `${value} is no port of the ${whose}.`,
      hint: `It has ${either(allowed.map(String))}.`,
    };
    found.push({ path, saying });
  };
  for (const [name, probe] of probesOf(spec["health"]))
    for (const way of ["httpGet", "grpc", "tcpSocket"]) {
      const action = probe[way];
      if (isMap(action)) check(["health", name, way, "port"], action["port"], declared.container, "container");
    }
  if (Array.isArray(spec["routes"]))
    for (const [index, route] of spec["routes"].entries())
      if (isMap(route)) check(["routes", index, "port"], route["port"], declared.service, "service");
  return found;
}

function probesOf(health: Json | undefined): [string, { readonly [key: string]: Json }][] {
  if (!isMap(health)) return [];
  return Object.entries(health).filter((entry): entry is [string, { readonly [key: string]: Json }] => isMap(entry[1]));
}

/** Probes that need a port, in a spec that has none. */
function portlessProbes(health: Json | undefined): Breach[] {
  const saying: Saying = {
    code: "PORT_UNKNOWN",
    message: "There is no port to ask.",
    hint: "Add port, the port that the container listens on.",
  };
  if (typeof health === "string") return [{ path: ["health"], saying }];
  return probesOf(health).flatMap(([name, probe]) =>
    ["httpGet", "grpc", "tcpSocket"]
      .filter((way) => isMap(probe[way]) && !("port" in probe[way]))
      .map((way) => ({ path: ["health", name, way], saying })),
  );
}

function doubledPorts(ports: Json | undefined): Breach[] {
  if (!isMap(ports)) return [];
  const found: Breach[] = [];
  const seen = new Map<string, string>();
  for (const [name, port] of Object.entries(ports)) {
    if (!isMap(port) || typeof port["port"] !== "number") continue;
    const transport = port["protocol"] === "udp" ? "UDP" : "TCP";
    const key = `${port["port"]}/${transport}`;
    const other = seen.get(key);
    if (other !== undefined)
      found.push({
        path: ["ports", name, "port"],
        saying: {
          code: "PORT_DUPLICATE",
          message: `${key} is the port of "${other}" already.`,
          hint: "Give each port a number of its own; targetPort may be the same.",
        },
      });
    else seen.set(key, name);
  }
  return found;
}

/** A longer path is a mistake already. */
const longestPath = 500;

/** Paths that the server of a static site has for itself. */
const sitePaths = ["/site", "/etc/nginx/conf.d/default.conf"];

/** A path of a container is one thing: nothing else is mounted there, and nothing below a file. */
function pathBreaches(spec: Spec, kind: string): Breach[] {
  const own = (field: "files" | "volumes") =>
    isMap(spec[field]) ? Object.keys(spec[field]).filter((path) => path.length <= longestPath) : [];
  const [files, volumes] = [own("files"), own("volumes")];
  const order = Object.keys(spec);
  const later = order.indexOf("files") > order.indexOf("volumes") ? "files" : "volumes";
  const all = [...files.map((path) => ["files", path] as const), ...volumes.map((path) => ["volumes", path] as const)];
  const conflict = (field: string, path: string, message: string): Breach => ({
    path: [field, path],
    at: "key",
    saying: { code: "PATH_CONFLICT", message, hint: "Choose another path." },
  });
  const taken = new Set(files);
  return [
    ...files
      .filter((path) => volumes.includes(path))
      .map((path) => conflict(later, path, `${path} is a file and a volume.`)),
    ...all.flatMap(([field, path]) => {
      const above = parentsOf(path).find((parent) => taken.has(parent));
      return above === undefined ? [] : [conflict(field, path, `${path} is inside of ${above}, which is a file.`)];
    }),
    ...files
      .filter((path) => path === "/tmp" && !volumes.includes(path))
      .map((path) => conflict("files", path, `${path} is a folder that every container can write to.`)),
    ...all
      .filter(([, path]) => kind === "StaticSite" && sitePaths.includes(path))
      .map(([field, path]) => conflict(field, path, `${path} belongs to the server of the site.`)),
  ];
}

function parentsOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1, -1).map((_, index) => parts.slice(0, index + 2).join("/"));
}

/** The Job's field is a 32-bit integer of seconds. */
const longestTtl = 2 ** 31 - 1;

function ttlBreaches(spec: Spec): Breach[] {
  const ttl = valueAt(spec as Json, ["run", "ttl"]);
  if (typeof ttl !== "string" || !(secondsOf(ttl) > longestTtl)) return [];
  const saying: Saying = {
    code: "OUT_OF_RANGE",
    message: `run.ttl is ${ttl}; it must be at most 24855d.`,
    hint: "Leave it out to keep the finished job.",
  };
  return [{ path: ["run", "ttl"], saying }];
}

function scheduleBreaches(spec: Spec): Breach[] {
  const found: Breach[] = [];
  const { schedule, timeZone } = spec;
  const problem = typeof schedule === "string" ? cronProblem(schedule) : undefined;
  if (problem !== undefined)
    found.push({
      path: ["schedule"],
      saying: {
        code: "SCHEDULE_INVALID",
        message: `The schedule cannot be read: ${problem}.`,
        hint: "Write minute, hour, day of month, month and day of week, such as 0 5 * * 1-5.",
      },
    });
  if (typeof timeZone === "string" && !isTimeZone(timeZone)) {
    const near = timeZoneLike(timeZone);
    found.push({
      path: ["timeZone"],
      saying: {
        code: "TIME_ZONE_UNKNOWN",
        message: `There is no time zone ${JSON.stringify(timeZone)}.`,
        hint: near === undefined ? "Write an IANA name such as Europe/Vienna or Etc/UTC." : `Did you mean "${near}"?`,
      },
    });
  }
  return found;
}

function latencyBreaches(spec: Spec): Breach[] {
  const slo = spec["slo"];
  if (!isMap(slo) || !isMap(slo["latency"]) || "metrics" in spec) return [];
  return [
    {
      path: ["slo", "latency"],
      at: "key",
      saying: {
        code: "SLO_NEEDS_METRICS",
        message: "latency is measured by the service's own metrics, and there are none.",
        hint: "Add metrics with the port and path that Prometheus reads.",
      },
    },
  ];
}

function accessBreaches(spec: Spec): Breach[] {
  const access = spec["access"];
  if (!isMap(access) || !Array.isArray(access["to"])) return [];
  return access["to"].flatMap((to, index): Breach[] => {
    const problem = typeof to === "string" ? targetProblem(to) : undefined;
    return problem === undefined
      ? []
      : [
          {
            path: ["access", "to", index],
            saying: { code: "MALFORMED", message: `${JSON.stringify(to)} ${problem}.` },
          },
        ];
  });
}

function targetProblem(to: string): string | undefined {
  const port = /:([0-9]+)$/.exec(to)?.[1];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return `has no port from 1 to 65535`;
  const network = /^([0-9.]+)\/([0-9]+):/.exec(to);
  if (network === null) return undefined;
  const bytes = (network[1] ?? "").split(".");
  const bits = Number(network[2]);
  if (bytes.some((byte) => Number(byte) > 255 || String(Number(byte)) !== byte) || bits > 32) return "is no network";
  const address = bytes.reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return address % 2 ** (32 - bits) === 0 ? undefined : `is no network: bits after the first ${bits} are set`;
}
