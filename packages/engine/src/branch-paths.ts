/** The paths on a branch of the services that begin so. */
export function pathsOf(services: string): string[] {
  const [team, name] = services.split("/").filter((part) => part !== "");
  if (team === undefined) return [""];
  return name === undefined
    ? [services, `argocd/applications/${team}-`]
    : [services, applicationPath(`${team}/${name}`)];
}

/** Where the Application of a service stands on a branch. */
export function applicationPath(id: string): string {
  return `argocd/applications/${id.replace("/", "-")}.yaml`;
}

/**
 * Tells whether a path of a branch is one of those that stay as they stand: one named outright, or one below a beginning
 * that ends in "/" or "-"; "" is the beginning of all. Looks each path up, however many are kept.
 */
export function keeper(kept: readonly string[]): (path: string) => boolean {
  const named = new Set(kept);
  const dashed = kept.filter((one) => one.endsWith("-"));
  return (path) =>
    named.has("") ||
    named.has(path) ||
    beginnings(path).some((one) => named.has(one)) ||
    dashed.some((one) => path.startsWith(one));
}

/** "a/" and "a/b/" of "a/b/c". */
function beginnings(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) found.push(path.slice(0, at + 1));
  return found;
}
