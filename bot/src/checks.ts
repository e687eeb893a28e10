import type { Client } from "./github.ts";
import type { Annotation } from "./line/tasks.ts";
import type { Check } from "./pulls.ts";

/** What a completed check says. */
export interface Report {
  readonly name: string;
  readonly head: string;
  readonly conclusion: "success" | "failure" | "action_required";
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations?: readonly Annotation[];
  readonly externalId: string;
}

const mostPerRequest = 50;
const longestTitle = 250;

/** Says that work on a check has begun; gives the run's id. A run that is not completed is taken up again. */
export async function beginCheck(
  client: Client,
  { name, head, known }: { readonly name: string; readonly head: string; readonly known: Check | undefined },
): Promise<number> {
  if (known !== undefined && !known.completed) return known.id;
  return createRun(client, { name, head_sha: head, status: "in_progress" });
}

/** Completes a check run, or makes a completed one when there is none. Annotations go in by fifties. */
export async function completeCheck(client: Client, run: number | undefined, report: Report): Promise<void> {
  const { name, head, conclusion, title, summary, text, annotations = [], externalId } = report;
  const output = { title: title.slice(0, longestTitle), summary, ...(text === undefined ? {} : { text }) };
  const first = {
    name,
    status: "completed",
    conclusion,
    external_id: externalId,
    output: { ...output, annotations: annotations.slice(0, mostPerRequest) },
  };
  const id = run ?? (await createRun(client, { ...first, head_sha: head }));
  // The last request completes the check, so that one that is completed is complete.
  for (let at = mostPerRequest; at < annotations.length; at += mostPerRequest) {
    const some = { output: { ...output, annotations: annotations.slice(at, at + mostPerRequest) } };
    await client.rest("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", { check_run_id: id, ...some });
  }
  if (run !== undefined)
    await client.rest("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", { check_run_id: id, ...first });
}

async function createRun(client: Client, fields: Readonly<Record<string, unknown>>): Promise<number> {
  return (await client.rest<{ id: number }>("POST /repos/{owner}/{repo}/check-runs", fields)).id;
}
