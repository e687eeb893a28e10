import { type Apply, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { compilePattern, findAll, findFirst, type Pattern } from "../regex.ts";
import { CelError, type Value } from "../value.ts";

/** A function of a text, a pattern that is compiled for it, and more. */
function withPattern(apply: (pattern: Pattern, text: string, limit: Value | undefined) => Value): Apply {
  return (text, pattern, limit) => {
    const compiled = compilePattern(pattern as string);
    return "message" in compiled
      ? new CelError(`Illegal regex: ${compiled.message}`)
      : apply(compiled, text as string, limit);
  };
}

const all = withPattern((pattern, text, limit) => findAll(pattern, text, limit === undefined ? -1 : Number(limit)));

/** Kubernetes' `find` and `findAll`. */
export const REGEX: Library = {
  name: "kubernetes.regex",
  overloads: overloads([
    ["string_find_string", "(string) find(string) string", withPattern(findFirst)],
    ["string_find_all_string", "(string) findAll(string) list(string)", all],
    ["string_find_all_string_int", "(string) findAll(string, int) list(string)", all],
  ]),
};
