import type { SiteServer } from "../workload.ts";
import { siteFolder } from "./site-folder.ts";

/**
 * The configuration of the nginx that serves a static site. Every part that a person wrote was held against a pattern
 * of the schema that leaves nothing with a meaning to nginx.
 */
export function siteConfig(site: SiteServer): string {
  const headers = site.headers.map(({ name, value }) => `add_header ${name} "${value}" always;`);
  const otherwise = site.spa ? `/${site.index}` : "=404";
  const lines = [
    "server {",
    "  listen 8080;",
    `  root ${siteFolder};`,
    `  index ${site.index};`,
    "  absolute_redirect off;",
    ...indent(headers, 1),
    "  location = /-/healthz {",
    "    access_log off;",
    '    return 200 "ok\\n";',
    "  }",
    ...site.redirects.map(({ from, to, status }) => `  location = "${from}" { return ${status} "${to}"; }`),
    ...site.cache.flatMap(({ prefix, seconds }) => [
      `  location ^~ "${prefix}" {`,
      ...indent(
        [
          ...headers,
          `add_header Cache-Control "public, max-age=${seconds}" always;`,
          `try_files $uri $uri/ ${otherwise};`,
        ],
        2,
      ),
      "  }",
    ]),
    ...(site.cache.some(({ prefix }) => prefix === "/")
      ? []
      : [
          "  location / {",
          ...indent(
            [...headers, 'add_header Cache-Control "no-cache" always;', `try_files $uri $uri/ ${otherwise};`],
            2,
          ),
          "  }",
        ]),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function indent(lines: readonly string[], levels: number): string[] {
  return lines.map((line) => `${"  ".repeat(levels)}${line}`);
}
