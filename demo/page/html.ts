/** Markup that may stand in a page as it is. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | undefined | false | readonly Value[];

/** Markup from a template; whatever is put into it is escaped, unless it is markup itself. Nothing stands for undefined and false. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.reduce((text, part, at) => text + show(values[at - 1]) + part) };
}

/** Markup that was made by a program that escapes, such as the renderer of Markdown. */
export function trusted(text: string): Html {
  return { html: text };
}

function show(value: Value): string {
  if (value === undefined || value === false) return "";
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  return "html" in value ? value.html : value.map(show).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
