import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readDefinitions } from "../conformance/definitions.ts";
import { check, type Manifest } from "../src/index.ts";
import { objectsOf } from "./objects.ts";

/**
 * `npm run bench -- check [--objects N] [--definitions DIR]`: how many objects a second `check` judges: at the first go,
 * once it is warm, and with the living objects beside them. With definitions a quarter of the objects is of their kinds.
 * Where kubeconform is installed, its figure stands below.
 */
const { values } = parseArgs({
  options: {
    objects: { type: "string", default: "30000" },
    definitions: { type: "string", default: "../shared/cluster/crds" },
  },
});
const definitions = existsSync(values.definitions) ? readDefinitions(values.definitions) : [];
const [count, custom] = [Number(values.objects), definitions.length > 0];
const objects = objectsOf(count, "1.2.4", custom);
const living = objectsOf(count, "1.2.3", custom);

function time(what: string, run: () => number): void {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const count = run();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const work = ((user + system) / 1e6).toFixed(2);
  console.log(
    `${what}: ${count} objects in ${seconds.toFixed(2)} s (${work} s of work), ${Math.round(count / seconds)} objects a second`,
  );
}

function judge(previous: readonly Manifest[]): number {
  const findings = check(objects, { kubernetes: "1.36", definitions, previous });
  const [first] = findings.filter(({ severity }) => severity === "error");
  if (first !== undefined) throw new Error(`${first.object} is refused: ${first.path}: ${first.message}`);
  return objects.length;
}

time("check, first go", () => judge([]));
time("check, warm", () => judge([]));
time("check, with the living objects", () => judge(living));

const version = spawnSync("kubeconform", ["-v"], { encoding: "utf8" });
if (version.error !== undefined) console.log("kubeconform is not installed here");
else {
  const folder = mkdtempSync(join(tmpdir(), "check-bench-"));
  const file = join(folder, "objects.json");
  writeFileSync(file, objects.map((object) => JSON.stringify(object)).join("\n---\n"));
  try {
    time(`kubeconform ${version.stdout.trim()}`, () => {
      spawnSync("kubeconform", ["-strict", "-summary", "-cache", folder, file], { stdio: "inherit" });
      return objects.length;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
