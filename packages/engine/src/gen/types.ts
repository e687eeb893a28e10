// THIS FILE IS GENERATED - DO NOT EDIT IT. It is made from schemas/ by packages/engine/scripts/gen.ts.
/* biome-ignore-all lint: generated */

/**
 * The version of this schema.
 */
export type ApiVersion = "slipway.dev/v1";
export type Name = string;
/**
 * A sentence that says what this is.
 */
export type Text = string;
/**
 * How much processor and memory a pod asks for, by name; the environment says what each name means. The environment's default when left out.
 */
export type Size = "xs" | "s" | "m" | "l" | "xl" | "2xl";
/**
 * How many pods: a fixed number, or from min to max by processor.
 */
export type DefaultScale =
  | number
  | {
      /**
       * The fewest pods.
       */
      min: number;
      /**
       * The most pods.
       */
      max: number;
      /**
       * Add pods above this percentage of the processor that a pod asks for. 70 when left out.
       */
      cpu?: number;
    };
/**
 * The container image, with a tag or a digest.
 */
export type Image = string;
export type MetricName = string;
/**
 * Another service, as team/name.
 */
export type Reference = string;
/**
 * One service of a team: apps/<team>/<service>/service.yaml.
 */
export type Service = WebService | Worker | CronJob | Job | StaticSite | Manifests;
/**
 * How much hangs on it: 1 the company stands still, 2 customers notice, 3 colleagues notice, 4 nobody does. The team's default when left out.
 */
export type Tier = number;
/**
 * Where it is in its life.
 */
export type Lifecycle = "experimental" | "production" | "deprecated";
/**
 * Where to read more.
 */
export type Links = Link[];
/**
 * What to run instead of the image's entry point.
 *
 * Items: One word of the command.
 */
export type Command = (string | number | boolean)[];
/**
 * Arguments to it.
 *
 * Items: One argument.
 */
export type Args = (string | number | boolean)[];
/**
 * A literal value, a key of a secret, or the address of another service (host:port).
 */
export type Variable =
  | string
  | number
  | boolean
  | {
      secret?: Secret;
      key?: SecretKey;
      service?: Reference;
      port?: PortNumber;
    };
/**
 * The name of a secret in the environment's store: the team's own, or another team's as team/name if that team grants it.
 */
export type Secret = string;
/**
 * The key inside the secret.
 */
export type SecretKey = string;
export type PortNumber = number;
/**
 * The content, or where it comes from.
 */
export type MountedFile =
  | string
  | {
      /**
       * What is in the file.
       */
      content?: string;
      secret?: Secret;
      key?: SecretKey;
    };
export type Duration = string;
/**
 * How to see that a pod lives: a path that answers over HTTP, the word grpc (the standard gRPC health service) or tcp (the port accepts), each on the first port; or probes one by one. tcp when left out.
 */
export type Health =
  | string
  | {
      liveness?: Probe;
      readiness?: Probe;
      startup?: Probe;
    };
export type UrlPath = string;
/**
 * How many pods: a fixed number, or from min to max by load. By tier and environment when left out.
 */
export type Scale =
  | number
  | {
      /**
       * The fewest pods; 0 only with a queue.
       */
      min?: number;
      /**
       * The most pods.
       */
      max?: number;
      /**
       * Add pods above this percentage of the processor that a pod asks for. 70 when no other measure is given.
       */
      cpu?: number;
      /**
       * Add pods above this percentage of the memory that a pod asks for.
       */
      memory?: number;
      queue?: Queue;
    };
export type LatencyDuration = string;
/**
 * Where the service is reached from outside the cluster.
 */
export type Routes = Route[];
/**
 * How often a failed run is tried again. 3 when left out.
 */
export type Retries = number;

export interface Documents {
  environment: Environment;
  exception: Exception;
  platform: Platform;
  service: Service;
  settings: Settings;
  team: Team;
}
/**
 * One cluster and everything rendered for it: environments/<environment>/environment.yaml.
 */
