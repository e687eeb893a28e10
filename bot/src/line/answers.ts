import {
  code,
  type ExplainedObject,
  explain,
  type Files,
  type GuardReason,
  groundOf,
  promotionOrder,
} from "@slipway/engine";
import type { Asked, ExceptionAnswer } from "./tasks.ts";

/** What became of a command. */
export interface Outcome {
  readonly asked: Asked;
  /** Why nothing did. */
  readonly refused?: string;
  /** The branch of the pull request that it led to. */
  readonly branch?: string;
}

/** What commands are held against: a plan, or why there is none. */
export type Standing =
  | {
      readonly digest: string;
      readonly reasons: readonly GuardReason[];
      readonly exceptions: readonly ExceptionAnswer[];
    }
  | { readonly none: string; readonly words: readonly ("explain" | "confirm" | "except")[] };

/** What becomes of commands as things stand now. */
export function outcomesOf(asked: readonly Asked[], standing: Standing): Outcome[] {
  return asked.map((one) => {
    if (one.refused !== undefined) return { asked: one, refused: one.refused };
    if ("none" in standing)
      return standing.words.some((word) => one[word] !== undefined)
        ? { asked: one, refused: standing.none }
        : { asked: one };
    return {
      asked: one,
      ...(one.confirm === undefined ? granted(one, standing.exceptions) : said(one.confirm, standing)),
    };
  });
}

/** The comments whose commands came to nothing. */
export function refusedComments(outcomes: readonly Outcome[]): number[] {
  return outcomes.flatMap(({ asked, refused }) => (refused === undefined ? [] : [asked.comment]));
}

function said(
  confirm: string,
  { digest, reasons }: Extract<Standing, { readonly digest: string }>,
): Pick<Outcome, "refused"> {
  if (!digest.startsWith(confirm)) return { refused: `The plan is another one by now: ${digest.slice(0, 32)}` };
  return reasons.length === 0 ? { refused: "Nothing in this plan asks for a yes." } : {};
}

function granted(
  { comment, except }: Asked,
  exceptions: readonly ExceptionAnswer[],
): Pick<Outcome, "refused" | "branch"> {
  const answer = exceptions.find((one) => one.comment === comment && one.wish === except?.wish);
  if (answer === undefined) return {};
  return answer.refused === undefined ? { branch: answer.branch } : { refused: answer.refused };
}

/** An answer to `explain`: the objects with where each of their fields comes from, or why there are none, as Markdown. */
export interface Explained {
  readonly service: string;
  readonly environment: string;
  readonly found: readonly ExplainedObject[] | string;
}

/** Answers each `explain`; where it names no environment, for the first one. */
export function explainAll(files: Files, asked: readonly Asked[]): Explained[] {
  const environments = promotionOrder(groundOf(files).environments);
  return asked.flatMap(({ explain: wish }) => {
    if (wish === undefined) return [];
    const { service, environment = environments[0] ?? "" } = wish;
    return [{ service, environment, found: explainOne(files, { service, environment, environments }) }];
  });
}

function explainOne(
  files: Files,
  wish: { readonly service: string; readonly environment: string; readonly environments: readonly string[] },
): Explained["found"] {
  const { service, environment, environments } = wish;
  if (!environments.includes(environment))
    return `There is no such environment. There are ${environments.map((name) => code(name)).join(", ")}.`;
  const found = explain(files, environment, service) ?? explain(files, environment, service, "apps");
  if (found === undefined) return "There is no such service.";
  return found.objects.length === 0
    ? "It cannot be rendered there before what is wrong with it is put right."
    : found.objects;
}
