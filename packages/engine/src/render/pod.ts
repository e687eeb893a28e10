import { createHash } from "node:crypto";
import type { Manifest, Value } from "kustomize-ts";
import { cpuText, millicores } from "../resolve/compute.ts";
import type { Trace } from "../trace.ts";
import type { ContainerProbe, Workload } from "../workload.ts";
import { fileKeys, secretFileKey, siteConfigKey } from "./files.ts";
import { compact, componentOf } from "./object.ts";
import { siteFolder } from "./site-folder.ts";

/** Seconds between "no more requests" and the signal to end, so that load balancers have heard of it. */
const drainSeconds = 5;

const restricted = "the restricted Pod Security Standard";

/** How the pod of an object differs from the others of its workload. */
export interface PodOptions {
  readonly component?: string;
  readonly restartPolicy?: "Never" | "OnFailure";
  readonly command?: readonly string[];
  /** The pod serves: it has ports and probes, drains before it stops and is spread over zones. */
  readonly serves?: boolean;
}

/** The template of a workload's pods. */
export function podTemplate(workload: Workload, trace: Trace, options: PodOptions): Manifest {
  const { from, because } = trace;
  const config = configHash(workload);
  return compact({
    metadata: compact({
      labels: {
        "app.kubernetes.io/name": from("name", workload.name),
        "slipway.dev/team": from("team", workload.team),
        "slipway.dev/environment": from("environment", workload.environment),
        "app.kubernetes.io/component": because("what the pods do", options.component ?? componentOf(workload)),
      },
      annotations:
        config === undefined
          ? undefined
          : { "slipway.dev/config": because("other files are another hash, which restarts the pods", config) },
    }),
    spec: compact({
      serviceAccountName: from("name", workload.name),
      automountServiceAccountToken: because("a service does not talk to the API server", false),
      enableServiceLinks: because("no variables for every other service of the namespace", false),
      restartPolicy:
        options.restartPolicy === undefined
          ? undefined
          : because("a pod of a job that ended is not started again, the job makes another", options.restartPolicy),
      terminationGracePeriodSeconds: from(
        "gracePeriod",
        workload.gracePeriod + (options.serves === true ? drainSeconds : 0),
        options.serves === true ? `with ${drainSeconds} seconds more, in which requests are drained` : undefined,
      ),
      securityContext: because(restricted, {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        seccompProfile: { type: "RuntimeDefault" },
      }),
      topologySpreadConstraints: options.serves === true ? spread(workload, trace) : undefined,
      initContainers: workload.site === undefined ? undefined : [copyFiles(workload, trace)],
      containers: [container(workload, trace, options)],
      volumes: volumes(workload, trace),
    }),
  });
}

/** What the files of a workload hold, in short; undefined when it has none of its own. */
function configHash(workload: Workload): string | undefined {
  const literal = workload.files.filter(({ content }) => content !== undefined);
  if (literal.length === 0 && workload.site === undefined) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([literal, workload.site ?? null]))
    .digest("hex")
    .slice(0, 16);
}

function spread(workload: Workload, { from, because }: Trace): Value {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    topologyKey: because("pods are spread over zones and nodes", topologyKey),
    maxSkew: because("pods are spread over zones and nodes", 1),
    whenUnsatisfiable: because("a pod on a full zone is better than none", "ScheduleAnyway"),
    labelSelector: {
      matchLabels: {
        "app.kubernetes.io/name": from("name", workload.name),
        "app.kubernetes.io/component": because("what the pods do", componentOf(workload)),
      },
    },
    matchLabelKeys: because("each roll-out is spread by itself", ["pod-template-hash"]),
  }));
}

function container(workload: Workload, trace: Trace, options: PodOptions): Value {
  const { from, because } = trace;
  const { site, metrics } = workload;
  const containerPorts = [
    ...uniqueTargets(workload).map(({ name, targetPort, protocol }) => ({
      name: from(`ports/${name}/name`, name),
      containerPort: from(`ports/${name}`, targetPort),
      protocol: from(`ports/${name}`, protocol === "udp" ? "UDP" : "TCP"),
    })),
    ...(metrics?.ownPort === true
      ? [from("metrics/port", { name: metrics.portName, containerPort: metrics.port, protocol: "TCP" })]
      : []),
  ];
  const command = options.command ?? workload.command;
  return compact({
    name: from("name", workload.name),
    image: site === undefined ? from("image", workload.image) : from("site/server", site.server),
    command:
      command === undefined ? undefined : from(options.command === undefined ? "command" : "preDeploy", [...command]),
    args: workload.args === undefined || options.command !== undefined ? undefined : from("args", [...workload.args]),
    ports: options.serves === true && containerPorts.length > 0 ? containerPorts : undefined,
    env: workload.variables.length === 0 ? undefined : environmentVariables(workload, trace),
    resources: resources(workload, trace),
    securityContext: because(restricted, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    }),
    lifecycle:
      options.serves === true
        ? because("requests under way are drained before a pod stops", {
            preStop: { sleep: { seconds: drainSeconds } },
          })
        : undefined,
    startupProbe: options.serves === true ? probe(workload.probes.startup, trace) : undefined,
    livenessProbe: options.serves === true ? probe(workload.probes.liveness, trace) : undefined,
    readinessProbe: options.serves === true ? probe(workload.probes.readiness, trace) : undefined,
    volumeMounts: mounts(workload, trace),
  });
}

