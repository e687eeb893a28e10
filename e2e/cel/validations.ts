/** A validation of a policy that is never true. */
export interface Validation {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
}

/** What the server lets one expression cost. */
const limit = 1_000_000;

type Cost = (expression: string) => number | undefined;

/**
 * Validations that tell of an expression: one says in its message what it gives, or in its error why it gives nothing.
 * Two more have so much to do before it that they end exactly at the cost limit, and one past it: they tell its cost.
 */
export function validationsOf(expression: string, mark: string, cost: Cost): readonly Validation[] {
  const shown = `'%s'.format([${expression}])`;
  const value = { expression: `dyn(${shown}) == 1`, messageExpression: `'${mark} ' + ${shown}` };
  const own = cost(value.expression);
  if (own === undefined || own > 0.9 * limit) return [value];
  const filled = [limit, limit + 1].map((total) => {
    return { expression: filledUp(value.expression, total, cost), message: `${mark} within ${total}` };
  });
  return [value, ...filled];
}

/**
 * The expression with work before it, so that all of it costs what is asked: first a pattern over a long text, as loops
 * cost the server far more time than they cost units.
 */
function filledUp(expression: string, total: number, cost: Cost): string {
  const text = (pattern: number, rounds: number, ones: number) =>
    `!object.spec.long.matches(object.spec.pattern.substring(0, ${pattern})) && ` +
    `lists.range(${rounds}).all(i, true) && 0${" + 1".repeat(ones)} == ${ones} ? ${expression} : true`;
  const left = (pattern: number, rounds: number) => total - (cost(text(pattern, rounds, 0)) ?? 0);
  const most = (step: number, from: number, of: (amount: number) => number) =>
    from + step * Math.floor(of(from) / (of(from) - of(from + step)));
  const pattern = most(4, 4, (amount) => left(amount, 0));
  const rounds = most(1, 0, (amount) => left(pattern, amount));
  return text(pattern, rounds, left(pattern, rounds));
}
