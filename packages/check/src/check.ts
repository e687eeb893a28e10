import { decodeCustom } from "./custom/decode-custom.ts";
import { type CustomKind, kindsOf as customKindsOf } from "./custom/definition.ts";
import { validateCustom } from "./custom/validate-custom.ts";
import { decode } from "./decode.ts";
import { refused } from "./decode-fault.ts";
import type { Fault, Finding } from "./finding.ts";
import type { ObjectMeta } from "./gen/types.ts";
import { quote } from "./go-text.ts";
import { type Kind, kindOf, kindsNamed, newestMinor, oldestMinor } from "./kubernetes-types.ts";
import { isObject, type Manifest, type Value } from "./manifest.ts";
import { at, pointerOf, wordsOf } from "./path.ts";
import { validateMetadata } from "./validate/metadata.ts";
import { metadataRules, rulesOf } from "./validate/rules.ts";
import type { Scope } from "./validate/scope.ts";

/** What objects are checked against. */
export interface Against {
  /** The server's version, `1.33`. Before 1.33 and after 1.36 the rules of the nearest of them hold. */
  readonly kubernetes: string;
  /** CustomResourceDefinitions of the cluster. Those among the objects count as well. */
  readonly definitions: readonly Manifest[];
  /** The objects as they live in the cluster now, as they were last applied: changes that the server refuses are found. */
  readonly previous?: readonly Manifest[];
  /** The namespace that objects are sent to, where one is named: an object that names another is refused. */
  readonly namespace?: string;
}

/**
 * Says what a Kubernetes API server would refuse of some objects, without one. Takes plain data, as it is read from YAML
 * or JSON, and changes nothing of it. Gives findings in the order of the objects; none when the server takes them all.
 * Whatever the objects are, it gives findings and never throws; a version that is none is the caller's fault and throws.
 *
 * A key that stands twice in one mapping is lost when text becomes data: whoever reads the text reports it, see
 * `duplicateField`.
 */
export function check(objects: readonly Value[], against: Against): Finding[] {
  const minor = minorOf(against.kubernetes);
  const definitions = [...against.definitions, ...objects.filter(isObject)];
  const custom = new Map<string, CustomKind>();
  for (const kind of definitions.flatMap(customKindsOf)) custom.set(`${kind.apiVersion} ${kind.kind}`, kind);
  return objects.flatMap((object, index) => {
    const faults: Fault[] = [];
    const scope = { minor, report: (fault: Fault) => void faults.push(fault) };
    checkObject(object, { custom, namespace: against.namespace }, scope);
    return faults.map((fault) => findingOf(fault, object, index));
  });
}

/** The minor version of a text like `1.33`, `v1.33.2` or `1.33+`, brought into the range that the rules cover. */
function minorOf(version: string): number {
  const minor = /^v?1\.(\d{1,3})\b/.exec(version.trim())?.[1];
  if (minor === undefined) throw new Error(`${quote(version)} is not a version of Kubernetes such as 1.33.`);
  return Math.max(oldestMinor, Math.min(newestMinor, Number(minor)));
}

interface Known {
  readonly custom: ReadonlyMap<string, CustomKind>;
  readonly namespace: string | undefined;
}

function checkObject(object: Value, known: Known, scope: Scope): void {
  if (!isObject(object)) {
    scope.report(refused("NOT_AN_OBJECT", undefined, "a Kubernetes object is a mapping with apiVersion and kind"));
    return;
  }
  const { apiVersion, kind } = object;
  if (typeof kind !== "string" || kind === "") {
    scope.report(refused("NOT_AN_OBJECT", at(undefined, "kind"), "Object 'Kind' is missing"));
  } else if (typeof apiVersion !== "string" || apiVersion === "") {
    scope.report(refused("NOT_AN_OBJECT", at(undefined, "apiVersion"), "Object 'apiVersion' is missing"));
  } else {
    const custom = known.custom.get(`${apiVersion} ${kind}`);
    const builtIn = kindOf(apiVersion, kind);
    if (custom !== undefined) checkCustom(object, custom, known, scope);
    else if (builtIn !== undefined) checkBuiltIn(object, builtIn, known, scope);
    else scope.report(unknownKind(apiVersion, kind, known));
  }
}

