import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, type File, print } from "../src/index.ts";

/**
 * `npm run bench -- kustomize`: 100 overlays and one build of 2000 resources, ours in this process beside
 * `kubectl kustomize`, and how our own time grows. Each overlay has a namespace, a prefix, labels, an image, a patch to
 * all and a generator.
 */
const folder = mkdtempSync(join(tmpdir(), "kustomize-bench-"));
try {
  const overlays = many(100, 1);
  const ours100 = best(10, () => {
    for (let index = 0; index < 100; index += 1)
      print(build(overlays, `overlays/${index}`, { order: "legacy" }).manifests);
  });
  const peer100 = peer(
    overlays,
    Array.from({ length: 100 }, (_, index) => `overlays/${index}`),
  );
  say("100 overlays", ours100, peer100);
  const times = new Map(
    [500, 1000, 2000, 4000].map((count) => {
      const files = many(1, count);
      return [count, best(8, () => void print(build(files, "overlays/0", { order: "legacy" }).manifests))] as const;
    }),
  );
  for (const [count, time] of times) console.log(`${count} resources: ours ${time.toFixed(0)} ms`);
  const peer2000 = peer(many(1, 2000), ["overlays/0"]);
  say("2000 resources", times.get(2000) ?? 0, peer2000);
  const ratio = (ours: number, other: number | undefined) => (other === undefined ? "0" : (other / ours).toFixed(0));
  const growth = (times.get(4000) ?? 0) / (times.get(2000) ?? 1);
  console.log(
    `kustomize: ${ratio(ours100, peer100)}x on 100 overlays, ${ratio(times.get(2000) ?? 1, peer2000)}x on 2000 resources, growth ${growth.toFixed(2)}x from 2000 to 4000`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Some overlays over one base of some Deployments. */
function many(overlays: number, resources: number): Map<string, File> {
  const files = new Map<string, File>();
  const put = (path: string, content: string) => files.set(path, { mode: "100644", content });
  const names = Array.from({ length: resources }, (_, index) => `app-${index}`);
  put(
    "base/kustomization.yaml",
    `resources: [all.yaml]\nconfigMapGenerator:\n- name: settings\n  literals: [level=info, workers=4]\n`,
  );
  put(
    "base/all.yaml",
    names
      .map(
        (name) =>
          `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n      containers:\n      - name: app\n        image: ghcr.io/acme/app:1.0.0\n        envFrom: [{configMapRef: {name: settings}}]\n        ports: [{containerPort: 8080}]\n`,
      )
      .join("---\n"),
  );
  for (let index = 0; index < overlays; index += 1)
    put(
      `overlays/${index}/kustomization.yaml`,
      `resources: [../../base]\nnamespace: team-${index}\nnamePrefix: p${index}-\nlabels: [{pairs: {team: t${index}}, includeSelectors: true}]\nimages: [{name: ghcr.io/acme/app, newTag: 2.${index}.0}]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: any}\n    spec:\n      template:\n        spec:\n          containers:\n          - name: app\n            resources: {limits: {memory: 128Mi}}\n`,
    );
  return files;
}

function best(times: number, run: () => void): number {
  return Math.min(
    ...Array.from({ length: times }, () => {
      const start = process.hrtime.bigint();
      run();
      return Number(process.hrtime.bigint() - start) / 1e6;
    }),
  );
}

/** The same builds by `kubectl kustomize`, one process each; undefined where there is none. */
function peer(files: ReadonlyMap<string, File>, dirs: readonly string[]): number | undefined {
  if (spawnSync("kubectl", ["version", "--client"]).status !== 0) return undefined;
  const root = mkdtempSync(join(folder, "peer-"));
  for (const [path, { content }] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const start = process.hrtime.bigint();
  for (const dir of dirs) {
    const { status, stderr } = spawnSync("kubectl", ["kustomize", join(root, dir)], {
      maxBuffer: 1 << 30,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`kubectl kustomize failed: ${stderr}`);
  }
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function say(what: string, ours: number, other: number | undefined): void {
  console.log(
    `${what}: ours ${ours.toFixed(0)} ms, kubectl ${other === undefined ? "not here" : `${other.toFixed(0)} ms, ${(other / ours).toFixed(0)}x`}`,
  );
}
