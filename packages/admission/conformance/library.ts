import { runLibrary as runExpressions } from "../../cel/conformance/suites/library.ts";
import { type DecisionCase, judgeDecision } from "./decision.ts";
import { judgeMatching, type MatchingCase } from "./matching.ts";
import type { Result } from "./policies.ts";

/** `library.json`: its README tells what the fields mean. */
export interface LibraryFile {
  readonly cases: readonly (DecisionCase | MatchingCase | { readonly env: "library" | "policy" })[];
}

/** The API server's own tests: expressions by themselves, decisions without expressions, and matching. */
export function runLibrary(file: string, { cases }: LibraryFile): Result[] {
  const others = cases.flatMap((one) => {
    if (one.env === "decision") return [{ name: one.name, wrong: judgeDecision(one) }];
    return one.env === "matching" ? [{ name: one.name, wrong: judgeMatching(one) }] : [];
  });
  return [...runExpressions(file), ...others];
}
