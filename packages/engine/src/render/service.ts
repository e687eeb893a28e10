import type { Manifest, Value } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Workload } from "../workload.ts";
import { compact, object, selectorOf } from "./object.ts";

/** How others reach the pods. A worker has none: nobody calls it. */
export function service(workload: Workload, trace: Trace): Manifest {
  const { from, because } = trace;
  const { metrics, ports } = workload;
  const list: Value[] = ports.map(({ name, port, targetPort, protocol }) => {
    const field = `ports/${name}`;
    return compact({
      name: from(field, name),
      port: from(field, port),
      targetPort: from(field, targetPort),
      protocol: from(field, protocol === "udp" ? "UDP" : "TCP"),
      appProtocol: protocol === "grpc" ? from(field, "kubernetes.io/h2c") : undefined,
    });
  });
  if (metrics !== undefined && !ports.some(({ targetPort }) => targetPort === metrics.port)) {
    const taken = ports.map(({ port }) => port);
    const free =
      [...taken, metrics.port].map((_, index) => metrics.port + index).find((port) => !taken.includes(port)) ??
      metrics.port;
    list.push(from("metrics", { name: "metrics", port: free, targetPort: metrics.port, protocol: "TCP" }));
  }
  const head = { apiVersion: "v1", kind: "Service", reason: "others reach a service by its name" };
  const spec = {
    type: because("nobody comes in but through a gateway", "ClusterIP"),
    selector: selectorOf(workload, trace),
    ports: list,
  };
  return object(workload, trace, head, { spec });
}
