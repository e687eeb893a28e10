import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

/**
 * `npm run bench|conformance|e2e -- [AREA] [ARGUMENTS]`: finds the program of that area, `<family>/<area>.ts` at the
 * top or in a package, and runs it. Without an area it runs the family's `line.ts`. Exit 2: there is no such program.
 */
const [family = "", ...rest] = process.argv.slice(2);
const named = rest[0] !== undefined && !rest[0].startsWith("-");
const area = named ? rest[0] : "line";

const homes = [family, ...readdirSync("packages").map((name) => `packages/${name}/${family}`), `bot/${family}`].filter(
  existsSync,
);
const programs = new Map(
  homes.flatMap((home) =>
    readdirSync(home)
      .filter((file) => file.endsWith(".ts") && !file.includes(".test."))
      .map((file) => [file.slice(0, -3), `${home}/${file}`] as const),
  ),
);
const program = programs.get(area ?? "");
if (program === undefined) {
  console.error(`There is no ${family} "${area}". There are: ${[...programs.keys()].sort().join(", ")}.`);
  process.exit(2);
}
const child = spawnSync(
  process.execPath,
  ["--conditions=source", "--import", "tsx", program, ...rest.slice(named ? 1 : 0)],
  { stdio: "inherit" },
);
process.exit(child.status ?? 2);
