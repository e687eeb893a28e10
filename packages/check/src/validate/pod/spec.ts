import { duplicate, forbidden, invalid, notFound, required, tooLong, unsupported } from "../../fault.ts";
import type { PodDNSConfig, PodResourceClaim, PodSpec } from "../../gen/types.ts";
import { at, item, type Path } from "../../path.ts";
import { ipFaults } from "../ip.ts";
import { validateLabels } from "../labels.ts";
import { byteLength, dnsLabel, dnsSubdomain, dnsSubdomainWithUnderscore, inRange, qualifiedName } from "../names.ts";
import { validateContainerResourceName, validateRequirements } from "../resources.ts";
import { invalidEach, oneOf, type Scope } from "../scope.ts";
import { validateContainers } from "./containers.ts";
import { validatePodResources } from "./pod-resources.ts";
import { validateAffinity, validateSpread, validateTolerations } from "./scheduling.ts";
import { validateOwnUsers, validatePodSecurity } from "./security-context.ts";
import { validateVolumes } from "./volumes.ts";
import { validateHostProcesses, validateSystem } from "./windows.ts";

/** The spec of a pod, or of a template for pods: then `podName` is empty. */
export function validatePodSpec(spec: PodSpec, podName: string, path: Path, scope: Scope): void {
  const volumes = validateVolumes(spec.volumes ?? [], podName, at(path, "volumes"), scope);
  validateResourceClaims(spec.resourceClaims ?? [], at(path, "resourceClaims"), scope);
  validateContainers({ spec, volumes }, path, scope);
  if (scope.minor >= 34) validatePodResources(spec, path, scope);
  validateHostNetworkPorts(spec, path, scope);
  oneOf(scope, at(path, "restartPolicy"), spec.restartPolicy || "Always", ["Always", "OnFailure", "Never"]);
  validateLabels(spec.nodeSelector, at(path, "nodeSelector"), scope);
  validatePodSecurity(spec, at(path, "securityContext"), scope);
  if (spec.affinity !== undefined) validateAffinity(spec.affinity, at(path, "affinity"), scope);
  validateDns(spec, path, scope);
  validateGates(spec, path, scope);
  validateSpread(spec.topologySpreadConstraints ?? [], at(path, "topologySpreadConstraints"), scope);
  validateHostProcesses(spec, path, scope);
  validateOwnUsers(spec, path, scope);
  validateNames(spec, path, scope);
  validateTolerations(spec.tolerations ?? [], at(path, "tolerations"), scope);
  validateHostAliases(spec, at(path, "hostAliases"), scope);
  if (spec.preemptionPolicy) {
    oneOf(scope, at(path, "preemptionPolicy"), spec.preemptionPolicy, ["PreemptLowerPriority", "Never"]);
  }
  if (spec.overhead !== undefined) {
    validateRequirements({ limits: spec.overhead }, validateContainerResourceName, at(path, "overhead"), scope);
  }
  validateOs(spec, path, scope);
  if (scope.minor >= 35) validateFileKeyVolumes(spec, path, scope);
}

function validateNames(spec: PodSpec, path: Path, scope: Scope): void {
  const named: [keyof PodSpec, (name: string) => string[]][] = [
    ["serviceAccountName", dnsSubdomain],
    ["nodeName", dnsSubdomain],
    ["hostname", dnsLabel],
    ["subdomain", dnsLabel],
    ["priorityClassName", dnsSubdomain],
  ];
  // An older name for the same field.
  const account = spec.serviceAccountName || spec.serviceAccount;
  for (const [field, rule] of named) {
    const name = field === "serviceAccountName" ? account : spec[field];
    if (typeof name === "string" && name !== "") invalidEach(scope, at(path, field), name, rule(name));
  }
  const { runtimeClassName, activeDeadlineSeconds: deadline } = spec;
  if (runtimeClassName !== undefined) {
    invalidEach(scope, at(path, "runtimeClassName"), runtimeClassName, dnsSubdomain(runtimeClassName));
  }
  if (deadline !== undefined) {
    invalidEach(scope, at(path, "activeDeadlineSeconds"), deadline, inRange(deadline, 1, 2 ** 31 - 1));
  }
  if (spec.hostnameOverride !== undefined && scope.minor >= 35) validateHostnameOverride(spec, path, scope);
}

function validateHostnameOverride(spec: PodSpec, path: Path, scope: Scope): void {
  const place = at(path, "hostnameOverride");
  const name = spec.hostnameOverride ?? "";
  if (spec.setHostnameAsFQDN) scope.report(forbidden(place, "may not be specified when setHostnameAsFQDN is true"));
  if (spec.hostNetwork) scope.report(forbidden(place, "may not be specified when hostNetwork is true"));
  if (byteLength(name) > 64) scope.report(tooLong(place, 64));
  invalidEach(scope, place, name, dnsSubdomain(name));
}

function validateResourceClaims(claims: readonly PodResourceClaim[], path: Path, scope: Scope): void {
  const names = new Set<string>();
  for (const [index, claim] of claims.entries()) {
    const { name = "", resourceClaimName, resourceClaimTemplateName } = claim;
    const place = item(path, index);
    if (name === "") scope.report(required(at(place, "name")));
    else if (names.has(name)) scope.report(duplicate(at(place, "name"), name));
    else {
      invalidEach(scope, at(place, "name"), name, dnsLabel(name));
      names.add(name);
    }
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      const detail = "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified";
      scope.report(invalid(place, claim, detail));
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      const detail = "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`";
      scope.report(invalid(place, claim, detail));
    }
    for (const [field, value] of Object.entries({ resourceClaimName, resourceClaimTemplateName })) {
      if (value !== undefined) invalidEach(scope, at(place, field), value, dnsSubdomain(value));
    }
  }
}

