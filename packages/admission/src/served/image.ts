const domain = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?`;
const path = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const digest = `[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}`;
const reference = new RegExp(
  String.raw`^(?:${domain}/)?${path}(?:/${path})*(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>${digest}))?$`,
);
const longest = 512;

/** The tag of an image: `latest` where there is neither tag nor digest. Undefined: none, or it is no image reference. */
export function tagOf(image: string): string | undefined {
  const groups = image.length > longest ? undefined : reference.exec(image)?.groups;
  if (groups === undefined) return undefined;
  return groups["tag"] ?? (groups["digest"] === undefined ? "latest" : undefined);
}
