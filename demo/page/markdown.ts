import type { Element, ElementContent, Root, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { defaultSchema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { type Html, trusted } from "./html.ts";

/**
 * Markdown as GitHub shows it: its dialect, HTML included, of which only GitHub's own list of elements and attributes is
 * left. `link` says where a link leads instead; undefined leaves it as it is.
 */
export function renderMarkdown(text: string, link: (href: string) => string | undefined = () => undefined): Html {
  const raw = micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  const tree = sanitize(fromHtml(raw, { fragment: true }), defaultSchema) as Root;
  for (const element of elements(tree)) finish(element, link);
  return trusted(toHtml(tree));
}

/** What comes after the sanitizing: marks of our own, which no comment can bring along. */
function finish(element: Element, link: (href: string) => string | undefined): void {
  const { tagName, properties } = element;
  if (tagName === "a" && typeof properties["href"] === "string") {
    properties["href"] = link(properties["href"]) ?? properties["href"];
    properties["rel"] = ["nofollow", "noopener", "noreferrer"];
  }
  const isDiff = tagName === "code" && [properties["className"]].flat().includes("language-diff");
  if (isDiff)
    element.children = textOf(element)
      .split(/(?<=\n)/)
      .map(diffLine);
  // A table or a listing that is wider than the page scrolls by keyboard too.
  if (tagName === "pre" || tagName === "table") properties["tabIndex"] = 0;
}

function diffLine(line: string): ElementContent {
  const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : line.startsWith("@@") ? "hunk" : "";
  const text = { type: "text", value: line } as const;
  return kind === "" ? text : { type: "element", tagName: "span", properties: { className: [kind] }, children: [text] };
}

function elements(node: Root | Element): Element[] {
  return (node.children as readonly RootContent[]).flatMap((child) =>
    child.type === "element" ? [child, ...elements(child)] : [],
  );
}

function textOf(node: Element): string {
  return node.children
    .map((child) => (child.type === "text" ? child.value : child.type === "element" ? textOf(child) : ""))
    .join("");
}
