import { decodeBase64 } from "../base64.ts";
import { invalid, required, tooLong } from "../fault.ts";
import type { ConfigMap, Secret } from "../gen/types.ts";
import { at, entry, type Path } from "../path.ts";
import { byteLength, configKey } from "./names.ts";
import { invalidEach, type Scope } from "./scope.ts";

/** ConfigMaps and Secrets (pkg/apis/core/validation). */

const sizeLimit = 1024 * 1024;
const data = at(undefined, "data");
const binaryData = at(undefined, "binaryData");

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64(text);
  return typeof bytes === "number" ? new Uint8Array() : bytes;
}

export function validateConfigMap(map: ConfigMap, scope: Scope): void {
  let size = 0;
  for (const [key, value] of Object.entries(map.data ?? {})) {
    invalidEach(scope, entry(data, key), key, configKey(key));
    if (map.binaryData?.[key] !== undefined) {
      scope.report(invalid(entry(data, key), key, "duplicate of key present in binaryData"));
    }
    size += byteLength(value);
  }
  for (const [key, value] of Object.entries(map.binaryData ?? {})) {
    invalidEach(scope, entry(binaryData, key), key, configKey(key));
    size += bytesOf(value).length;
  }
  if (size > sizeLimit) scope.report(tooLong(undefined, sizeLimit));
}

export function validateSecret(secret: Secret, scope: Scope): void {
  const values = secretValues(secret);
  let size = 0;
  for (const [key, bytes] of values) {
    invalidEach(scope, entry(data, key), key, configKey(key));
    size += bytes.length;
  }
  if (size > sizeLimit) scope.report(tooLong(data, sizeLimit));
  validateSecretType(secret, values, scope);
}

/** What a secret holds: `stringData` is put over `data`. */
function secretValues(secret: Secret): Map<string, Uint8Array> {
  const values = new Map(Object.entries(secret.data ?? {}).map(([key, text]) => [key, bytesOf(text)]));
  for (const [key, text] of Object.entries(secret.stringData ?? {})) values.set(key, new TextEncoder().encode(text));
  return values;
}

/** The keys that a secret of some type must have. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/dockercfg": [".dockercfg"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
};
const accountAnnotation = "kubernetes.io/service-account.name";

function validateSecretType(secret: Secret, values: ReadonlyMap<string, Uint8Array>, scope: Scope): void {
  const { type = "Opaque" } = secret;
  for (const key of requiredKeys[type] ?? []) {
    const bytes = values.get(key);
    if (bytes === undefined) scope.report(required(entry(data, key)));
    else if (type.startsWith("kubernetes.io/docker")) validateJsonObject(bytes, entry(data, key), scope);
  }
  if (type === "kubernetes.io/service-account-token" && !secret.metadata?.annotations?.[accountAnnotation]) {
    scope.report(required(entry(at(undefined, "metadata", "annotations"), accountAnnotation)));
  } else if (type === "kubernetes.io/basic-auth" && !values.has("username") && !values.has("password")) {
    for (const key of ["username", "password"]) scope.report(required(entry(data, key)));
  } else if (type === "kubernetes.io/ssh-auth" && (values.get("ssh-privatekey")?.length ?? 0) === 0) {
    scope.report(required(entry(data, "ssh-privatekey")));
  }
}

function validateJsonObject(bytes: Uint8Array, path: Path, scope: Scope): void {
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const detail = text.trim() === "" ? "unexpected end of JSON input" : "invalid character in JSON";
    scope.report(invalid(path, "<secret contents redacted>", detail));
    return;
  }
  if (value === null || (typeof value === "object" && !Array.isArray(value))) return;
  const type = { string: "string", number: "number", boolean: "bool" }[typeof value as string] ?? "array";
  const detail = `json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
  scope.report(invalid(path, "<secret contents redacted>", detail));
}
