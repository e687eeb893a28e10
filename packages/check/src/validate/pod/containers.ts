import { duplicate, forbidden, invalid, notFound, required } from "../../fault.ts";
import type { Container, ContainerPort, EphemeralContainer, PodSpec } from "../../gen/types.ts";
import { at, item, type Path } from "../../path.ts";
import { dnsLabel, portName, portNumber } from "../names.ts";
import { validateClaims, validateContainerResourceName, validateRequirements } from "../resources.ts";
import { invalidEach, oneOf, type Scope } from "../scope.ts";
import { validateVariableSources, validateVariables } from "./environment.ts";
import { validateLifecycle, validateProbes } from "./handlers.ts";
import { validateMounts } from "./mounts.ts";
import { validateInitRestartPolicy, validateResizePolicy, validateRestartPolicy } from "./restart-policy.ts";
import { validateContainerSecurity } from "./security-context.ts";
import type { Volumes } from "./volumes.ts";

/** What the containers of a pod share. */
interface Pod {
  readonly spec: PodSpec;
  readonly volumes: Volumes;
}

/** All containers of a pod. */
export function validateContainers(pod: Pod, path: Path, scope: Scope): void {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec;
  if (containers.length === 0) scope.report(required(at(path, "containers")));
  validateRegularContainers(pod, at(path, "containers"), scope);
  const names = new Set(containers.map(({ name = "" }) => name));
  for (const [index, container] of initContainers.entries()) {
    validateInitContainer(container, pod, { place: item(at(path, "initContainers"), index), names, scope });
  }
  const others = new Set([...containers, ...initContainers].map(({ name = "" }) => name));
  const all = new Set(others);
  for (const [index, container] of ephemeralContainers.entries()) {
    const place = item(at(path, "ephemeralContainers"), index);
    validateCommon(container, pod, place, scope);
    validateEphemeralContainer(container, others, place, scope);
    unique(container, all, place, scope);
  }
}

const gracePeriodOf = (spec: PodSpec) => spec.terminationGracePeriodSeconds ?? 30;

function validateRegularContainers(pod: Pod, path: Path, scope: Scope): void {
  const names = new Set<string>();
  const hostPorts = new Set<string>();
  for (const [index, container] of (pod.spec.containers ?? []).entries()) {
    const place = item(path, index);
    validateCommon(container, pod, place, scope);
    unique(container, names, place, scope);
    if (container.lifecycle !== undefined) {
      validateLifecycle(container.lifecycle, gracePeriodOf(pod.spec), at(place, "lifecycle"), scope);
    }
    validateProbes(container, place, scope);
    validateRestartPolicy(container, place, scope);
    validateHostPorts(container.ports ?? [], hostPorts, at(place, "ports"), scope);
  }
}

function validateInitContainer(
  container: Container,
  pod: Pod,
  { place, names, scope }: { place: Path; names: Set<string>; scope: Scope },
): void {
  validateCommon(container, pod, place, scope);
  validateInitRestartPolicy(container, place, scope);
  unique(container, names, place, scope);
  validateHostPorts(container.ports ?? [], new Set(), at(place, "ports"), scope);
  const sidecar = container.restartPolicy === "Always";
  if (sidecar) {
    if (container.lifecycle !== undefined) {
      validateLifecycle(container.lifecycle, gracePeriodOf(pod.spec), at(place, "lifecycle"), scope);
    }
    validateProbes(container, place, scope);
  } else {
    for (const field of ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const) {
      if (container[field] === undefined) continue;
      scope.report(forbidden(at(place, field), "may not be set for init containers without restartPolicy=Always"));
    }
    for (const [index, { restartPolicy = "" }] of (container.resizePolicy ?? []).entries()) {
      if (restartPolicy !== "RestartContainer") continue;
      const detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
      scope.report(invalid(at(item(at(place, "resizePolicy"), index), "restartPolicy"), restartPolicy, detail));
    }
  }
}

function unique({ name = "" }: Container, names: Set<string>, place: Path, scope: Scope): void {
  if (names.has(name)) scope.report(duplicate(at(place, "name"), name));
  names.add(name);
}

