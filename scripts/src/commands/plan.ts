import { failed, plan as makePlan, planJson, planMarkdown, planText } from "@slipway/engine";
import { type Format, paintFor, progress, say } from "../output.ts";
import { openPlatform } from "../platform.ts";
import { defaultBase, leftFrom, readMerge, readRevision } from "../revision.ts";

export interface PlanOptions {
  readonly base?: string;
  readonly head?: string;
  readonly output: Format;
}

/**
 * Says what a change does in each environment: the working tree against where its branch left the base, or, with a head,
 * what merging that into the base would do, without a checkout. Gives the exit code.
 */
export async function plan(options: PlanOptions): Promise<number> {
  const { root, files } = openPlatform();
  const base = options.base ?? (await defaultBase(root, files));
  progress(`reading ${base}`);
  const before = await readRevision(root, options.head === undefined ? await leftFrom(root, base) : base);
  const after = options.head === undefined ? files : await readMerge(root, before, options.head);
  progress("planning");
  const made = makePlan(before.files, after);
  if (options.output === "json") process.stdout.write(planJson(made));
  else if (options.output === "markdown") process.stdout.write(planMarkdown(made));
  else process.stdout.write(planText(made, paintFor(process.stdout)));
  say(
    `Compared ${options.head === undefined ? "the working tree" : `${options.head} merged into ${base}`} with ${base} (${before.commit.slice(0, 12)}).`,
  );
  return failed(made.findings) ? 1 : 0;
}
