import {
  type Files,
  failed,
  groundOf,
  plan as makePlan,
  type Plan,
  planJson,
  planMarkdown,
  planText,
} from "@slipway/engine";
import { type Format, paintFor, progress, say } from "../output.ts";
import { openPlatform, type Selection, selectEnvironments, selectServices } from "../platform.ts";
import { defaultBase, leftFrom, readMerge, readRevision } from "../revision.ts";

export interface PlanOptions extends Selection {
  readonly base?: string;
  readonly head?: string;
  readonly output: Format;
}

/** The part of a plan that was asked for. Its seal and its counts stay those of the whole. */
function narrow(plan: Plan, files: Files, options: PlanOptions): Plan {
  const environments = selectEnvironments(groundOf(files), options);
  const services = selectServices(files, options);
  if (options.env === undefined && services === undefined) return plan;
  const part = (list: Plan["now"]) =>
    list
      .filter(({ environment }) => environments.includes(environment))
      .map((one) =>
        services === undefined
          ? one
          : { ...one, services: one.services.filter(({ name }) => services.has(name)), platform: [] },
      );
  return { ...plan, now: part(plan.now), promoted: part(plan.promoted) };
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
  const made = narrow(makePlan(before.files, after), after, options);
  if (options.output === "json") process.stdout.write(planJson(made));
  else if (options.output === "markdown") process.stdout.write(planMarkdown(made));
  else process.stdout.write(planText(made, paintFor(process.stdout)));
  say(
    `Compared ${options.head === undefined ? "the working tree" : `${options.head} merged into ${base}`} with ${base} (${before.commit.slice(0, 12)}).`,
  );
  return failed(made.findings) ? 1 : 0;
}
