import { fail, type Node, refuseArguments } from "./viewer.ts";

/** Arguments of a connection. */
export interface Slice {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const most = 100;
const own = ["first", "last", "after", "before"];

/**
 * A connection over a list: one page of it, by `first` or `last`, one of which GitHub insists on. `more` names other
 * arguments of the field that were already heeded; any others end it.
 */
export function connection<T>(
  field: string,
  args: Slice & Readonly<Record<string, unknown>>,
  {
    items,
    node,
    more = [],
  }: { readonly items: readonly T[]; readonly node: (item: T) => unknown; readonly more?: readonly string[] },
): Node {
  refuseArguments(args, [...own, ...more], field);
  const { first, last } = args;
  if (first === undefined && last === undefined) {
    return fail(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
    );
  }
  for (const [name, value] of [
    ["first", first],
    ["last", last],
  ] as const) {
    if ((value ?? 0) > most) {
      return fail(
        "EXCESSIVE_PAGINATION",
        `Requesting ${value} records on the \`${field}\` connection exceeds the \`${name}\` limit of ${most} records.`,
      );
    }
  }
  const from = args.after === undefined || args.after === null ? 0 : indexOf(args.after);
  const to = args.before === undefined || args.before === null ? items.length : indexOf(args.before) - 1;
  const start = typeof first === "number" ? from : Math.max(from, to - (last ?? 0));
  const end = typeof first === "number" ? Math.min(to, from + first) : to;
  const page = items.slice(start, end).map((item, index) => ({ cursor: cursor(start + index + 1), item }));
  return {
    totalCount: items.length,
    nodes: () => page.map(({ item }) => node(item)),
    edges: () => page.map((edge) => ({ cursor: edge.cursor, node: () => node(edge.item) })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: page[0]?.cursor ?? null,
      endCursor: page.at(-1)?.cursor ?? null,
    },
  };
}

/** A cursor stands for a place in the list, counted from 1. */
function cursor(place: number): string {
  return Buffer.from(`cursor:${place}`).toString("base64");
}

function indexOf(text: string): number {
  const place = Number(/^cursor:(\d+)$/.exec(Buffer.from(text, "base64").toString())?.[1]);
  return Number.isNaN(place)
    ? fail("INVALID_CURSOR_ARGUMENTS", `\`${text}\` does not appear to be a valid cursor.`)
    : place;
}
