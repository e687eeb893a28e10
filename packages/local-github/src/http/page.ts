import type { Call, Reply } from "./call.ts";

/** One page of a list, with GitHub's Link header. `wrap` puts the page's items into the body. */
export function page<T>(
  call: Call,
  items: readonly T[],
  wrap: (items: readonly T[]) => unknown = (some) => some,
): Reply {
  const { number, size } = pageOf(call);
  const start = (number - 1) * size;
  return {
    status: 200,
    body: wrap(items.slice(start, start + size)),
    headers: linkHeader(call.url, number, Math.ceil(items.length / size)),
  };
}

/** Which page is asked for: counted from 1, at most 100 items (30 unless asked), as GitHub bounds them. */
export function pageOf(call: Call): { readonly number: number; readonly size: number } {
  const size = Number(call.parameters["per_page"] ?? 30);
  const number = Number(call.parameters["page"] ?? 1);
  return { number: Math.max(1, number || 1), size: size < 1 ? 30 : Math.min(100, size || 30) };
}

/** The Link header of page `number` of `last`; no header for a list of one page. */
export function linkHeader(url: URL, number: number, last: number): Record<string, string> {
  const links: string[] = [];
  const add = (to: number, relation: string) => {
    const target = new URL(url);
    target.searchParams.set("page", String(to));
    links.push(`<${target.href}>; rel="${relation}"`);
  };
  if (number > 1) add(number - 1, "prev");
  if (number < last) {
    add(number + 1, "next");
    add(last, "last");
  }
  if (number > 1) add(1, "first");
  return links.length === 0 ? {} : { link: links.join(", ") };
}
