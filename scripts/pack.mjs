import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Before packing: takes out of package.json what only the source needs, so that who installs the package is not asked
 * about scripts that do nothing there. After packing: puts it back.
 */
const file = fileURLToPath(new URL("package.json", import.meta.url));
const kept = `${file}.kept`;
if (process.argv[2] === "restore") {
  if (existsSync(kept)) renameSync(kept, file);
} else {
  const text = readFileSync(file, "utf8");
  const { scripts: _scripts, devDependencies: _devDependencies, ...published } = JSON.parse(text);
  writeFileSync(kept, text);
  writeFileSync(file, `${JSON.stringify(published, null, 2)}\n`);
}