function unknownKind(apiVersion: string, kind: string, known: Known): Fault {
  const message = `no matches for kind ${quote(kind)} in version ${quote(apiVersion)}`;
  const fault = refused("UNKNOWN_KIND", at(undefined, "kind"), message);
  const versions = [...kindsNamed(kind), ...[...known.custom.values()].filter((other) => other.kind === kind)];
  if (versions.length === 0) return { ...fault, hint: "Give its CustomResourceDefinition along with the others." };
  return { ...fault, hint: `${kind} is a kind of ${versions.map((other) => other.apiVersion).join(" and ")}.` };
}

function checkBuiltIn(object: Manifest, kind: Kind, known: Known, scope: Scope): void {
  if (scope.minor < kind.since || scope.minor >= kind.until) {
    const message = `no matches for kind ${quote(kind.kind)} in version ${quote(kind.apiVersion)}`;
    const hint = Number.isFinite(kind.until)
      ? `Kubernetes has it only before 1.${kind.until}.`
      : `Kubernetes has it since 1.${kind.since}.`;
    scope.report({ ...refused("KIND_NOT_IN_VERSION", at(undefined, "kind"), message), hint });
    return;
  }
  if (/(alpha|beta)\d+$/.test(kind.apiVersion)) {
    const message = `${kind.apiVersion} is served only by clusters that switch it on`;
    const fault = refused("KIND_NOT_SERVED_BY_DEFAULT", at(undefined, "apiVersion"), message);
    scope.report({ ...fault, severity: "warning" });
  }
  const decoded = decoding(scope, known, kind.namespaced, (inner) => decode(object, kind.type, undefined, inner));
  if (decoded === undefined) return;
  const rules = rulesOf(kind.type);
  const meta = (decoded["metadata"] ?? {}) as ObjectMeta;
  validateMetadata(meta, metadataRules(rules, kind.namespaced, scope.minor), at(undefined, "metadata"), scope);
  rules.validate(decoded as never, scope);
}

function checkCustom(object: Manifest, kind: CustomKind, known: Known, scope: Scope): void {
  const decoded = decoding(scope, known, kind.namespaced, (inner) => decodeCustom(object, kind, inner));
  if (decoded !== undefined) validateCustom(decoded, kind, scope);
}

/** Decodes, and gives nothing when something was refused: then the server goes no further. */
function decoding(
  scope: Scope,
  known: Known,
  namespaced: boolean,
  decodeObject: (scope: Scope) => Manifest,
): Manifest | undefined {
  let good = true;
  const report = (fault: Fault) => {
    good &&= fault.severity !== "error";
    scope.report(fault);
  };
  const decoded = decodeObject({ ...scope, report });
  const { namespace } = (decoded["metadata"] ?? {}) as ObjectMeta;
  if (good && namespaced && known.namespace !== undefined && namespace && namespace !== known.namespace) {
    const message = "the namespace of the provided object does not match the namespace sent on the request";
    report(refused("OTHER_NAMESPACE", at(undefined, "metadata", "namespace"), message));
  }
  return good ? decoded : undefined;
}

function findingOf({ at: path, ...fault }: Fault, object: Value, index: number): Finding {
  return { ...fault, index, object: nameOf(object), path: wordsOf(path), pointer: pointerOf(path) };
}

function nameOf(object: Value): string {
  if (!isObject(object)) return "";
  const meta = isObject(object["metadata"]) ? object["metadata"] : {};
  const text = (value: Value | undefined) => (typeof value === "string" ? value : "");
  const name = [text(meta["namespace"]), text(meta["name"]) || text(meta["generateName"])].filter(Boolean).join("/");
  return [text(object["apiVersion"]), text(object["kind"]), name].filter(Boolean).join(" ");
}
