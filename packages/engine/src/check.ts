import { check as checkObjects } from "@slipway/check";
import type { Manifest, Value } from "kustomize-ts";
import { type Blame, blame } from "./blame.ts";
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
<<<<<<< HEAD
    ignoreUnknownKinds: true,
  }).filter((finding) => matters(finding, made));
=======
  }).filter(({ code }) => code !== "UNKNOWN_KIND");
>>>>>>> 7175a1928c86d11b4a103243c339682ff546c768
  if (found.length === 0) return [];
  const explained = checking.explain();
  return found.map((finding) => {
    const object = manifests[finding.index] as Manifest;
    const metadata = object["metadata"] as { readonly [field: string]: Value };
    const name = String(metadata["name"]);
    const place =
      blame(explained, { kind: String(object["kind"]), name, pointer: finding.pointer }) ?? checking.otherwise;
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
<<<<<<< HEAD

/** Operators make objects that nobody writes: a secret that one of them fills is right. */
function matters(finding: ObjectFinding, made: ReadonlySet<string>): boolean {
  return (
    finding.code !== "REFERENCE_NOT_FOUND" || ![...made].some((name) => finding.message.endsWith(` Secret ${name}`))
  );
}

/** The names of the Secrets that ExternalSecrets and Certificates fill. */
function madeSecrets(manifests: readonly Manifest[]): Set<string> {
  const names = new Set<string>();
  for (const { kind, metadata, spec } of manifests) {
    if (!isMap(spec) || !isMap(metadata)) continue;
    const target = isMap(spec["target"]) ? spec["target"]["name"] : undefined;
    if (kind === "ExternalSecret") names.add(String(target ?? metadata["name"]));
    if (kind === "Certificate") names.add(String(spec["secretName"]));
  }
  return names;
}
=======
>>>>>>> 7175a1928c86d11b4a103243c339682ff546c768
