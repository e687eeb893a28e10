/** Code points that HFS+ ignores when it compares names, so that `.g\u200cit` is `.git` there. */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const control = /[\u0000-\u001f\u007f]/;

/**
 * Why a path must not stand in a tree that may be checked out on any machine, as a plain sentence; undefined when it
 * may. Refused are what climbs out of the tree, what Git, NTFS or HFS+ would take for `.git`, and what cannot be a name.
 */
export function pathProblem(path: string): string | undefined {
  const shown = JSON.stringify(path);
  if (path === "") return "A path must not be empty.";
  if (Buffer.byteLength(path) > 4096) return `The path ${shown.slice(0, 80)}… is longer than 4096 bytes.`;
  if (/\p{Surrogate}/u.test(path)) return `The path ${shown} is not valid Unicode.`;
  if (control.test(path)) return `The path ${shown} holds a control character.`;
  if (path.includes("\\")) return `The path ${shown} holds a backslash, which some systems take for a separator.`;
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return `The path ${shown} is absolute; it must be relative.`;
  for (const name of path.split("/")) {
    if (name === "") return `The path ${shown} has an empty part.`;
    if (name === "." || name === "..") return `The path ${shown} must not have the part ${name}.`;
    if (Buffer.byteLength(name) > 255) return `A part of the path ${shown} is longer than 255 bytes.`;
    if (isGitFolder(name)) return `The path ${shown} names Git's own folder.`;
  }
  return undefined;
}

/** How a file system that ignores case sees a name; two equal ones cannot stand side by side there. */
export function foldCase(name: string): string {
  return name.replace(ignoredByHfs, "").normalize("NFC").toUpperCase().toLowerCase();
}

function isGitFolder(name: string): boolean {
  // NTFS drops what follows a colon (a stream) and dots and spaces at the end, and knows .git as GIT~1 too.
  const seen = foldCase(name)
    .replace(/:.*$/s, "")
    .replace(/[. ]+$/, "");
  return seen === ".git" || /^git~\d+$/.test(seen);
}
