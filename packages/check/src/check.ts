import { validateChange } from "./change/change.ts";
import { type CustomKind, kindsOf as customKindsOf } from "./custom/definition.ts";
import { refused } from "./decode-fault.ts";
import type { Fault, Finding } from "./finding.ts";
import { findingOf } from "./finding-of.ts";
import type { ObjectMeta } from "./gen/types.ts";
import { quote } from "./go-text.ts";
import { type Judge, judgeOfDefinition, judgeOfKind } from "./judge.ts";
import { type Kind, kindNames, kindOf, kindsNamed, newestMinor, oldestMinor } from "./kubernetes-types.ts";
import { isObject, type Manifest, type Value } from "./manifest.ts";
import { nearName } from "./near-name.ts";
import { at } from "./path.ts";
import { relate } from "./relate/relate.ts";
import { type Name, type Placed, nameOf as placeName } from "./relate/world.ts";
import { sizeProblem } from "./size.ts";
import type { Scope } from "./validate/scope.ts";

/** The versions of Kubernetes whose own rules are known. Every other one is held to those of the nearest. */
export const covered = { oldest: `1.${oldestMinor}`, newest: `1.${newestMinor}` } as const;

/** What objects are checked against. */
export interface Against {
  /** The server's version, `1.33`, `v1.34.2`. One that is not `covered` is held to the rules of the nearest. */
  readonly kubernetes: string;
  /** CustomResourceDefinitions of the cluster. Those among the objects count as well. */
  readonly definitions: readonly Manifest[];
  /** The objects as they live in the cluster now, as they were last applied: changes that the server refuses are found. */
  readonly previous?: readonly Manifest[];
  /** The namespace that objects are sent to, where one is named: an object that names another is refused. */
  readonly namespace?: string;
  /** Objects of kinds that nothing is known of are left alone; else each of them is a finding. */
  readonly ignoreUnknownKinds?: boolean;
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
  const known = knownOf(objects, against);
  const faults: Fault[][] = objects.map(() => []);
  const placed: Placed[] = [];
  const unread: Name[] = [];
  for (const [index, object] of objects.entries()) {
    const scope = { minor, report: (fault: Fault) => void faults[index]!.push(fault) };
    const decoded = checkObject(object, known, scope);
    if (!isObject(object)) continue;
    const name = placeName(object, against.namespace ?? "");
    if (decoded === undefined) unread.push(name);
    else placed.push({ ...name, index, written: object, decoded });
  }
  relate(placed, unread, ({ index }, fault) => void faults[index]!.push(fault));
  return objects.flatMap((object, index) => faults[index]!.map((fault) => findingOf(fault, object, index)));
}

/** The minor version of a text like `1.33`, `v1.33.2` or `1.33+`, brought into the range that the rules cover. */
function minorOf(version: string): number {
  const minor = /^v?1\.(\d{1,3})\b/.exec(version.trim())?.[1];
  if (minor === undefined) throw new Error(`${quote(version)} is not a version of Kubernetes such as 1.33.`);
  return Math.max(oldestMinor, Math.min(newestMinor, Number(minor)));
}

/** What is known beside the object that is looked at. */
interface Known {
  /** The kinds of the definitions, by version and name. */
  readonly custom: ReadonlyMap<string, CustomKind>;
  readonly previous: ReadonlyMap<string, Manifest>;
  readonly namespace: string | undefined;
  readonly ignoreUnknownKinds: boolean;
}

function knownOf(objects: readonly Value[], against: Against): Known {
  const { definitions, previous = [], namespace, ignoreUnknownKinds = false } = against;
  const kinds = [...definitions, ...objects.filter(isObject)].flatMap(customKindsOf);
  const living = previous.filter((object) => isObject(object) && sizeProblem(object) === undefined);
  return {
    custom: new Map(kinds.map((kind) => [`${kind.apiVersion} ${kind.kind}`, kind])),
    previous: new Map(living.map((object) => [identityOf(object, namespace), object])),
    namespace,
    ignoreUnknownKinds,
  };
}

