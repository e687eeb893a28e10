/** Whether a text may have OpenAPI schemas in its comments, as JSON: the quick question before `schemaComment`. */
export function mayHaveSchemas(text: string): boolean {
  return /#\s*\{/.test(text);
}

/** The JSON in the comment behind the key at an offset, or in the line above it. */
export function schemaComment(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(offset, lineEnd(text, offset));
  const above = start === 0 ? "" : text.slice(text.lastIndexOf("\n", start - 2) + 1, start - 1);
  return json(/\s#\s*(\{.*\})\s*$/.exec(line)?.[1]) ?? json(/^\s*#\s*(\{.*\})\s*$/.exec(above)?.[1]);
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

function json(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}
