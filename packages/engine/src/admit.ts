import { admit as decide, type FieldPath, type Manifest } from "@slipway/admission";
import { type Blame, blame } from "./blame.ts";
import type { ExplainedObject } from "./explain-manifests.ts";
import type { Files } from "./files.ts";
import type { Finding } from "./finding.ts";
import { type Ground, promotionOrder } from "./ground.ts";
import { locate } from "./locate.ts";
import { type Place, placeOf } from "./policy/place.ts";
import { type Compiled, compiledFor, type PolicySet, policiesOf } from "./policy/policies.ts";
import { type Judged, requestsOf } from "./policy/requests.ts";
import { type Saying, sayDecisions } from "./policy/say.ts";
import { blameSpec, specRequest, teamRequest, type Written } from "./policy/spec-request.ts";
import type { Context } from "./resolve/context.ts";
import type { Workload } from "./workload.ts";

/** What the objects of one service are judged by. */
export interface Admission {
  readonly written: Written;
  readonly workload: Workload;
  readonly context: Context;
  /** The tree whose policies and exceptions judge; a change is judged by what it was made from. */
  readonly policies: Files;
  /** Says where every field comes from; asked only when something is wrong. */
  readonly explain: () => readonly ExplainedObject[];
}

/**
 * Says what the admission policies have against the objects of one service, the Pods that they would make, and its spec:
 * at the lines that brought it about, in the words of the API server.
 */
export function admit(manifests: readonly Manifest[], admission: Admission): Finding[] {
  const { workload, context, written } = admission;
  const judging = judgingIn(context.ground, admission.policies, context);
  if (judging === undefined) return [];
  let explained: readonly ExplainedObject[] | undefined;
  const requests = requestsOf(manifests, judging.compiled.policies, judging.place);
  const findings = requests.flatMap((judged) =>
    sayAll(judged, judging, (path) => {
      explained ??= admission.explain();
      return (
        blameField(explained, { judged, path, files: context.ground.catalog.files }) ??
        blameSpec(["kind"], written, workload)
      );
    }),
  );
  const spec = specRequest(written, workload, judging.place);
  return [...findings, ...sayAll(spec, judging, (path) => blameSpec(path, written, workload))];
}

/** What the admission policies have against the document of a team. */
export function admitTeam(context: Omit<Context, "released">, policies: Files): Finding[] {
  const { ground, team, environment } = context;
  const judging = judgingIn(ground, policies, context);
  if (judging === undefined) return [];
  const judged = teamRequest(team, environment.value, judging.place);
  return sayAll(judged, judging, (path) => ({ file: team.doc.file, ...locate(team.doc.text, path) }));
}

interface Judging {
  readonly set: PolicySet;
  readonly compiled: Compiled;
  readonly place: Place;
  readonly environments: readonly string[];
}

function judgingIn(
  ground: Ground,
  policies: Files,
  context: Pick<Context, "team" | "environment">,
): Judging | undefined {
  const set = policiesOf(policies);
  if (set.sources.size === 0) return undefined;
  const minor = Number(context.environment.value.spec.kubernetes.split(".")[1]);
  return {
    set,
    compiled: compiledFor(set, minor),
    place: placeOf(ground.catalog.files, context.team.value, context.environment.value),
    environments: promotionOrder(ground.environments),
  };
}

function sayAll(judged: Judged, { set, compiled, environments }: Judging, placeOf: Saying["placeOf"]): Finding[] {
  const decisions = decide(judged.request, compiled.policies);
  return sayDecisions(judged, decisions, { set, policies: compiled.policies, environments, placeOf });
}

/** The line that made a field of a rendered object, or of the Pod of one, what it is. */
function blameField(
  explained: readonly ExplainedObject[],
  { judged, path, files }: { readonly judged: Judged; readonly path: FieldPath; readonly files: Files },
): Blame | undefined {
  const metadata = judged.manifest["metadata"] as Manifest;
  const steps = [...judged.at, ...path].map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const pointer = path.length === 0 ? "" : steps.join("");
  return blame(explained, { kind: String(judged.manifest["kind"]), name: String(metadata["name"]), pointer }, files);
}