export interface Environment {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Environment";
  metadata: EnvironmentMetadata;
  spec: EnvironmentSpec;
}
/**
 * What the environment is called.
 */
export interface EnvironmentMetadata {
  name: Name;
  description?: Text;
}
/**
 * The cluster, what is installed there, and what holds for services that do not say otherwise.
 */
export interface EnvironmentSpec {
  cluster: Cluster;
  /**
   * The minor version of its API server, in quotes.
   */
  kubernetes: string;
  /**
   * The domain under which routes without a dot in their host stand.
   */
  domain: string;
  from?: Name;
  like?: Name;
  defaults?: EnvironmentDefaults;
  /**
   * What the names of sizes mean here, where it differs from the built-in table.
   */
  sizes?: {
    [k: string]: Compute;
  };
  quota?: Quota;
  /**
   * Quotas of single teams, instead of the one for all.
   */
  quotas?: {
    [k: string]: Quota;
  };
  capabilities?: Capabilities;
}
/**
 * The cluster, as Argo CD knows it.
 */
export interface Cluster {
  /**
   * The address of its API server.
   */
  server: string;
}
/**
 * What holds for services that do not say otherwise.
 */
export interface EnvironmentDefaults {
  size?: Size;
  scale?: DefaultScale;
  /**
   * The same by tier, before the above.
   */
  tiers?: {
    "1"?: TierDefaults;
    "2"?: TierDefaults;
    "3"?: TierDefaults;
    "4"?: TierDefaults;
  };
  siteServer?: Image;
}
/**
 * Defaults of one tier.
 */
export interface TierDefaults {
  size?: Size;
  scale?: DefaultScale;
}
/**
 * Exact processor and memory instead of a size.
 */
export interface Compute {
  /**
   * Cores or thousandths of a core that a pod asks for.
   */
  cpu: string | number;
  /**
   * Memory that a pod asks for and may use at most.
   */
  memory: string;
}
/**
 * What one team may ask for in all, in its namespace. No limit where left out.
 */
export interface Quota {
  /**
   * Cores, in quotes.
   */
  cpu?: string;
  /**
   * Memory.
   */
  memory?: string;
  /**
   * Pods.
   */
  pods?: number;
}
/**
 * What is installed in the cluster besides Kubernetes. What a spec asks for and is not here is an error at its line.
 */
export interface Capabilities {
  gateway?: GatewayCapability;
  certificates?: CertificateCapability;
  /**
   * The metrics API, which HorizontalPodAutoscalers need.
   */
  metricsServer?: true;
  /**
   * KEDA, which scales by queues.
   */
  keda?: true;
  secrets?: SecretCapability;
  prometheus?: PrometheusCapability;
}
/**
 * The Gateway API, with the gateways that routes attach to.
 */
export interface GatewayCapability {
  external?: GatewayReference;
  internal?: GatewayReference;
}
/**
 * One gateway.
 */
export interface GatewayReference {
  name: Name;
  namespace: Name;
}
/**
 * cert-manager, which gives each host its certificate; the gateways must let namespaces bring ListenerSets. Without it the gateways' own listeners serve the routes.
 */
export interface CertificateCapability {
  issuer: Name;
  /**
   * The gateways have a certificate for every host of the domain, so that only other hosts need one of their own.
   */
  wildcard?: true;
}
/**
 * External Secrets Operator with a ClusterSecretStore. A secret's path in the store is <path>/<team>/<secret>.
 */
export interface SecretCapability {
  store: Name;
  /**
   * Where this environment's secrets begin.
   */
  path: string;
  /**
   * How often the store is read again. 1h when left out.
   */
  refresh?: string;
}
/**
 * The Prometheus Operator and kube-state-metrics.
 */
export interface PrometheusCapability {
  namespace: Name;
  requests?: MetricName;
  durations?: MetricName;
  /**
   * Labels by which Prometheus picks its ServiceMonitors, PodMonitors and PrometheusRules.
   */
  labels?: {
    /**
     * The label's value.
     */
    [k: string]: string;
  };
}
/**
 * One service that may break one policy, in one field, with one value, and why: policies/exceptions/<name>.yaml.
 */
