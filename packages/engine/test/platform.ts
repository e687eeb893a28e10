import type { Files } from "../src/files.ts";
import { type Content, tree } from "./tree.ts";

/** Everything that an environment may have installed. */
export const everything = `
    gateway: {external: {name: public, namespace: gateways}, internal: {name: private, namespace: gateways}}
    certificates: {issuer: letsencrypt}
    metricsServer: true
    keda: true
    secrets: {store: vault, path: acme}
    prometheus: {namespace: monitoring}`;

/** An environment.yaml; more are lines under spec, indented by two. */
export function environment(name: string, more = ""): string {
  return `apiVersion: slipway.dev/v1
kind: Environment
metadata: {name: ${name}}
spec:
  cluster: {server: https://kubernetes.default.svc}
  kubernetes: "1.36"
  domain: ${name}.example.com
${more}`;
}

/** A team.yaml; more are lines under spec, indented by two. */
export function team(name: string, more = ""): string {
  return `apiVersion: slipway.dev/v1
kind: Team
metadata: {name: ${name}}
spec:
  owners: ["@acme/${name}"]
  contact: {slack: "#${name}"}
${more}`;
}

/** A service.yaml; more are lines under spec, indented by two. */
export function service(id: string, more = "  port: 8080\n", kind = "WebService"): string {
  const [team, name] = id.split("/");
  return `apiVersion: slipway.dev/v1
kind: ${kind}
metadata: {name: ${name}, team: ${team}}
spec:
  image: ghcr.io/acme/${name}:1.0.0
${more}`;
}

/** A settings.yaml with some lines under spec, indented by two. */
export function settings(id: string, more: string): string {
  const [team, name] = id.split("/");
  return `apiVersion: slipway.dev/v1
kind: Settings
metadata: {name: ${name}, team: ${team}}
spec:
${more}`;
}

export const platformYaml = `apiVersion: slipway.dev/v1
kind: Platform
metadata: {name: acme}
spec:
  repository: https://github.com/acme/platform.git
  owners: ["@acme/platform"]
`;

/**
 * A platform with the environments dev and prod, in which everything is installed, and the team shop with the service
 * shop/web; with other files, or without those that are undefined.
 */
export function platform(contents: { readonly [path: string]: Content } = {}): Files {
  return tree({
    "environments/platform.yaml": platformYaml,
    "environments/dev/environment.yaml": environment("dev", `  capabilities:${everything}\n`),
    "environments/prod/environment.yaml": environment("prod", `  from: dev\n  capabilities:${everything}\n`),
    "apps/shop/team.yaml": team("shop"),
    "apps/shop/web/service.yaml": service("shop/web"),
    ...contents,
  });
}

/** The definition of a kind of the clusters, Oven of example.com/v1, with the properties of its spec as YAML in one line. */
export function ovens(properties: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ovens.example.com}
spec:
  group: example.com
  names: {plural: ovens, singular: oven, kind: Oven, listKind: OvenList}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: ${properties}}}}}
`;
}