/** The policies by which an image is pulled. */
export const pullPolicies = ["Always", "IfNotPresent", "Never"];

function validateCommon(container: Container, { spec, volumes }: Pod, path: Path, scope: Scope): void {
  const { name = "", image = "", terminationMessagePolicy, imagePullPolicy } = container;
  if (name === "") scope.report(required(at(path, "name")));
  else invalidEach(scope, at(path, "name"), name, dnsLabel(name));
  if (image === "") scope.report(required(at(path, "image")));
  if (terminationMessagePolicy) {
    oneOf(scope, at(path, "terminationMessagePolicy"), terminationMessagePolicy, ["File", "FallbackToLogsOnError"]);
  }
  validatePorts(container.ports ?? [], at(path, "ports"), scope);
  validateVariables(container.env ?? [], at(path, "env"), scope);
  validateVariableSources(container.envFrom ?? [], at(path, "envFrom"), scope);
  validateMounts(container, volumes, path, scope);
  if (imagePullPolicy) oneOf(scope, at(path, "imagePullPolicy"), imagePullPolicy, pullPolicies);
  const resources = container.resources ?? {};
  validateRequirements(resources, validateContainerResourceName, at(path, "resources"), scope);
  const claims = (spec.resourceClaims ?? []).flatMap((claim) => claim.name || []);
  validateClaims(resources.claims ?? [], claims, at(path, "resources", "claims"), scope);
  validateResizePolicy(container.resizePolicy ?? [], spec.restartPolicy, at(path, "resizePolicy"), scope);
  validateContainerSecurity(container.securityContext, spec.hostUsers ?? true, at(path, "securityContext"), scope);
}

function validatePorts(ports: readonly ContainerPort[], path: Path, scope: Scope): void {
  const names = new Set<string>();
  for (const [index, { name = "", containerPort = 0, hostPort = 0, protocol = "TCP" }] of ports.entries()) {
    const place = item(path, index);
    if (name !== "") {
      const messages = portName(name);
      invalidEach(scope, at(place, "name"), name, messages);
      if (messages.length === 0 && names.has(name)) scope.report(duplicate(at(place, "name"), name));
      if (messages.length === 0) names.add(name);
    }
    if (containerPort === 0) scope.report(required(at(place, "containerPort")));
    else invalidEach(scope, at(place, "containerPort"), containerPort, portNumber(containerPort));
    if (hostPort !== 0) invalidEach(scope, at(place, "hostPort"), hostPort, portNumber(hostPort));
    oneOf(scope, at(place, "protocol"), protocol || "TCP", protocols);
  }
}

/** The protocols that ports can have. */
export const protocols = ["SCTP", "TCP", "UDP"];

function validateHostPorts(ports: readonly ContainerPort[], seen: Set<string>, path: Path, scope: Scope): void {
  for (const [index, { hostPort = 0, hostIP = "", protocol = "TCP" }] of ports.entries()) {
    if (hostPort === 0) continue;
    const key = `${protocol}/${hostIP}/${hostPort}`;
    if (seen.has(key)) scope.report(duplicate(at(item(path, index), "hostPort"), key));
    seen.add(key);
  }
}

const neverEphemeral = [
  "lifecycle",
  "livenessProbe",
  "ports",
  "readinessProbe",
  "resizePolicy",
  "resources",
  "startupProbe",
];

function validateEphemeralContainer(
  container: EphemeralContainer,
  others: ReadonlySet<string>,
  path: Path,
  scope: Scope,
): void {
  const { targetContainerName = "" } = container;
  if (targetContainerName !== "" && !others.has(targetContainerName)) {
    scope.report(notFound(at(path, "targetContainerName"), targetContainerName));
  }
  for (const field of neverEphemeral) {
    if (container[field as "ports"] === undefined) continue;
    scope.report(forbidden(at(path, field), "cannot be set for an Ephemeral Container"));
  }
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    for (const field of ["subPath", "subPathExpr"] as const) {
      if (!mount[field]) continue;
      scope.report(
        forbidden(at(item(at(path, "volumeMounts"), index), field), "cannot be set for an Ephemeral Container"),
      );
    }
  }
}