export interface Exception {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Exception";
  metadata: ExceptionMetadata;
  spec: ExceptionSpec;
}
/**
 * What the exception is called.
 */
export interface ExceptionMetadata {
  name: Name;
  description?: Text;
}
/**
 * What is allowed, to whom, and until when.
 */
export interface ExceptionSpec {
  /**
   * The policy that may be broken: the name of its folder.
   */
  policy: string;
  /**
   * The service whose objects, and Pods, may break it.
   */
  service: string;
  object?: ExceptionObject;
  /**
   * Where it holds.
   */
  environments: Name[];
  /**
   * The field that breaks the policy, from the top of the object that the policy sees. [name] is the item of a list with that name, [*] any item, ["…"] a key that is no word.
   */
  field: string;
  /**
   * The value that the field may have; null: the field is not set. With any other value the exception does not hold.
   */
  value: string | number | boolean | null;
  /**
   * Who asked for it, and gets rid of it.
   */
  owner: string;
  /**
   * Why the rule cannot be kept.
   */
  reason: string;
  /**
   * Where the way back to the rule is followed.
   */
  ticket: string;
  /**
   * The last day on which it is meant to hold. It holds until its file is deleted; from the day after, that it does is a finding.
   */
  expires: string;
}
/**
 * Only this object of the service; without it, every one that has the field.
 */
export interface ExceptionObject {
  /**
   * The kind of the object as the policy sees it; the Pods of a workload are Pods.
   */
  kind: string;
  /**
   * Its name; the Pods of a workload have none that is known.
   */
  name?: string;
}
/**
 * What holds everywhere: environments/platform.yaml. It marks the root of the repository.
 */
export interface Platform {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Platform";
  metadata: PlatformMetadata;
  spec: PlatformSpec;
}
/**
 * What the platform is called.
 */
export interface PlatformMetadata {
  name: Name;
  description?: Text;
}
/**
 * Where the platform lives.
 */
export interface PlatformSpec {
  /**
   * The address under which Argo CD reads this repository.
   */
  repository: string;
  /**
   * The branch that people merge into. main when left out.
   */
  branch?: string;
  /**
   * GitHub teams and users of the platform team.
   *
   * Items: One owner.
   */
  owners?: string[];
  /**
   * What single services may bring through their kustomization that others may not: objects of the whole cluster, and objects in other namespaces.
   */
  grants?: PlatformGrant[];
  argocd?: ArgoCd;
}
/**
 * One service.
 */
export interface PlatformGrant {
  to: Reference;
  /**
   * Kinds of the whole cluster that it may bring.
   *
   * Items: One kind.
   */
  kinds?: string[];
  /**
   * Namespaces besides its own that it may bring objects to.
   *
   * Items: One namespace.
   */
  namespaces?: string[];
}
/**
 * The Argo CD that deploys.
 */
export interface ArgoCd {
  namespace?: Name;
}
/**
 * Runs all the time and answers requests on a port.
 */
export interface WebService {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "WebService";
  metadata: ServiceMetadata;
  spec: WebServiceSpec;
}
/**
 * What the service is called and what it is to the company.
 */
export interface ServiceMetadata {
  name: Name;
  team: Name;
  system?: Name;
  tier?: Tier;
  lifecycle?: Lifecycle;
  description?: Text;
  links?: Links;
}
/**
 * One link.
 */
export interface Link {
  /**
   * What is there.
   */
  title: string;
  /**
   * The address.
   */
  url: string;
}
/**
 * How the service runs and what it needs.
 */
export interface WebServiceSpec {
  image: Image;
  command?: Command;
  args?: Args;
  variables?: Variables;
  files?: Files;
  size?: Size;
  compute?: Compute;
  volumes?: Volumes;
  shutdown?: Shutdown;
  port?: PortNumber;
  ports?: Ports;
  health?: Health;
  scale?: Scale;
  preDeploy?: PreDeploy;
  metrics?: Metrics;
  slo?: Slo;
  routes?: Routes;
  access?: Access;
}
/**
 * Environment variables by name.
 */
