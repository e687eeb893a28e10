import type { Client } from "./github.ts";
import { planCheck } from "./pulls.ts";

interface Rule {
  readonly type: string;
  readonly parameters?: {
    readonly required_status_checks?: readonly { readonly context: string; readonly integration_id?: number | null }[];
  };
}

/**
 * What is missing so that nothing is merged past the check: that a ruleset requires it, and of this app alone, because
 * whoever may write can report a check of any name. Undefined: nothing. Classic protection is not seen: only
 * administrators may read it.
 */
export async function missingRule(
  client: Client,
  { branch, app }: { readonly branch: string; readonly app: number },
): Promise<string | undefined> {
  const rules = await client.rest<Rule[]>("GET /repos/{owner}/{repo}/rules/branches/{branch}", {
    branch,
    per_page: 100,
  });
  const checks = rules
    .filter(({ type }) => type === "required_status_checks")
    .flatMap(({ parameters }) => parameters?.required_status_checks ?? [])
    .filter(({ context }) => context === planCheck);
  if (checks.length === 0) return `No ruleset requires the check ${planCheck} on ${branch}: it can be merged past.`;
  if (checks.some(({ integration_id: bound }) => bound === app)) return undefined;
  return `The ruleset of ${branch} takes the check ${planCheck} from anybody: bind it to this app.`;
}
