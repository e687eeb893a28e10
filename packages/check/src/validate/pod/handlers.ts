import { forbidden, invalid, required } from "../../fault.ts";
import type { Container, HTTPGetAction, Lifecycle, LifecycleHandler, Probe, SleepAction } from "../../gen/types.ts";
import { at, type Path, unsaid } from "../../path.ts";
import { headerName, portName, portNumber } from "../names.ts";
import { validateNotNegative } from "../numbers.ts";
import { invalidEach, oneOf, type Scope } from "../scope.ts";

/** Probes and hooks of a container. */

export function validateProbes(container: Container, path: Path, scope: Scope): void {
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"] as const) {
    const probe = container[name];
    if (probe === undefined) continue;
    const place = at(path, name);
    validateProbe(probe, place, scope);
    if (name === "readinessProbe") {
      const seconds = probe.terminationGracePeriodSeconds;
      if (seconds !== undefined) {
        const detail = "must not be set for readinessProbes";
        scope.report(invalid(at(place, "terminationGracePeriodSeconds"), seconds, detail));
      }
    } else if ((probe.successThreshold || 1) !== 1) {
      scope.report(invalid(at(place, "successThreshold"), probe.successThreshold, "must be 1"));
    }
  }
}

const counts = [
  "initialDelaySeconds",
  "timeoutSeconds",
  "periodSeconds",
  "successThreshold",
  "failureThreshold",
] as const;

function validateProbe(probe: Probe, path: Path, scope: Scope): void {
  validateHandler(probe, undefined, path, scope);
  for (const count of counts) validateNotNegative(probe[count], at(path, count), scope);
  const seconds = probe.terminationGracePeriodSeconds;
  if (seconds !== undefined && seconds <= 0) {
    scope.report(invalid(at(path, "terminationGracePeriodSeconds"), seconds, "must be greater than 0"));
  }
}

/** Hooks at a container's start and end. A signal of its own is behind a gate that is off: the server drops it. */
export function validateLifecycle(lifecycle: Lifecycle, gracePeriod: number, path: Path, scope: Scope): void {
  for (const name of ["postStart", "preStop"] as const) {
    const handler = lifecycle[name];
    if (handler !== undefined) validateHandler(handler, gracePeriod, at(path, name), scope);
  }
}

function validateHandler(
  handler: LifecycleHandler & Probe,
  gracePeriod: number | undefined,
  path: Path,
  scope: Scope,
): void {
  let count = 0;
  const one = (name: string, validate: (place: Path) => void) => {
    if (count++ > 0) scope.report(forbidden(at(path, name), "may not specify more than 1 handler type"));
    else validate(at(path, name));
  };
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  if (exec !== undefined) {
    one("exec", (place) => {
      if ((exec.command ?? []).length === 0) scope.report(required(at(place, "command")));
    });
  }
  if (httpGet !== undefined) one("httpGet", (place) => validateHttpGet(httpGet, place, scope));
  if (tcpSocket !== undefined) one("tcpSocket", (place) => validatePort(tcpSocket.port ?? 0, at(place, "port"), scope));
  if (grpc !== undefined) one("grpc", (place) => validatePort(grpc.port ?? 0, at(place, "port"), scope));
  if (sleep !== undefined && gracePeriod !== undefined) {
    one("sleep", (place) => validateSleep(sleep, gracePeriod, place, scope));
  }
  if (count === 0) scope.report(required(path, "must specify a handler type"));
}

function validateHttpGet(action: HTTPGetAction, path: Path, scope: Scope): void {
  validatePort(action.port ?? 0, at(path, "port"), scope);
  oneOf(scope, at(path, "scheme"), action.scheme || "HTTP", ["HTTP", "HTTPS"]);
  for (const [index, { name = "" }] of (action.httpHeaders ?? []).entries()) {
    invalidEach(scope, unsaid(at(path, "httpHeaders"), index), name, headerName(name));
  }
}

function validateSleep({ seconds = 0 }: SleepAction, gracePeriod: number, path: Path, scope: Scope): void {
  if (seconds >= 0 && seconds <= gracePeriod) return;
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
  scope.report(invalid(path, seconds, detail));
}

/** A port by its number or its name. */
export function validatePort(port: number | string, path: Path, scope: Scope): void {
  invalidEach(scope, path, port, typeof port === "number" ? portNumber(port) : portName(port));
}
