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
      name: from(`${field}/name`, name),
      port: from(field, port),
      targetPort: from(field, targetPort),
      protocol: from(field, protocol === "udp" ? "UDP" : "TCP"),
      appProtocol: protocol === "grpc" ? from(`${field}/name`, "kubernetes.io/h2c") : undefined,
    });
  });
  if (metrics?.ownPort === true) {
    const taken = ports.map(({ port }) => port);
    let free = metrics.port;
    while (taken.includes(free)) free = free === 65535 ? 1024 : free + 1;
    const port = { name: metrics.portName, port: free, targetPort: metrics.port, protocol: "TCP" };
    list.push(from("metrics/port", port, "by a name and a number that no other port has"));
  }
  const head = { apiVersion: "v1", kind: "Service", reason: "others reach a service by its name" };
  const spec = {
    type: because("nobody comes in but through a gateway", "ClusterIP"),
    selector: selectorOf(workload, trace),
    ports: list,
  };
  return object(workload, trace, head, { spec });
}
