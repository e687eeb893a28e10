import type { File } from "../src/files.ts";

/** How large a platform to make. The same options give the same platform. */
export interface Size {
  readonly services: number;
  readonly teams: number;
  readonly seed: number;
}

/**
 * A platform of many services of all kinds in three environments: every service in dev, as releases also in staging and
 * prod, every tenth with settings for prod.
 */
export function generatePlatform({ services, teams, seed }: Size): Map<string, File> {
  const files = new Map<string, File>();
  const put = (path: string, content: string) => files.set(path, { mode: "100644", content });
  put(
    "environments/platform.yaml",
    `${head("Platform", "name: bench")}spec: {repository: "https://git.example.com/bench.git"}\n`,
  );
  for (const [name, from] of [
    ["dev", ""],
    ["staging", "dev"],
    ["prod", "staging"],
  ] as const)
    put(`environments/${name}/environment.yaml`, environment(name, from));
  const random = randomOf(seed);
  const teamOf = (index: number) => `team-${index % teams}`;
  for (let index = 0; index < teams; index += 1)
    put(
      `apps/${teamOf(index)}/team.yaml`,
      `${head("Team", `name: ${teamOf(index)}`)}spec:\n  owners: ["@acme/${teamOf(index)}"]\n  contact: {slack: "#${teamOf(index)}"}\n  defaults: {tier: ${1 + (index % 4)}}\n`,
    );
  for (let index = 0; index < services; index += 1) {
    const id = `${teamOf(index)}/service-${index}`;
    const text = spec(index, teamOf(index), random, (other) => `${teamOf(other)}/service-${other}`);
    put(`apps/${id}/service.yaml`, text);
    for (const name of ["staging", "prod"]) put(`environments/${name}/releases/${id}/service.yaml`, text);
    if (index % 10 === 0 && index % 20 !== 10)
      put(
        `environments/prod/settings/${id}/settings.yaml`,
        `${head("Settings", `name: service-${index}, team: ${teamOf(index)}`)}spec: {size: l, variables: {LOG_LEVEL: warn}}\n`,
      );
  }
  return files;
}

function head(kind: string, metadata: string): string {
  return `apiVersion: slipway.dev/v1\nkind: ${kind}\nmetadata: {${metadata}}\n`;
}

function environment(name: string, from: string): string {
  return `${head("Environment", `name: ${name}`)}spec:
  cluster: {server: "https://kubernetes.default.svc"}
  kubernetes: "1.34"
  domain: ${name}.example.com
${from === "" ? "" : `  from: ${from}\n`}  defaults: {size: s, scale: 2, tiers: {"1": {scale: {min: 3, max: 9}}}}
  quota: {cpu: "1000", memory: 2000Gi, pods: 5000}
  capabilities:
    gateway: {external: {name: public, namespace: gateways}, internal: {name: private, namespace: gateways}}
    certificates: {issuer: letsencrypt}
    metricsServer: true
    keda: true
    secrets: {store: vault, path: ${name}}
    prometheus: {namespace: monitoring, labels: {release: prometheus}}
`;
}

type Random = (below: number) => number;

function spec(index: number, team: string, random: Random, other: (index: number) => string): string {
  const kind =
    [
      "WebService",
      "WebService",
      "WebService",
      "WebService",
      "WebService",
      "WebService",
      "Worker",
      "CronJob",
      "Job",
      "StaticSite",
    ][index % 10] ?? "WebService";
  const lines = [
    `${head(kind, `name: service-${index}, team: ${team}, tier: ${1 + random(4)}`)}spec:`,
    `  image: ghcr.io/acme/service-${index}:1.${random(20)}.${random(10)}`,
  ];
  const has = (share: number) => random(100) < share;
  if (kind !== "StaticSite" && has(80)) {
    lines.push(
      "  variables:",
      `    LOG_LEVEL: ${["debug", "info", "warn"][random(3)]}`,
      `    WORKERS: ${1 + random(16)}`,
    );
    if (has(60)) lines.push("    DATABASE_URL: {secret: database, key: url}");
    if (index > 0 && has(60)) lines.push(`    UPSTREAM: {service: ${other(random(index))}}`);
  }
  if (has(10) && kind !== "StaticSite") lines.push('  files: {/etc/app/config.yaml: "debug: false\\nlevel: 3\\n"}');
  if (kind === "WebService") {
    lines.push(`  port: ${8000 + random(1000)}`, "  health: /healthz");
    if (has(40)) lines.push("  metrics: {port: 9090}", "  slo: {availability: 99.9, latency: {p95: 300ms}}");
    if (has(40)) lines.push(`  routes: [{host: service-${index}, visibility: ${has(50) ? "external" : "internal"}}]`);
    if (has(30)) lines.push(`  scale: {min: 2, max: ${3 + random(10)}, cpu: 60}`);
    if (has(10)) lines.push("  preDeploy: {command: [/app/migrate, up]}");
  }
  if (kind === "Worker" && has(50))
    lines.push('  scale: {min: 1, max: 8, queue: {type: rabbitmq, metadata: {queueName: work, value: "20"}}}');
  if (kind === "CronJob") lines.push(`  schedule: "${random(60)} ${random(24)} * * *"`);
  if (kind === "StaticSite")
    lines.push("  site: {root: /usr/share/site, spa: true, headers: {X-Frame-Options: DENY}}", "  routes: [{}]");
  return `${lines.join("\n")}\n`;
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
