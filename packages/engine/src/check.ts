import { check as checkObjects, type Finding as ObjectFinding } from "@slipway/check";
import type { Manifest, Value } from "kustomize-ts";
import { type Blame, blame, type FieldOfObject } from "./blame.ts";
import { definitionsOf } from "./definitions.ts";
import type { ExplainedObject } from "./explain-manifests.ts";
import type { Files } from "./files.ts";
import type { Finding } from "./finding.ts";

/** What the manifests of one service are held against. */
export interface Checking {
  readonly files: Files;
  /** The minor version of the environment's API server. */
  readonly kubernetes: string;
  /** The line to point at where none had a part. */
  readonly otherwise: Blame;
  /** Says where every field comes from; asked only when something is wrong. */
  readonly explain: () => readonly ExplainedObject[];
}

/**
 * Says what the API server would refuse of the objects of one service, at the lines that brought it about. A kind that
 * the platform has no definition of is taken as it is.
 */
export function check(manifests: readonly Manifest[], checking: Checking): Finding[] {
  const { definitions } = definitionsOf(checking.files);
  const found = checkObjects(manifests, {
    kubernetes: checking.kubernetes,
    definitions: definitions as readonly Manifest[],
    ignoreUnknownKinds: true,
  });
  if (found.length === 0) return [];
  const explained = checking.explain();
  return together(found).map((finding) => {
    const object = manifests[finding.index] as Manifest;
    const metadata = object["metadata"] as { readonly [field: string]: Value };
    const name = String(metadata["name"]);
    const field = { kind: String(object["kind"]), name, pointer: finding.pointer };
    const pointer = finding.code === "DUPLICATE" ? patchedTwin(explained, field) : finding.pointer;
    const place = blame(explained, { ...field, pointer }, checking.files) ?? checking.otherwise;
    const message = `${String(object["kind"])}/${name}${finding.path === "" ? "" : ` ${finding.path}`}: ${finding.message}`;
    return {
      severity: finding.severity,
      code: `API_${finding.code}`,
      ...place,
      message,
      ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    };
  });
}

/** The server says each rule that a field breaks by itself: here they are one finding, because they are one mistake. */
function together(found: readonly ObjectFinding[]): ObjectFinding[] {
  const byField = new Map<string, ObjectFinding>();
  for (const finding of found) {
    const { index, pointer, code, message } = finding;
    const key = JSON.stringify([index, pointer, code]);
    const before = byField.get(key);
    const said = /^Invalid value: (?:"(?:[^"\\]|\\.)*"|[^:]*): /.exec(message)?.[0];
    if (before === undefined || before.message === message) byField.set(key, before ?? finding);
    else if (said === undefined || !before.message.startsWith(said)) byField.set(`${key} ${message}`, finding);
    else byField.set(key, { ...before, message: `${before.message}; ${message.slice(said.length)}` });
  }
  return [...byField.values()];
}

/** Of elements of a list that must not be alike, the one that a patch brought: it found the other one there. */
function patchedTwin(explained: readonly ExplainedObject[], { kind, name, pointer }: FieldOfObject): string {
  const leaves = explained.find((object) => object.kind === kind && object.name === name)?.leaves ?? [];
  const value = leaves.find((leaf) => leaf.pointer === pointer)?.value;
  const [, list, rest] = /^(.*)\/\d+(\/?.*)$/.exec(pointer) ?? [];
  const twin = leaves.find(
    (leaf) =>
      leaf.origin?.by === "patch" &&
      leaf.value === value &&
      leaf.pointer.startsWith(`${list}/`) &&
      leaf.pointer.slice(`${list}/`.length).replace(/^\d+/, "") === rest,
  );
  return twin?.pointer ?? pointer;
}
