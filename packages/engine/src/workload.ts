import type { Origin } from "./origin.ts";

/** A key of a secret in the environment's store. */
export interface SecretKey {
  readonly team: string;
  readonly secret: string;
  readonly key: string;
}

export interface VariableValue {
  readonly name: string;
  readonly value?: string;
  readonly secret?: SecretKey;
}

export interface FileContent {
  readonly path: string;
  readonly content?: string;
  readonly secret?: SecretKey;
}

export interface ServicePort {
  readonly name: string;
  /** The port that others reach. */
  readonly port: number;
  /** The port that the container listens on. */
  readonly targetPort: number;
  readonly protocol: "http" | "grpc" | "tcp" | "udp";
}

/** A probe as Kubernetes has it, with its port filled in. */
export interface ContainerProbe {
  readonly field: string;
  /** The field that the port comes from, where it is not the probe's own. */
  readonly portField?: string;
  readonly action: { readonly [way: string]: unknown };
  readonly timing: { readonly [name: string]: number };
}

export interface Autoscale {
  /** Percent of the request. */
  readonly cpu?: number;
  readonly memory?: number;
  readonly queue?: { readonly type: string; readonly metadata: { readonly [name: string]: string } };
}

export interface ScaleRange {
  readonly min: number;
  readonly max: number;
  /** Left out when the number is fixed. */
  readonly by?: Autoscale;
}

export interface RouteGroup {
  readonly host: string;
  readonly visibility: "external" | "internal";
  readonly gateway: { readonly name: string; readonly namespace: string };
  /** The issuer of a certificate of its own. */
  readonly issuer?: string;
  readonly rules: readonly {
    readonly path: string;
    readonly port: number;
    readonly field: string;
    readonly portField: string;
  }[];
}

/** Someone in a NetworkPolicy. */
export type Peer =
  | { readonly team: string; readonly service?: string; readonly field: string }
  | { readonly cidr: string; readonly port: number; readonly field: string }
  | { readonly internet: true; readonly port: number; readonly field: string };

export interface Objectives {
  readonly availability?: number;
  readonly latency?: { readonly percentile: number; readonly seconds: number };
}

/**
 * One release with its settings in one environment, every default filled in and nothing left to guess. Where each field
 * comes from stands in origins, by the field's name here.
 */
export interface Workload {
  readonly environment: string;
  readonly team: string;
  readonly name: string;
  readonly namespace: string;
  readonly kind: "WebService" | "Worker" | "CronJob" | "Job" | "StaticSite" | "Manifests";
  readonly tier: number;
  readonly lifecycle: string;
  readonly system?: string;
  readonly description?: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly variables: readonly VariableValue[];
  readonly files: readonly FileContent[];
  readonly volumes: readonly { readonly path: string; readonly size: string }[];
  readonly compute: { readonly cpu: string; readonly memory: string };
  /** Seconds that the process has to end. */
  readonly gracePeriod: number;
  readonly ports: readonly ServicePort[];
  readonly probes: {
    readonly startup?: ContainerProbe;
    readonly liveness?: ContainerProbe;
    readonly readiness?: ContainerProbe;
  };
  readonly scale: ScaleRange;
  readonly preDeploy?: { readonly command: readonly string[]; readonly deadline?: number };
  readonly metrics?: {
    /** The container's port, and the name that the pod and the Service have for it. */
    readonly port: number;
    readonly portName: string;
    /** It is none of the ports that the service has for others. */
    readonly ownPort: boolean;
    readonly path: string;
    readonly labels: { readonly [name: string]: string };
    readonly namespace: string;
  };
  readonly objectives?: Objectives & {
    readonly requests: string;
    readonly durations: string;
    readonly labels: { readonly [name: string]: string };
  };
  readonly routes: readonly RouteGroup[];
  readonly from: readonly Peer[];
  readonly to: readonly Peer[];
  readonly secrets?: { readonly store: string; readonly path: string; readonly refresh: string };
  readonly schedule?: {
    readonly cron: string;
    readonly timeZone: string;
    readonly concurrency: string;
    readonly suspend: boolean;
    readonly successful: number;
    readonly failed: number;
  };
  readonly run?: {
    readonly id: string;
    readonly completions: number;
    readonly parallelism: number;
    readonly ttl?: number;
  };
  /** Seconds a run of a job may take. */
  readonly deadline?: number;
  readonly retries: number;
  readonly site?: SiteServer;
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface SiteServer {
  readonly server: string;
  readonly root: string;
  readonly index: string;
  readonly spa: boolean;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly redirects: readonly { readonly from: string; readonly to: string; readonly status: number }[];
  readonly cache: readonly { readonly prefix: string; readonly seconds: number }[];
}
