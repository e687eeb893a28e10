import type { Probe } from "../gen/types.ts";
import type { ContainerProbe, ServicePort, Workload } from "../workload.ts";
import { type Layers, note, noteDefault } from "./layers.ts";

const startupTiming = { periodSeconds: 5, failureThreshold: 30 };

/** The probes: one by one when they are written so, else three of one way on the first port. */
export function resolveProbes(layers: Layers, kind: string, ports: readonly ServicePort[]): Workload["probes"] {
  const health = layers.merged["health"];
  const first = ports[0]?.targetPort;
  const portField = `ports/${ports[0]?.name}`;
  if (typeof health === "object" && health !== null) {
    const said = health as unknown as { [name in "startup" | "liveness" | "readiness"]?: Probe };
    return Object.fromEntries(
      Object.entries(said).map(([name, probe]) => [name, saidProbe(layers, name, probe, ports[0])]),
    );
  }
  if (first === undefined) return {};
  if (typeof health === "string") note(layers, "probes", ["health"]);
  else if (kind === "StaticSite") noteDefault(layers, "probes", "the server of static sites answers on /-/healthz");
  else noteDefault(layers, "probes", "a pod is well when its first port accepts, when health does not say otherwise");
  const action = actionOf(typeof health === "string" ? health : kind === "StaticSite" ? "/-/healthz" : "tcp", first);
  return {
    startup: { field: "probes", portField, action, timing: startupTiming },
    liveness: { field: "probes", portField, action, timing: {} },
    readiness: { field: "probes", portField, action, timing: {} },
  };
}

function actionOf(health: string, port: number): ContainerProbe["action"] {
  if (health === "grpc") return { grpc: { port } };
  if (health === "tcp") return { tcpSocket: { port } };
  return { httpGet: { path: health, port } };
}

function saidProbe(layers: Layers, name: string, probe: Probe, first: ServicePort | undefined): ContainerProbe {
  const own = `probes/${name}`;
  note(layers, own, ["health", name]);
  const { httpGet, grpc, tcpSocket, exec, ...timing } = probe;
  const said = httpGet?.port ?? grpc?.port ?? tcpSocket?.port;
  const port = said ?? first?.targetPort;
  const field = { field: own, ...(said === undefined ? { portField: `ports/${first?.name}` } : {}) };
  if (exec !== undefined) return { ...field, action: { exec: { command: exec.command.map(String) } }, timing };
  if (tcpSocket !== undefined) return { ...field, action: { tcpSocket: { port } }, timing };
  if (grpc !== undefined) return { ...field, action: { grpc: { ...grpc, port } }, timing };
  const headers = Object.entries(httpGet?.headers ?? {}).map(([header, value]) => ({ name: header, value }));
  return {
    ...field,
    action: { httpGet: { path: httpGet?.path, port, ...(headers.length > 0 ? { httpHeaders: headers } : {}) } },
    timing,
  };
}
