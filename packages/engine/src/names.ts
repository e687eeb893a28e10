import { findingAt, place, type Saying } from "./doc.ts";
import type { Finding } from "./finding.ts";
import { type Ground, promotionOrder } from "./ground.ts";
import { load } from "./load.ts";

/** The longest name of an Application or a namespace. */
const longest = 63;

/** Who has a name already. */
interface Taken {
  readonly id: string;
}

const kept = new WeakMap<Ground, ReadonlyMap<string, readonly Finding[]>>();

/**
 * Services whose names on the clusters are too long, or the same as those of another service: neither of two is built,
 * and both stay as they stand. By "team/name".
 */
export function nameProblems(ground: Ground): ReadonlyMap<string, readonly Finding[]> {
  const before = kept.get(ground);
  if (before !== undefined) return before;
  const made = findProblems(ground);
  kept.set(ground, made);
  return made;
}

function findProblems(ground: Ground): Map<string, Finding[]> {
  const problems = new Map<string, Finding[]>();
  const taken = new Map<string, Taken>();
  const add = (id: string, saying: Saying) =>
    problems.set(id, [...(problems.get(id) ?? []), atName(ground, id, saying)]);
  for (const environment of promotionOrder(ground.environments))
    for (const id of ground.catalog.services.keys()) {
      const name = `${environment}-${id.replace("/", "-")}`;
      if (name.length > longest)
        add(id, {
          code: "NAME_TOO_LONG",
          message: `Its Application in ${environment} would be called ${name}, which is longer than ${longest}.`,
          hint: "Choose a shorter name.",
        });
      const other = taken.get(name);
      if (other === undefined) taken.set(name, { id });
      else if (other.id !== id)
        for (const [one, two] of [
          [id, other.id],
          [other.id, id],
        ] as const)
          add(one, {
            code: "NAME_COLLISION",
            message: `Its Application would be called ${name}, as that of ${two} is.`,
            hint: "Choose another name for one of them.",
          });
    }
  return problems;
}

function atName(ground: Ground, id: string, saying: Saying): Finding {
  const path = `${ground.catalog.services.get(id)?.path}/service.yaml`;
  const file = ground.catalog.files.get(path);
  const doc = file === undefined ? undefined : load(path, file).doc;
  return doc === undefined ? place(path, { line: 1, column: 1 }, saying) : findingAt(doc, ["metadata", "name"], saying);
}
