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

/** Whether a path of a branch is one of those that stay as they stand. */
export function isKept(kept: readonly string[], path: string): boolean {
  return kept.some((one) => (/[/-]$/.test(one) || one === "" ? path.startsWith(one) : path === one));
}
