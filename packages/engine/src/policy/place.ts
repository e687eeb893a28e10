import type { Kinds, Manifest } from "@slipway/admission";
import type { Files } from "../files.ts";
import type { Environment, Team } from "../gen/types.ts";
import { teamObjects } from "../render/team.ts";
import { kindsIn } from "./policies.ts";

/** What the objects of a team stand in, in one environment. */
export interface Place {
  readonly kinds: Kinds;
  readonly namespace: Manifest;
  /** Objects of the namespace that are not a service's own: its limit ranges. */
  readonly neighbours: readonly Manifest[];
}

/** The namespace of a team in an environment of the platform in some files. */
export function placeOf(files: Files, team: Team, environment: Environment): Place {
  const around = teamObjects(team, environment);
  return {
    kinds: kindsIn(files),
    namespace: around.find(({ kind }) => kind === "Namespace") as Manifest,
    neighbours: around.filter(({ kind }) => kind === "LimitRange"),
  };
}
