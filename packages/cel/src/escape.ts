/** Words that CEL keeps for itself; as names of fields of typed objects they are escaped. */
const KEYWORDS = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);

/** Whether CEL keeps a word for itself, so that nothing can be named by it. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}

/**
 * The identifier by which CEL reaches a property of a schema, or undefined if there is none: keywords become
 * `__keyword__`; `__`, `.`, `-` and `/` become `__underscores__`, `__dot__`, `__dash__` and `__slash__`.
 */
export function escapeField(property: string): string | undefined {
  if (KEYWORDS.has(property)) return `__${property}__`;
  if (!/^[a-zA-Z_./-][\w./-]*$/.test(property)) return undefined;
  return property.replace(/__|[-./]/g, (found) => `__${ESCAPES[found]}__`);
}

const ESCAPES: Readonly<Record<string, string>> = { __: "underscores", ".": "dot", "-": "dash", "/": "slash" };
