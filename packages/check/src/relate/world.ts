import { decode } from "../decode.ts";
import type { Code, Fault } from "../finding.ts";
import type { LabelSelector, ObjectMeta, PodTemplateSpec, Service } from "../gen/types.ts";
import { kindOf, newestMinor } from "../kubernetes-types.ts";
import { isObject, type Manifest } from "../manifest.ts";
import { at, type Path } from "../path.ts";
import { type Labels, selectorOf } from "../validate/labels.ts";
import { mayHave, ofTemplate } from "./added-labels.ts";
import { look, textIn } from "./look.ts";

/** An object that decoded well, with its place in the list that is checked. */
export interface Placed {
  readonly index: number;
  readonly written: Manifest;
  /** With the server's defaults filled in. Of a custom resource nobody has said yet that its values have their types. */
  readonly decoded: Manifest;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What tells objects apart, whatever the version of their kind. */
export type Name = Pick<Placed, "group" | "kind" | "namespace" | "name">;

/** An object that makes pods. */
export interface Workload extends Placed {
  readonly template: PodTemplateSpec;
  /** Where the template is, or in a pod the pod itself. */
  readonly path: Path | undefined;
}

/** All objects, found by what the rules ask for. */
export interface World {
  readonly objects: readonly Placed[];
  readonly workloads: readonly Workload[];
  readonly ofKind: (group: string, kind: string) => readonly Placed[];
  readonly find: (place: Name) => Placed | undefined;
  /** Whether there is such an object, be it one that could not be decoded. */
  readonly exists: (place: Name) => boolean;
  /** Whether every object of a namespace could be decoded. */
  readonly isWhole: (namespace: string) => boolean;
  /** The workloads of a namespace whose pods a selector selects; none for a selector that is none. */
  readonly selected: (namespace: string, selector: LabelSelector | undefined) => readonly Workload[];
  /** The Services of a namespace that have all these labels. */
  readonly servicesWith: (namespace: string, labels: Labels) => readonly Placed[];
}

/** Where the rules put what they find. */
export type Tell = (object: Placed, fault: Fault) => void;

/** What two objects together come to: the server takes it, so it is no more than a warning. */
export function relation(code: Code, path: Path | undefined, words: { message: string; hint?: string }): Fault {
  return { severity: "warning", stage: "relation", code, at: path, ...words };
}

const templates: readonly (readonly [string, ...string[]])[] = [
  ["spec", "template"],
  ["spec", "jobTemplate", "spec", "template"],
  ["spec", "jobTargetRef", "template"],
];

function workloadOf(object: Placed): Workload | undefined {
  if (object.group === "" && object.kind === "Pod") {
    return { ...object, template: object.decoded as PodTemplateSpec, path: undefined };
  }
  for (const steps of templates) {
    const found = look(object.decoded, ...steps);
    if (!isObject(found) || !isObject(found["spec"]) || found["spec"]["containers"] === undefined) continue;
    return { ...object, template: templateOf(object, found), path: at(undefined, ...steps) };
  }
  return undefined;
}

/** A custom resource's template may be anything: what is no template's is left out. */
function templateOf({ decoded, kind }: Placed, template: Manifest): PodTemplateSpec {
  if (kindOf(textIn(decoded, "apiVersion"), kind) !== undefined) return template as PodTemplateSpec;
  const quiet = { minor: newestMinor, report: () => undefined };
  return decode(template, "core.v1.PodTemplateSpec", undefined, quiet) as PodTemplateSpec;
}

/** No name holds a line break, so that the parts stay apart. */
const keyOf = (parts: readonly string[]) => parts.join("\n");

function grouped<T>(list: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

export function labelsOf({ metadata }: { metadata?: ObjectMeta }): Labels {
  return metadata?.labels ?? {};
}

type Holder = { readonly namespace: string };

/** Finds what has some labels in a namespace; of the labels the rarest leads there. */
function labelled<T extends Holder>(list: readonly T[], labels: (item: T) => Labels) {
  const groups = grouped(list, (item) => [
    keyOf([item.namespace]),
    ...Object.entries(labels(item)).map((label) => keyOf([item.namespace, ...label])),
  ]);
  return (namespace: string, wanted: Labels): readonly T[] => {
    const keys = [keyOf([namespace]), ...Object.entries(wanted).map((label) => keyOf([namespace, ...label]))];
    const found = keys.map((key) => groups.get(key) ?? []);
    const fewest = found.reduce((best, list) => (list.length < best.length ? list : best));
    return fewest.filter((item) => Object.entries(wanted).every(([key, value]) => labels(item)[key] === value));
  };
}

/** The world of some objects; `unread` are the names of those that could not be decoded. */
export function worldOf(objects: readonly Placed[], unread: readonly Name[]): World {
  const workloads = objects.map(workloadOf).filter((workload) => workload !== undefined);
  const kinds = grouped(objects, ({ group, kind }) => [keyOf([group, kind])]);
  const named = new Map(objects.map((object) => [placeOf(object), object]));
  const others = new Set(unread.map(placeOf));
  const broken = new Set(unread.map(({ namespace }) => namespace));
  const workloadsWith = labelled(workloads, ({ template }) => labelsOf(template));
  const ofKind = (group: string, kind: string) => kinds.get(keyOf([group, kind])) ?? [];
  let services: ReturnType<typeof labelled<Placed>> | undefined;
  return {
    objects,
    workloads,
    ofKind,
    find: (place) => named.get(placeOf(place)),
    exists: (place) => named.has(placeOf(place)) || others.has(placeOf(place)),
    isWhole: (namespace) => !broken.has(namespace),
    selected(namespace, selector) {
      if (selector === undefined) return [];
      const asked = ofTemplate(selector);
      const selects = selectorOf(asked);
      if (selects === undefined) return [];
      const candidates = workloadsWith(namespace, asked.matchLabels ?? {});
      return candidates.filter(
        (workload) => selects(labelsOf(workload.template)) && mayHave(workload, labelsOf(workload.template), selector),
      );
    },
    servicesWith(namespace, labels) {
      // Few ask for Services by their labels: most need not be looked at.
      services ??= labelled(ofKind("", "Service"), ({ decoded }) => labelsOf(decoded as Service));
      return services(namespace, labels);
    },
  };
}

/** A text that stands for one object. */
export function placeOf({ group, kind, namespace, name }: Name): string {
  return keyOf([group, kind, namespace, name]);
}

/** The group of an apiVersion: `apps` of `apps/v1`, and nothing of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}

/** What an object is called, as far as it says so; `namespace` is where it goes that names none. */
export function nameOf(object: Manifest, namespace: string): Name {
  const own = textIn(object, "metadata", "namespace");
  return {
    group: groupOf(textIn(object, "apiVersion")),
    kind: textIn(object, "kind"),
    namespace: own || namespace,
    name: textIn(object, "metadata", "name"),
  };
}
