const LINE = 70;

/** Base64 as Kustomize writes it: broken into lines of 70 characters, each with its line feed, unless one will do. */
export function base64(content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const encoded = Buffer.from(bytes).toString("base64");
  if (encoded.length < LINE) return encoded;
  return encoded.replace(/.{1,70}/g, "$&\n");
}