export interface Variables {
  [k: string]: Variable;
}
/**
 * Files in the container, by absolute path.
 */
export interface Files {
  [k: string]: MountedFile;
}
/**
 * Room on disk that is empty when a pod starts and gone when it ends, by absolute path.
 */
export interface Volumes {
  [k: string]: Volume;
}
/**
 * One volume.
 */
export interface Volume {
  /**
   * How large it may become.
   */
  ephemeral: string;
}
/**
 * How a pod is stopped.
 */
export interface Shutdown {
  gracePeriod: Duration;
}
/**
 * Several ports by name. The first is the one for routes and health.
 */
export interface Ports {
  [k: string]: Port;
}
/**
 * One port.
 */
export interface Port {
  port: PortNumber;
  targetPort?: PortNumber;
  /**
   * What is spoken on it. http when left out.
   */
  protocol?: "http" | "grpc" | "tcp" | "udp";
}
/**
 * One probe, with the fields that Kubernetes has.
 */
export interface Probe {
  httpGet?: HttpGet;
  grpc?: GrpcProbe;
  tcpSocket?: TcpSocket;
  exec?: Exec;
  /**
   * Seconds after the start before the first probe.
   */
  initialDelaySeconds?: number;
  /**
   * Seconds between two probes. 10 when left out.
   */
  periodSeconds?: number;
  /**
   * Seconds that a probe may take. 1 when left out.
   */
  timeoutSeconds?: number;
  /**
   * How many failures in a row count. 3 when left out.
   */
  failureThreshold?: number;
}
/**
 * Succeeds on a status from 200 to 399.
 */
export interface HttpGet {
  path: UrlPath;
  port?: PortNumber;
  /**
   * Headers to send.
   */
  headers?: {
    /**
     * The value.
     */
    [k: string]: string;
  };
}
/**
 * Asks the standard gRPC health service.
 */
export interface GrpcProbe {
  port?: PortNumber;
  /**
   * The service name to ask for.
   */
  service?: string;
}
/**
 * Succeeds when the port accepts.
 */
export interface TcpSocket {
  port?: PortNumber;
}
/**
 * Succeeds when the command ends with 0.
 */
export interface Exec {
  command: Command;
}
/**
 * Add pods by the length of a queue, with a scaler of KEDA.
 */
export interface Queue {
  /**
   * The name of KEDA's scaler.
   */
  type: string;
  /**
   * What that scaler needs to know, as KEDA documents it. Names that end in FromEnv take the value of a variable.
   */
  metadata: {
    /**
     * One value.
     */
    [k: string]: string | number | boolean;
  };
}
/**
 * A command that runs to its end in the same image before new pods start: a migration. If it fails, the old pods stay.
 */
export interface PreDeploy {
  command: Command;
  deadline?: Duration;
}
/**
 * Where Prometheus reads the service's own figures.
 */
export interface Metrics {
  port?: PortNumber;
  path?: UrlPath;
}
/**
 * What users may rely on, over 30 days. It becomes recording rules and alerts on how fast the error budget burns.
 */
export interface Slo {
  /**
   * Percent of requests that succeed (of time with a ready pod, for a service without metrics).
   */
  availability?: number;
  latency?: Latency;
}
/**
 * How fast answers are: a percentile and the time it stays under. Needs metrics.
 */
export interface Latency {
  p50?: LatencyDuration;
  p90?: LatencyDuration;
  p95?: LatencyDuration;
  p99?: LatencyDuration;
}
/**
 * One host and path. An empty route is the service's name under the environment's domain.
 */
export interface Route {
  /**
   * A name without dots stands under the environment's domain; one with dots is taken as it is. The service's name when left out.
   */
  host?: string;
  /**
   * The path prefix. / when left out.
   */
  path?: string;
  port?: PortNumber;
  /**
   * Who may come: external is everybody, internal is the company's network. external when left out.
   */
  visibility?: "external" | "internal";
}
/**
 * Who may call this service and whom it may call. Services in its variables, the cluster's DNS, the gateway of its routes and Prometheus are let through without being named.
 */
