/**
 * Whether a full ref name (`refs/heads/main`) is one that Git accepts: the rules of `git check-ref-format`, and in
 * addition no part may begin with a dash, so that a short branch name is never taken for an option. Pure.
 */
export function isRefName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what Git refuses.
  if (/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\.$/.test(name) || /\p{Surrogate}/u.test(name)) return false;
  const parts = name.split("/");
  if (parts.length < 3 || parts[0] !== "refs" || Buffer.byteLength(name) > 1024) return false;
  return parts.every((part) => part !== "" && !/^[.-]/.test(part) && !part.endsWith(".lock"));
}