/** A container port is named once, however many ports of the service lead to it. */
function uniqueTargets(workload: Workload): Workload["ports"] {
  const key = (port: Workload["ports"][number]) => `${port.targetPort}/${port.protocol === "udp" ? "UDP" : "TCP"}`;
  return workload.ports.filter(
    (port, index) => workload.ports.findIndex((other) => key(other) === key(port)) === index,
  );
}

function environmentVariables(workload: Workload, { from, because }: Trace): Value {
  return workload.variables.map(({ name, value, secret }) => {
    const field = `variables/${name}`;
    if (secret === undefined) return { name: from(field, name), value: from(field, value ?? "") };
    return {
      name: from(field, name),
      valueFrom: {
        secretKeyRef: {
          name: because("the secret that the service's ExternalSecret makes", workload.name),
          key: from(field, name),
        },
      },
    };
  });
}

function resources(workload: Workload, { from, because }: Trace): Value {
  const { cpu, memory } = workload.compute;
  return {
    requests: { cpu: from("compute", cpu), memory: from("compute", memory) },
    limits: {
      cpu: because(
        "a pod may use four times the processor that it asks for, when there is some to spare",
        cpuText(millicores(cpu) * 4),
      ),
      memory: from("compute", memory),
    },
  };
}

function probe(probe: ContainerProbe | undefined, { from }: Trace): Value | undefined {
  if (probe === undefined) return undefined;
  const { field, portField, timing } = probe;
  const action = Object.entries(probe.action).map(([way, asked]) => {
    const { port, ...rest } = asked as { port?: Value };
    const marked = portField === undefined || port === undefined ? port : from(portField, port);
    return [way, port === undefined ? rest : { ...rest, port: marked }];
  });
  return from(field, { ...Object.fromEntries(action), ...timing } as Value);
}

/** The places in a container that can be written to: /tmp is always one of them. */
function scratch(workload: Workload): readonly { path: string; size?: string }[] {
  const own = workload.volumes;
  return own.some(({ path }) => path === "/tmp") ? own : [...own, { path: "/tmp" }];
}

function volumes(workload: Workload, { from, because }: Trace): Value {
  const literal = workload.files.some(({ content }) => content !== undefined) || workload.site !== undefined;
  const list: Value[] = scratch(workload).map(({ path, size }, index) => ({
    name: because("volumes are numbered in the order of their paths", `scratch-${index}`),
    emptyDir:
      size === undefined
        ? because("the root of a container is read-only, /tmp is not", {})
        : { sizeLimit: from(`volumes/${path}`, size) },
  }));
  if (literal) list.push(because("the files of the service", { name: "files", configMap: { name: workload.name } }));
  if (workload.files.some(({ secret }) => secret !== undefined))
    list.push(
      because("the files of the service that are secrets", { name: "secrets", secret: { secretName: workload.name } }),
    );
  if (workload.site !== undefined)
    list.push(
      because("the files of the image are copied to where the server reads them", { name: "site", emptyDir: {} }),
    );
  return list;
}

function mounts(workload: Workload, { from, because }: Trace): Value {
  const keys = fileKeys(workload);
  const list: Value[] = scratch(workload).map(({ path, size }, index) => ({
    name: because("volumes are numbered in the order of their paths", `scratch-${index}`),
    mountPath:
      size === undefined
        ? because("the root of a container is read-only, /tmp is not", path)
        : from(`volumes/${path}`, path),
  }));
  for (const { path, secret } of workload.files) {
    const subPath = secret === undefined ? (keys.get(path) ?? "") : secretFileKey(keys.get(path) ?? "");
    list.push(
      from(`files/${path}`, {
        name: secret === undefined ? "files" : "secrets",
        mountPath: path,
        subPath,
        readOnly: true,
      }),
    );
  }
  if (workload.site !== undefined) {
    list.push(
      because("the server's configuration is made from site", {
        name: "files",
        mountPath: "/etc/nginx/conf.d/default.conf",
        subPath: siteConfigKey,
        readOnly: true,
      }),
    );
    list.push(
      because("the files of the image are copied to where the server reads them", {
        name: "site",
        mountPath: siteFolder,
        readOnly: true,
      }),
    );
  }
  return list;
}

/** The container that copies the files out of a site's image. */
function copyFiles(workload: Workload, { from, because }: Trace): Value {
  const reason = "the files of the image are copied to where the server reads them";
  return {
    name: because(reason, "copy-files"),
    image: from("image", workload.image),
    command: from("site/root", ["cp", "-R", `${workload.site?.root}/.`, siteFolder]),
    resources: resources(workload, { from, because }),
    securityContext: because(restricted, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    }),
    volumeMounts: because(reason, [{ name: "site", mountPath: siteFolder }]),
  };
}
