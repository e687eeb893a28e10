import { environment } from "./environment.ts";
import { AUTHORIZATION, AUTHORIZATION_SELECTORS } from "./library/authorizer.ts";
import { CIDRS } from "./library/cidr.ts";
import { FORMATS } from "./library/format.ts";
import { IPS } from "./library/ip.ts";
import { INCLUDES, LIST_FUNCTIONS } from "./library/list-functions.ts";
import { LISTS } from "./library/lists.ts";
import { ARGUMENT_CHECKS, HOMOGENEOUS_LITERALS } from "./library/literals.ts";
import { OPTIONAL } from "./library/optional.ts";
import { QUANTITIES } from "./library/quantity.ts";
import { REGEX } from "./library/regex.ts";
import { semvers } from "./library/semver.ts";
import { SETS } from "./library/sets.ts";
import { strings } from "./library/strings.ts";
import { TWO_VARIABLE } from "./library/two-variable.ts";
import { URLS } from "./library/url.ts";
import type { Environment, Library } from "./library.ts";

/** A library and the Kubernetes minors that have it: the first, and the first that no longer does. */
type Era = readonly [since: number, library: Library, until?: number];

/** What the API server's base environment is made of, in its order: k8s.io/apiserver/pkg/cel/environment/base.go. */
const ERAS: readonly Era[] = [
  [0, HOMOGENEOUS_LITERALS],
  [0, URLS],
  [0, REGEX],
  [0, LIST_FUNCTIONS],
  [27, AUTHORIZATION],
  [28, OPTIONAL],
  [28, QUANTITIES],
  [29, ARGUMENT_CHECKS],
  [0, strings(0), 29],
  [29, strings(2)],
  [29, SETS],
  [30, IPS],
  [30, CIDRS],
  [31, FORMATS],
  [31, AUTHORIZATION_SELECTORS],
  [32, TWO_VARIABLE],
  [33, semvers(1)],
  [34, LISTS],
  [37, INCLUDES],
];

/** The libraries that expressions may use which a Kubernetes 1.`minor` API server takes for new. */
export function kubernetesLibraries(minor: number): Library[] {
  return ERAS.filter(([since, , until = Number.POSITIVE_INFINITY]) => since <= minor && minor < until).map(
    ([, library]) => library,
  );
}

const environments = new Map<number, Environment>();

/**
 * The environment of a Kubernetes 1.`minor` API server, without variables. A server checks a new expression for the minor
 * before its own, so that it could still be downgraded, and runs stored ones with all that it has.
 */
export function kubernetes(minor: number): Environment {
  const known = environments.get(minor);
  if (known !== undefined) return known;
  const made = environment({
    libraries: kubernetesLibraries(minor),
    crossTypeNumericComparisons: minor >= 28,
    keywordFields: minor >= 31,
    foldConstants: true,
    presenceTestCost: false,
  });
  environments.set(minor, made);
  return made;
}