export interface Access {
  /**
   * Services (team/name) and whole teams (team) that may call it. Its own team when left out.
   *
   * Items: One caller.
   */
  from?: string[];
  /**
   * Services (team/name), networks (10.0.0.0/8:5432) and hosts on the internet (api.stripe.com:443) that it may call. The network lets through the whole internet on a host's port, because it knows no names.
   *
   * Items: One callee.
   */
  to?: string[];
}
/**
 * Runs all the time and takes its work from somewhere else: a queue, a topic, a schedule of its own.
 */
export interface Worker {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Worker";
  metadata: ServiceMetadata;
  spec: WorkerSpec;
}
/**
 * How the worker runs and what it needs.
 */
export interface WorkerSpec {
  image: Image;
  command?: Command;
  args?: Args;
  variables?: Variables;
  files?: Files;
  size?: Size;
  compute?: Compute;
  volumes?: Volumes;
  shutdown?: Shutdown;
  port?: PortNumber;
  ports?: Ports;
  health?: Health;
  scale?: Scale;
  preDeploy?: PreDeploy;
  metrics?: Metrics;
  slo?: Slo;
  access?: Access;
}
/**
 * Runs to its end, again and again, on a schedule.
 */
export interface CronJob {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "CronJob";
  metadata: ServiceMetadata;
  spec: CronJobSpec;
}
/**
 * What runs, and when.
 */
export interface CronJobSpec {
  image: Image;
  command?: Command;
  args?: Args;
  variables?: Variables;
  files?: Files;
  size?: Size;
  compute?: Compute;
  volumes?: Volumes;
  shutdown?: Shutdown;
  access?: Access;
  /**
   * When it runs: the five fields of cron (minute, hour, day of month, month, day of week) or one of @hourly, @daily, @weekly, @monthly, @yearly.
   */
  schedule: string;
  /**
   * The time zone that the schedule is meant in, by its IANA name. UTC when left out.
   */
  timeZone?: string;
  /**
   * What happens when the run before is still going: run beside it, leave this one out, or replace it. Forbid when left out.
   */
  concurrency?: "Allow" | "Forbid" | "Replace";
  /**
   * True stops new runs; a run that is under way ends by itself.
   */
  suspend?: boolean;
  deadline?: Duration;
  retries?: Retries;
  history?: History;
}
/**
 * How many finished runs are kept to look at. 3 that succeeded and 1 that failed when left out.
 */
export interface History {
  /**
   * Runs that succeeded.
   */
  successful?: number;
  /**
   * Runs that failed.
   */
  failed?: number;
}
/**
 * Runs to its end once; another run.id runs it again.
 */
export interface Job {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Job";
  metadata: ServiceMetadata;
  spec: JobSpec;
}
/**
 * What runs.
 */
export interface JobSpec {
  image: Image;
  command?: Command;
  args?: Args;
  variables?: Variables;
  files?: Files;
  size?: Size;
  compute?: Compute;
  volumes?: Volumes;
  shutdown?: Shutdown;
  access?: Access;
  deadline?: Duration;
  retries?: Retries;
  run?: Run;
}
/**
 * Which run this is, and how it is spread over pods.
 */
export interface Run {
  /**
   * The name of this run; another id runs the job again, and nothing else does. When left out it is made of the image, command and args, so that a new image is a new run.
   */
  id?: string;
  /**
   * How many pods must succeed. 1 when left out.
   */
  completions?: number;
  /**
   * How many pods run at the same time. 1 when left out.
   */
  parallelism?: number;
  ttl?: Duration;
}
/**
 * Files in an image, served over HTTP.
 */
export interface StaticSite {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "StaticSite";
  metadata: ServiceMetadata;
  spec: StaticSiteSpec;
}
/**
 * Which files are served, and how.
 */