/** Gives the decoded object where it could be decoded, and as it is where nobody knows its kind. */
function checkObject(object: Value, known: Known, scope: Scope): Manifest | undefined {
  if (!isObject(object)) {
    scope.report(refused("NOT_AN_OBJECT", undefined, "a Kubernetes object is a mapping with apiVersion and kind"));
    return undefined;
  }
  const problem = sizeProblem(object);
  if (problem !== undefined) {
    scope.report(refused("TOO_LARGE", undefined, problem));
    return undefined;
  }
  const { apiVersion, kind } = object;
  if (typeof kind !== "string" || kind === "") {
    scope.report(refused("NOT_AN_OBJECT", at(undefined, "kind"), "Object 'Kind' is missing"));
  } else if (typeof apiVersion !== "string" || apiVersion === "") {
    scope.report(refused("NOT_AN_OBJECT", at(undefined, "apiVersion"), "Object 'apiVersion' is missing"));
  } else {
    const custom = known.custom.get(`${apiVersion} ${kind}`);
    const own = kindOf(apiVersion, kind);
    if (custom === undefined && own === undefined) {
      if (!known.ignoreUnknownKinds) scope.report(unknownKind(apiVersion, kind, known));
      return object;
    }
    const judge = custom === undefined ? own && builtIn(own, scope) : judgeOfDefinition(custom);
    return judge && judged(object, judge, known, scope);
  }
  return undefined;
}

function unknownKind(apiVersion: string, kind: string, known: Known): Fault {
  const message = `no matches for kind ${quote(kind)} in version ${quote(apiVersion)}`;
  const fault = refused("UNKNOWN_KIND", at(undefined, "kind"), message);
  const versions = [...kindsNamed(kind), ...[...known.custom.values()].filter((other) => other.kind === kind)];
  if (versions.length === 0) {
    const near = nearName(kind, [...kindNames(), ...[...known.custom.values()].map((other) => other.kind)]);
    const definition = "Give its CustomResourceDefinition along with the others.";
    return { ...fault, hint: near === undefined ? definition : `Did you mean ${near}? ${definition}` };
  }
  return { ...fault, hint: `${kind} is a kind of ${versions.map((other) => other.apiVersion).join(" and ")}.` };
}

/** How the server judges the kind of the table, or nothing where it has not got it. */
function builtIn(kind: Kind, scope: Scope): Judge | undefined {
  if (scope.minor < kind.since || scope.minor >= kind.until) {
    const message = `no matches for kind ${quote(kind.kind)} in version ${quote(kind.apiVersion)}`;
    const hint = Number.isFinite(kind.until)
      ? `Kubernetes has it only before 1.${kind.until}.`
      : `Kubernetes has it since 1.${kind.since}.`;
    scope.report({ ...refused("KIND_NOT_IN_VERSION", at(undefined, "kind"), message), hint });
    return undefined;
  }
  if (/(alpha|beta)\d+$/.test(kind.apiVersion)) {
    const message = `${kind.apiVersion} is served only by clusters that switch it on`;
    const fault = refused("KIND_NOT_SERVED_BY_DEFAULT", at(undefined, "apiVersion"), message);
    scope.report({ ...fault, severity: "warning" });
  }
  return judgeOfKind(kind);
}

function judged(object: Manifest, judge: Judge, known: Known, scope: Scope): Manifest | undefined {
  const decoded = decoding(object, judge, known, scope);
  if (decoded === undefined) return undefined;
  const previous = known.previous.get(identityOf(object, known.namespace));
  if (previous === undefined) judge.validate(decoded, scope);
  else validateChange({ written: object, decoded, previous }, judge, scope);
  return decoded;
}

/** Decodes, and gives nothing when something was refused: then the server goes no further. */
function decoding(object: Manifest, judge: Judge, known: Known, scope: Scope): Manifest | undefined {
  let good = true;
  const report = (fault: Fault) => {
    good &&= fault.severity !== "error";
    scope.report(fault);
  };
  const decoded = judge.decode(object, { ...scope, report });
  const { namespace } = (decoded["metadata"] ?? {}) as ObjectMeta;
  if (good && judge.namespaced && known.namespace !== undefined && namespace && namespace !== known.namespace) {
    const message = "the namespace of the provided object does not match the namespace sent on the request";
    report(refused("OTHER_NAMESPACE", at(undefined, "metadata", "namespace"), message));
  }
  return good ? decoded : undefined;
}

/** What makes an object the same as a living one. One of another version of its kind is not compared. */
function identityOf(object: Manifest, namespace = ""): string {
  const { metadata, apiVersion, kind } = object;
  const meta = isObject(metadata) ? metadata : {};
  return JSON.stringify([
    textOf(apiVersion),
    textOf(kind),
    textOf(meta["namespace"]) || namespace,
    textOf(meta["name"]),
  ]);
}

function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}
