import type { GitHub } from "../github.ts";
import type { Pull } from "../state/pull-rows.ts";

/** Changes a pull request as it stands now, which may be later than when the caller looked at it. */
export function changePull(github: GitHub, { id }: Pick<Pull, "id">, change: Partial<Pull>): Pull {
  return github.store.put("pulls", { ...github.store.get("pulls", id)!, ...change, updatedAt: github.now() });
}
