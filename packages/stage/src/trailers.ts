/** What stands at the end of a commit's message, as `Name: value`, in its order. A name may stand there more than once. */
export type Trailers = readonly (readonly [name: string, value: string])[];

/** A message with its trailers as the last paragraph. A value's line ends become spaces, so that it stays one trailer. */
export function withTrailers(message: string, trailers: Trailers): string {
  const lines = trailers.map(([name, value]) => `${name}: ${value.replace(/\s+/g, " ").trim()}\n`);
  return `${message.trimEnd()}\n\n${lines.join("")}`;
}

/** The trailers of a message: the lines of its last paragraph, if every one of them is a trailer. */
export function readTrailers(message: string): Trailers {
  const paragraphs = message.trimEnd().split("\n\n");
  const last = paragraphs.length < 2 ? "" : (paragraphs.at(-1) ?? "");
  const found = last.split("\n").map((line): readonly [string, string] | undefined => {
    const colon = line.indexOf(": ");
    const name = line.slice(0, colon);
    return colon > 0 && /^[A-Za-z][A-Za-z0-9-]*$/.test(name) ? [name, line.slice(colon + 2).trim()] : undefined;
  });
  return found.every((trailer) => trailer !== undefined) ? found : [];
}
