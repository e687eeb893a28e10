import type { Manifest } from "kustomize-ts";
import type { Environment, Platform } from "../gen/types.ts";
import type { Workload } from "../workload.ts";

/** What an Application says besides where its manifests are. */
interface ApplicationOptions {
  readonly name: string;
  readonly project: string;
  readonly path: string;
  /** Folders inside the path belong to it. */
  readonly recurse?: boolean;
  readonly namespace?: string;
  readonly wave: number;
  readonly selfHeal: boolean;
  readonly labels: { readonly [name: string]: string };
}

/**
 * The project of a team: its namespace in this environment, from this repository, and nothing of the
 * whole cluster but what the platform grants.
 */
export function teamProject(team: string, platform: Platform, environment: Environment): Manifest {
  const granted = (platform.spec.grants ?? []).filter(({ to }) => to.startsWith(`${team}/`));
  return project(`${environment.metadata.name}-${team}`, platform, environment, {
    description: `What the team ${team} may deploy to ${environment.metadata.name}.`,
    destinations: [
      `${team}-${environment.metadata.name}`,
      ...granted.flatMap(({ namespaces }) => namespaces ?? []),
    ].map((namespace) => ({
      server: environment.spec.cluster.server,
      namespace,
    })),
    clusterResourceWhitelist: granted.flatMap(({ kinds }) => kinds ?? []).map((kind) => ({ group: "*", kind })),
    namespaceResourceBlacklist: ["ResourceQuota", "LimitRange"].map((kind) => ({ group: "", kind })),
  });
}

/** What starts an environment, applied by hand once: the project of the platform and the root Application. */
export function bootstrap(platform: Platform, environment: Environment): Manifest[] {
  const name = environment.metadata.name;
  const everything = [{ group: "*", kind: "*" }];
  return [
    project(`${name}-slipway`, platform, environment, {
      description: `What the platform itself deploys to ${name}.`,
      destinations: [
        { server: environment.spec.cluster.server, namespace: "*" },
        { server: inCluster, namespace: argocdNamespace(platform) },
      ],
      clusterResourceWhitelist: everything,
    }),
    application(
      platform,
      environment,
      {
        name: `${name}-slipway`,
        project: `${name}-slipway`,
        path: "argocd",
        recurse: true,
        namespace: argocdNamespace(platform),
        wave: 0,
        selfHeal: true,
        labels: {},
      },
      inCluster,
    ),
  ];
}

/** The Application of an environment's namespaces, limits and policies. It comes before every service. */
export function platformApplication(platform: Platform, environment: Environment): Manifest {
  const name = environment.metadata.name;
  return application(platform, environment, {
    name: `${name}-platform`,
    project: `${name}-slipway`,
    path: "platform",
    wave: -2,
    selfHeal: true,
    labels: {},
  });
}

/**
 * The Application of one service. A service that depends on others comes a wave after those that depend on none: the
 * wave is told by its own spec alone. A finished run of a job that was cleared away is not made again.
 */
export function serviceApplication(workload: Workload, platform: Platform, environment: Environment): Manifest {
  const depends = workload.to.some((peer) => "team" in peer && peer.service !== undefined);
  return application(platform, environment, {
    name: `${workload.environment}-${workload.team}-${workload.name}`,
    project: `${workload.environment}-${workload.team}`,
    path: `${workload.team}/${workload.name}`,
    namespace: workload.namespace,
    wave: depends ? 1 : 0,
    selfHeal: workload.kind !== "Job",
    labels: {
      "slipway.dev/team": workload.team,
      "slipway.dev/environment": workload.environment,
      "app.kubernetes.io/name": workload.name,
    },
  });
}

const inCluster = "https://kubernetes.default.svc";

function argocdNamespace(platform: Platform): string {
  return platform.spec.argocd?.namespace ?? "argocd";
}

function project(name: string, platform: Platform, environment: Environment, spec: Manifest): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: {
      name,
      namespace: argocdNamespace(platform),
      labels: managed(environment),
      annotations: { "argocd.argoproj.io/sync-wave": "-3" },
    },
    spec: { sourceRepos: [platform.spec.repository], ...spec },
  };
}

function managed(environment: Environment): { [label: string]: string } {
  return { "app.kubernetes.io/managed-by": "slipway", "slipway.dev/environment": environment.metadata.name };
}

function application(
  platform: Platform,
  environment: Environment,
  options: ApplicationOptions,
  server = environment.spec.cluster.server,
): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name: options.name,
      namespace: argocdNamespace(platform),
      labels: { ...managed(environment), ...options.labels },
      annotations: {
        "argocd.argoproj.io/compare-options": "ServerSideDiff=true",
        "argocd.argoproj.io/manifest-generate-paths": ".",
        "argocd.argoproj.io/sync-wave": String(options.wave),
      },
      finalizers: ["resources-finalizer.argocd.argoproj.io/foreground"],
    },
    spec: {
      project: options.project,
      source: {
        repoURL: platform.spec.repository,
        targetRevision: `env/${environment.metadata.name}`,
        path: options.path,
        ...(options.recurse === true ? { directory: { recurse: true } } : {}),
      },
      destination: { server, ...(options.namespace === undefined ? {} : { namespace: options.namespace }) },
      syncPolicy: {
        automated: { prune: true, selfHeal: options.selfHeal },
        retry: { limit: 10, refresh: true, backoff: { duration: "10s", factor: 2, maxDuration: "3m" } },
        syncOptions: ["ServerSideApply=true"],
      },
    },
  };
}
