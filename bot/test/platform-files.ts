import { readdirSync, readFileSync } from "node:fs";

/** The sample platform of this repository, with all its policies or without any. */
export function sampleFiles({ policies = false }: { readonly policies?: boolean } = {}): Record<string, string> {
  const files: Record<string, string> = { CODEOWNERS: readFileSync("CODEOWNERS", "utf8") };
  for (const top of ["apps", "environments", ...(policies ? ["policies"] : [])])
    for (const entry of readdirSync(top, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) {
        const path = `${entry.parentPath}/${entry.name}`;
        files[path] = readFileSync(path, "utf8");
      }
  return files;
}

/** Of the sample, the platform, its environments and one team, with its services or without: enough for most tests, and quick. */
export function smallFiles({ services = false }: { readonly services?: boolean } = {}): Record<string, string> {
  const frame =
    /^CODEOWNERS$|^environments\/(platform\.yaml|definitions\/.*|[a-z]+\/[^/]+)$|^apps\/payments\/team\.yaml$/;
  const team = /^apps\/payments\/|^environments\/[a-z]+\/(releases|settings)\/payments\//;
  const kept = (path: string) => frame.test(path) || (services && team.test(path));
  return Object.fromEntries(Object.entries(sampleFiles()).filter(([path]) => kept(path)));
}

/** The smallest spec of a service. */
export function specOf(name: string, team: string, image = `ghcr.io/acme/${name}:1.0.0`): string {
  return `apiVersion: slipway.dev/v1\nkind: WebService\nmetadata: {name: ${name}, team: ${team}}\nspec:\n  image: ${image}\n  port: 8080\n`;
}
