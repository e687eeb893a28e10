import type { Checked } from "./checked.ts";
import type { FormatRules, Verb } from "./format-clause.ts";
import { type FormatProblem, walkFormat } from "./format-string.ts";
import { report } from "./issue.ts";
import type { Validator } from "./library.ts";
import { type Call, children, type Expression } from "./syntax.ts";

/** Finds format strings that do not suit the list literal of their arguments: `"%d".format(["a"])`. */
export function formatValidator(rules: FormatRules): Validator {
  return (checked, _environment, to) => {
    if (!checked.parsed.text.includes("format")) return;
    const visit = (node: Expression): void => {
      if (isFormat(node)) {
        const issue = formatIssue(checked, node, rules);
        if (issue !== undefined) report(to, "CEL_BAD_LITERAL", (issue.blame ?? node).at, issue.message);
      }
      children(node).forEach(visit);
    };
    visit(checked.expression!);
  };
}

type FormatCall = Call & { readonly target: { readonly kind: "literal"; readonly value: string } };

function isFormat(node: Expression): node is FormatCall {
  if (node.kind !== "call" || node.name !== "format" || node.arguments.length !== 1) return false;
  const isText = node.target?.kind === "literal" && typeof node.target.value === "string";
  return isText && node.arguments[0]!.kind === "list";
}

function formatIssue(checked: Checked, node: FormatCall, rules: FormatRules): FormatProblem<Expression> | undefined {
  const given = node.arguments[0]!.kind === "list" ? node.arguments[0]!.elements : [];
  const { text, used } = walkFormat<Expression>(node.target.value, given.length, (verb, index) => {
    const blame = refused(checked, verb, given[index]!, rules);
    if (blame === undefined) return "";
    return { message: `${rules.refusal[verb]}, was given ${checked.types[blame.id]?.name}`, blame };
  });
  if (typeof text !== "string") return text;
  if (given.length <= used) return undefined;
  const message = `too many arguments supplied to string.format (expected ${used}, got ${given.length})`;
  return { message, blame: undefined };
}

/** The expression whose type a clause does not take: the argument, or for `%s` what is in it. */
function refused(checked: Checked, verb: Verb, node: Expression, rules: FormatRules): Expression | undefined {
  const kind = checked.types[node.id]?.kind ?? "dyn";
  if (kind !== "dyn" && !rules.accepts[verb].includes(kind)) return node;
  if (verb !== "s" || (node.kind !== "list" && node.kind !== "map")) return undefined;
  for (const inner of children(node)) {
    const blame = refused(checked, verb, inner, rules);
    if (blame !== undefined) return blame;
  }
  return undefined;
}
