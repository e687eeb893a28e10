import { expect, test } from "vitest";
import { renderMarkdown } from "./markdown.ts";

const render = (text: string) => renderMarkdown(text).html;

test("tables, details and code are shown", () => {
  const shown = render(
    "| a | b |\n|---|---:|\n| `x` | 1 |\n\n<details><summary>more</summary>\n\n**bold**\n</details>\n",
  );
  expect(shown).toContain("<td><code>x</code></td>");
  expect(shown).toContain('<td align="right">1</td>');
  expect(shown).toContain("<details><summary>more</summary>");
  expect(shown).toContain("<strong>bold</strong>");
});

test("the lines of a diff are marked", () => {
  expect(render("```diff\n-a\n+b\n```\n")).toContain(
    '<span class="removed">-a\n</span><span class="added">+b\n</span>',
  );
});

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<a href='javascript:alert(1)'>x</a>",
  "[x](javascript:alert(1))",
  "<iframe src=//evil.example></iframe>",
  "<form action=//evil.example><input name=a></form>",
  "<p style='position:fixed' onclick=x class=merge>x</p>",
  "<svg><script>alert(1)</script></svg>",
  "<details ontoggle=alert(1) open>x</details>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
])("nothing that acts or looks like the page itself is left of %s", (text) => {
  expect(render(text)).not.toMatch(/<(script|iframe|form|style|svg|math)|\son\w+=|javascript:|style=|class=/i);
});

test("an id in a comment cannot be one of the page", () => {
  expect(render('<a id="merge" name="said">x</a>')).not.toMatch(/(id|name)="(merge|said)"/);
});

test("links can be led elsewhere", () => {
  expect(renderMarkdown("[x](http://a/b)", (href) => (href === "http://a/b" ? "/b" : undefined)).html).toContain(
    '<a href="/b"',
  );
});