export interface StaticSiteSpec {
  image: Image;
  variables?: Variables;
  files?: Files;
  size?: Size;
  compute?: Compute;
  volumes?: Volumes;
  shutdown?: Shutdown;
  health?: Health;
  scale?: Scale;
  routes?: Routes;
  access?: Access;
  site?: Site;
}
/**
 * How the files of the image are served.
 */
export interface Site {
  /**
   * The folder of the image that holds the files. The image needs the program cp, as every image on a distribution or on busybox has. /usr/share/nginx/html when left out.
   */
  root?: string;
  /**
   * The file that answers for a folder. index.html when left out.
   */
  index?: string;
  /**
   * True answers with the index for every path that is no file, as single-page applications want it.
   */
  spa?: boolean;
  /**
   * Headers added to every answer.
   */
  headers?: {
    /**
     * The header's value.
     */
    [k: string]: string;
  };
  /**
   * Paths that are answered with another address.
   */
  redirects?: Redirect[];
  /**
   * How long browsers may keep files, by path prefix. Nothing is kept without asking when left out.
   */
  cache?: {
    [k: string]: Duration;
  };
}
/**
 * One redirect.
 */
export interface Redirect {
  from: UrlPath;
  /**
   * Where it leads: a path of this site or a whole https address.
   */
  to: string;
  /**
   * The status of the answer. 301 when left out.
   */
  status?: 301 | 302 | 307 | 308;
}
/**
 * Objects that the kustomization.yaml beside it brings, as they are: they go the same way through checks, policies, plan and promotion.
 */
export interface Manifests {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Manifests";
  metadata: ServiceMetadata;
}
/**
 * What is particular to one service in one environment: environments/<environment>/settings/<team>/<service>/settings.yaml. Merged over the release: maps by key, lists and scalars replaced.
 */
export interface Settings {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Settings";
  metadata: SettingsMetadata;
  spec: SettingsSpec;
}
/**
 * Whose settings these are.
 */
export interface SettingsMetadata {
  name: Name;
  team: Name;
}
/**
 * The closed part of a spec that may differ by environment.
 */
export interface SettingsSpec {
  scale?: Scale;
  size?: Size;
  compute?: Compute;
  variables?: Variables;
  files?: Files;
  routes?: Routes;
  slo?: Slo;
  /**
   * True stops new runs of a CronJob.
   */
  suspend?: boolean;
  access?: Access;
}
/**
 * Who owns the services of a folder, and how to reach them: apps/<team>/team.yaml.
 */
export interface Team {
  apiVersion: ApiVersion;
  /**
   * What this document is.
   */
  kind: "Team";
  metadata: TeamMetadata;
  spec: TeamSpec;
}
/**
 * What the team is called.
 */
export interface TeamMetadata {
  name: Name;
  description?: Text;
  links?: Links;
}
/**
 * The team.
 */
export interface TeamSpec {
  /**
   * GitHub teams (@organisation/team) and users (@user) whose approval a change of the team's services needs.
   *
   * Items: One owner.
   */
  owners: string[];
  contact: Contact;
  /**
   * Groups of the cluster's sign-on that may look at the team's namespaces.
   *
   * Items: One group.
   */
  groups?: string[];
  defaults?: TeamDefaults;
  /**
   * Secrets of this team that other teams may use.
   */
  grants?: Grant[];
}
/**
 * How to reach the team; at least one way.
 */
export interface Contact {
  /**
   * A channel.
   */
  slack?: string;
  /**
   * An address.
   */
  email?: string;
  /**
   * Where to page the team.
   */
  oncall?: string;
}
/**
 * What holds for the team's services that do not say otherwise.
 */
export interface TeamDefaults {
  system?: Name;
  tier?: Tier;
  lifecycle?: Lifecycle;
  size?: Size;
}
/**
 * One secret.
 */
export interface Grant {
  /**
   * The secret's name.
   */
  secret: string;
  /**
   * The teams that may use it.
   */
  to: Name[];
}