/** On the host's network a port of a container is the port of the node. */
function validateHostNetworkPorts(spec: PodSpec, path: Path, scope: Scope): void {
  if (!spec.hostNetwork) return;
  for (const [index, container] of (spec.containers ?? []).entries()) {
    for (const [place, { hostPort = 0, containerPort = 0 }] of (container.ports ?? []).entries()) {
      if (hostPort === 0 || hostPort === containerPort) continue;
      const port = at(item(at(item(at(path, "containers"), index), "ports"), place), "hostPort");
      scope.report(invalid(port, hostPort, "must match `containerPort` when `hostNetwork` is true"));
    }
  }
}

function validateDns(spec: PodSpec, path: Path, scope: Scope): void {
  const policy = spec.dnsPolicy || "ClusterFirst";
  oneOf(scope, at(path, "dnsPolicy"), policy, ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]);
  const config = spec.dnsConfig;
  const place = at(path, "dnsConfig");
  if (policy === "None") {
    if (config === undefined) {
      scope.report(required(place, "must provide `dnsConfig` when `dnsPolicy` is None"));
      return;
    }
    if ((config.nameservers ?? []).length === 0) {
      const detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
      scope.report(required(at(place, "nameservers"), detail));
      return;
    }
  }
  if (config !== undefined) validateDnsConfig(config, place, scope);
}

function validateDnsConfig(config: PodDNSConfig, path: Path, scope: Scope): void {
  const { nameservers = [], searches = [], options = [] } = config;
  const [nameserversPath, searchesPath] = [at(path, "nameservers"), at(path, "searches")];
  if (nameservers.length > 3) {
    scope.report(invalid(nameserversPath, nameservers, "must not have more than 3 nameservers"));
  }
  for (const [index, server] of nameservers.entries()) {
    for (const fault of ipFaults(server, item(nameserversPath, index), scope)) scope.report(fault);
  }
  if (searches.length > 32) scope.report(invalid(searchesPath, searches, "must not have more than 32 search paths"));
  if (byteLength(searches.join(" ")) > 2048) {
    const detail = "must not have more than 2048 characters (including spaces) in the search list";
    scope.report(invalid(searchesPath, searches, detail));
  }
  for (const [index, search] of searches.entries()) {
    if (search === ".") continue;
    const name = search.replace(/\.$/, "");
    invalidEach(scope, item(searchesPath, index), name, dnsSubdomainWithUnderscore(name));
  }
  for (const [index, { name = "" }] of options.entries()) {
    if (name === "") scope.report(required(item(at(path, "options"), index), "must not be empty"));
  }
}

function validateGates(spec: PodSpec, path: Path, scope: Scope): void {
  for (const [index, { conditionType = "" }] of (spec.readinessGates ?? []).entries()) {
    const place = at(item(at(path, "readinessGates"), index), "conditionType");
    invalidEach(scope, place, conditionType, qualifiedName(conditionType));
  }
  const seen = new Set<string>();
  for (const [index, { name = "" }] of (spec.schedulingGates ?? []).entries()) {
    const place = item(at(path, "schedulingGates"), index);
    invalidEach(scope, place, name, qualifiedName(name));
    if (seen.has(name)) scope.report(duplicate(place, name));
    seen.add(name);
  }
}

function validateHostAliases(spec: PodSpec, path: Path, scope: Scope): void {
  for (const [index, { ip = "", hostnames = [] }] of (spec.hostAliases ?? []).entries()) {
    const place = item(path, index);
    for (const fault of ipFaults(ip, at(place, "ip"), scope)) scope.report(fault);
    for (const [which, name] of hostnames.entries()) {
      invalidEach(scope, item(at(place, "hostnames"), which), name, dnsSubdomain(name));
    }
  }
}

function validateOs(spec: PodSpec, path: Path, scope: Scope): void {
  if (spec.os === undefined) return;
  const { name = "" } = spec.os;
  if (name === "") scope.report(required(at(path, "os", "name")));
  else if (name !== "linux" && name !== "windows") {
    scope.report(unsupported(at(path, "os"), name, ["linux", "windows"]));
  } else validateSystem(spec, path, scope);
}

/** A variable that comes from a file needs a volume that a container can write that file into. */
function validateFileKeyVolumes(spec: PodSpec, path: Path, scope: Scope): void {
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? "", volume]));
  for (const field of ["initContainers", "containers"] as const) {
    for (const [index, container] of (spec[field] ?? []).entries()) {
      for (const [place, variable] of (container.env ?? []).entries()) {
        const reference = variable.valueFrom?.fileKeyRef;
        if (reference === undefined) continue;
        const { volumeName = "" } = reference;
        const env = item(at(item(at(path, field), index), "env"), place);
        const namePath = at(env, "valueFrom", "fileKeyRef", "volumeName");
        const volume = volumes.get(volumeName);
        if (volume === undefined) scope.report(notFound(namePath, volumeName));
        else if (volume.emptyDir === undefined) {
          scope.report(invalid(namePath, volumeName, "referenced volume must be of type emptyDir"));
        }
      }
    }
  }
}
