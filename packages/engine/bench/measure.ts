import { execFileSync } from "node:child_process";
import { readTree } from "../../git/src/index.ts";
import { build, type Files, groundOf, plan, promotionOrder } from "../src/index.ts";

/** One measurement of the bench, in a process of its own: `cold` or `plan`, of the repository in a folder. Prints JSON. */
const [measure = "", folder = ""] = process.argv.slice(2);
(measure === "cold" ? cold() : warmPlan()).then((result) => console.log(JSON.stringify(result)));

function since(start: bigint): number {
  return Math.round(Number(process.hrtime.bigint() - start) / 1e5) / 10;
}

/** All services of all environments, read from Git, validated, resolved, rendered and printed. */
async function cold() {
  const start = process.hrtime.bigint();
  const { files } = await readTree(folder, "main");
  const read = since(start);
  let bytes = 0;
  let manifests = 0;
  let errors = 0;
  for (const environment of promotionOrder(groundOf(files).environments)) {
    const made = build(files, environment, { judge: false });
    manifests += made.built.length;
    errors += made.findings.length;
    for (const text of made.files.values()) bytes += text.length;
  }
  return {
    ms: since(start),
    read,
    manifests,
    findings: errors,
    "printed-mb": Math.round(bytes / 1e6),
    "rss-mb": Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** The plan of a change of one service, when the process knows the base already: Git included. */
async function warmPlan() {
  const base = await readTree(folder, "main");
  await planOf(base, change("1.99.0"), base.files);
  const heads = ["2.0.0", "2.0.1", "2.0.2", "2.0.3", "2.0.4"].map(change);
  const times: number[] = [];
  let changed = 0;
  for (const head of heads) {
    const start = process.hrtime.bigint();
    changed = await planOf(base, head, base.files);
    times.push(since(start));
  }
  return { ms: times.sort((a, b) => a - b)[2] ?? 0, changed };
}

async function planOf(base: Awaited<ReturnType<typeof readTree>>, head: string, files: Files): Promise<number> {
  const after = await readTree(folder, head, base);
  return plan(files, after.files).summary.changed;
}

/** A commit on top of main that changes the image of one service. */
function change(tag: string): string {
  const git = (input: string | undefined, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Bench", "-c", "user.email=bench@localhost", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, GIT_INDEX_FILE: `${folder}/bundle/index` },
      ...(input === undefined ? {} : { input }),
    }).trim();
  const path = "apps/team-0/service-0/service.yaml";
  const text = git(undefined, "show", `main:${path}`).replace(/image: .*/, `image: ghcr.io/acme/service-0:${tag}`);
  const blob = git(`${text}\n`, "hash-object", "-w", "--stdin");
  git(undefined, "read-tree", "main");
  git(undefined, "update-index", "--cacheinfo", `100644,${blob},${path}`);
  return git(undefined, "commit-tree", git(undefined, "write-tree"), "-p", "main", "-m", `Image ${tag}`);
}
