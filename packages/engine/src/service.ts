import type { Manifest } from "kustomize-ts";
import { admit } from "./admit.ts";
import type { Folder } from "./catalog.ts";
import { check } from "./check.ts";
import { explainManifests } from "./explain-manifests.ts";
import type { Files } from "./files.ts";
import { type Finding, failed } from "./finding.ts";
import type { Ground } from "./ground.ts";
import { kustomize, type PatchUses } from "./kustomize.ts";
import { locate } from "./locate.ts";
import { overlaysOf } from "./overlay.ts";
import { settle } from "./placement.ts";
import { type Read, readService } from "./read-service.ts";
import { render } from "./render.ts";
import { resolve } from "./resolve.ts";
import type { Workload } from "./workload.ts";

/** What judges the objects that come out of the line. */
export interface Judging {
  /** False leaves out what judges the objects: what the API server would refuse, and what the policies have against it. */
  readonly judge?: boolean;
  /** The tree whose policies and exceptions judge; the same unless it is given. */
  readonly policies?: Files;
}

/** The line for one service: a workload and its manifests, or what keeps them from being. */
export interface Built {
  readonly workload?: Workload;
  readonly manifests?: readonly Manifest[];
  readonly findings: readonly Finding[];
  /** What the patches of the environment's overlay did. */
  readonly patches?: PatchUses;
}

/** Takes one service through the line in one environment. */
export function buildService(
  ground: Ground,
  environment: string,
  id: string,
  folder: Folder,
  { judge = true, policies = ground.catalog.files }: Judging = {},
): Built {
  const read = readService(ground, environment, id, folder);
  const { workload, findings } = resolveService(read);
  if (workload === undefined || read.spec === undefined || read.context === undefined) return { findings };
  const overlays = overlaysOf(ground, environment, id, folder);
  const overlaid = kustomize(render(workload), overlays);
  findings.push(...overlaid.findings);
  if (overlaid.manifests === undefined) return { findings };
  const settled = settle(overlaid.manifests, workload, ground, read.spec);
  findings.push(...settled.findings);
  if (failed(findings)) return { findings };
  const { manifests } = settled;
  if (judge) {
    const explained = () => explainManifests(workload, { manifests, overlays });
    const otherwise = { file: read.spec.doc.file, ...locate(read.spec.doc.text, ["kind"]) };
    const kubernetes = read.context.environment.value.spec.kubernetes;
    findings.push(...check(manifests, { files: ground.catalog.files, kubernetes, otherwise, explain: explained }));
    const written = { spec: read.spec.doc, settings: read.settings?.doc };
    if (!failed(findings))
      findings.push(...admit(manifests, { written, workload, context: read.context, policies, explain: explained }));
  }
  if (failed(findings)) return { findings };
  return { workload, manifests, findings, patches: overlaid.patches };
}

/** The first half of the line for one service: nothing is rendered. */
export function resolveService(read: Read): { workload?: Workload; findings: Finding[] } {
  if (read.context === undefined || read.spec === undefined) return { findings: read.findings };
  const { workload, findings } = resolve(read.spec.doc, read.settings?.doc, read.context);
  return { ...(workload === undefined ? {} : { workload }), findings: [...read.findings, ...findings] };
}
