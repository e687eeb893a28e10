import { type Apply, type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { compareVersions, parseLooseVersion, parseVersion, type SemanticVersion } from "../semantic-version.ts";
import { CelError, int, noSuchOverload, Opaque, type OpaqueKind, type Value } from "../value.ts";

const NAME = "kubernetes.Semver";

const SEMVER: OpaqueKind = {
  name: NAME,
  lost: () => "(semver.Version)",
  equal: (a, b) => {
    if (!(b instanceof Opaque) || b.kind !== SEMVER) return noSuchOverload();
    return compareVersions(versionOf(a), versionOf(b)) === 0;
  },
};

function versionOf(value: Value): SemanticVersion {
  return (value as Opaque).content as SemanticVersion;
}

function read(text: Value, normalize: Value | undefined): SemanticVersion | CelError {
  return normalize === true ? parseLooseVersion(text as string) : parseVersion(text as string);
}

const semver: Apply = (text, normalize) => {
  const version = read(text!, normalize);
  return version instanceof CelError ? version : new Opaque(SEMVER, version);
};

const isSemver: Apply = (text, normalize) => !(read(text!, normalize) instanceof CelError);

function comparison(result: (order: number) => Value): Apply {
  return (a, b) => result(compareVersions(versionOf(a!), versionOf(b!)));
}

/** A number of the version; beyond 63 bits it wraps around, as on the API server. */
function number(index: number): Apply {
  return (version) => int(BigInt.asIntN(64, versionOf(version!).numbers[index]!));
}

const ROWS: readonly OverloadRow[] = [
  ["string_to_semver", `semver(string) ${NAME}`, semver],
  ["is_semver_string", "isSemver(string) bool", isSemver],
  ["semver_is_greater_than", `(${NAME}) isGreaterThan(${NAME}) bool`, comparison((order) => order > 0)],
  ["semver_is_less_than", `(${NAME}) isLessThan(${NAME}) bool`, comparison((order) => order < 0)],
  ["semver_compare_to", `(${NAME}) compareTo(${NAME}) int`, comparison((order) => order)],
  ["semver_major", `(${NAME}) major() int`, number(0)],
  ["semver_minor", `(${NAME}) minor() int`, number(1)],
  ["semver_patch", `(${NAME}) patch() int`, number(2)],
];

const VERSION_1: readonly OverloadRow[] = [
  ["string_bool_to_semver", `semver(string, bool) ${NAME}`, semver],
  ["is_semver_string_bool", "isSemver(string, bool) bool", isSemver],
];

/** Kubernetes' semantic versions. Version 1, the one that releases have, also takes loosely written ones. */
export function semvers(version: number): Library {
  return { name: "kubernetes.Semver", overloads: overloads(version >= 1 ? [...ROWS, ...VERSION_1] : ROWS) };
}
