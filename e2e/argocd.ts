import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadAll } from "js-yaml";
import { commit, git, samplePlatform } from "../demo/platform.ts";
import { type Answer, ask, openCluster, pathOf } from "./cluster.ts";

/**
 * `npm run e2e -- argocd`: the first environment of the sample on a real Argo CD, which reads a bare repository on this
 * machine: every Application becomes synced and healthy; a new image arrives; a deleted service goes away; a broken one
 * stays as it was. Exit 1: one of these did not happen in time.
 */
const cluster = openCluster();
if ((await ask(cluster, "GET", "/api/v1/namespaces/argocd")).status !== 200) {
  console.log("skipped: the cluster has no Argo CD.");
  process.exit(0);
}
const volume = {
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name: "slipway-e2e" },
  spec: { accessModes: ["ReadWriteOnce"], capacity: { storage: "10Gi" }, hostPath: { path: "/tmp/slipway-e2e" } },
};
const bare = mkdtempSync(join(tmpdir(), "slipway-argocd-"));
const { folder, remove } = samplePlatform();
try {
  git(bare, "init", "--quiet", "--bare");
  edit("environments/platform.yaml", /repository: .*/, `repository: file://${bare}`);
  render("The repository of this test");
  for (const object of loadAll(git(bare, "show", "env/dev:bootstrap.yaml")) as Record<string, unknown>[])
    await apply(object);
  await provideVolume();
  const services = git(bare, "ls-tree", "-r", "--name-only", "env/dev")
    .split("\n")
    .filter((path) => path.startsWith("argocd/applications/")).length;
  await until(
    `${services} services, the platform and the root are synced and healthy`,
    async () => (await healthy()) === services + 2,
  );

  edit("apps/boutique/ad/service.yaml", /v0\.10\.\d+/, "v0.10.4");
  render("A new image");
  await until("the new image of boutique/ad runs", async () =>
    (await imageOf("boutique-dev", "ad")).endsWith(":v0.10.4"),
  );

  rmSync(join(folder, "apps/boutique/help"), { recursive: true });
  edit("apps/boutique/recommendation/service.yaml", /^ {2}port:/m, "  prot:");
  render("One service less, and one with a mistake");
  await until(
    "boutique/help is gone",
    async () => (await ask(cluster, "GET", "/apis/apps/v1/namespaces/boutique-dev/deployments/help")).status === 404,
  );
  await until(
    "boutique/recommendation, which has a mistake, still runs",
    async () => (await imageOf("boutique-dev", "recommendation")) !== "",
  );
} finally {
  await ask(cluster, "DELETE", "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/dev-slipway");
  await until("everything is cleared away", async () => (await applications()).length === 0).catch((error: Error) =>
    console.log(error.message),
  );
  await ask(cluster, "DELETE", "/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects/dev-slipway");
  await ask(cluster, "DELETE", `/api/v1/persistentvolumes/${volume.metadata.name}`);
  rmSync(bare, { recursive: true, force: true });
  remove();
}

function edit(path: string, what: RegExp, by: string): void {
  writeFileSync(join(folder, path), readFileSync(join(folder, path), "utf8").replace(what, by));
}

/** Commits what was changed, renders it to the bare repository, and tells Argo CD to look. */
function render(message: string): void {
  commit(folder, message);
  try {
    execFileSync(
      process.execPath,
      [join(process.cwd(), "scripts/bin/slipway.cjs"), "render", "--commit", "--env", "dev", "--to", bare],
      { cwd: folder, stdio: "pipe" },
    );
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error;
  }
  console.log(`rendered: ${message}`);
}

/** A volume for the claim of catalog/search, where the cluster has nobody who makes one. */
async function provideVolume(): Promise<void> {
  const { body } = await ask(cluster, "GET", "/apis/storage.k8s.io/v1/storageclasses");
  if ((body["items"] as unknown[]).length === 0) await apply(volume);
}

async function apply(object: Record<string, unknown>): Promise<Answer> {
  const text = JSON.stringify(object);
  const answer = await ask(cluster, "PATCH", `${await pathOf(cluster, object)}?fieldManager=slipway-e2e&force=true`, {
    type: "application/apply-patch+yaml",
    text,
  });
  if (answer.status >= 300) throw new Error(`The cluster refused ${text}: ${String(answer.body["message"])}`);
  return answer;
}

type Application = {
  metadata: { name: string };
  status?: { sync?: { status?: string }; health?: { status?: string } };
};

async function applications(): Promise<Application[]> {
  const { body } = await ask(
    cluster,
    "GET",
    "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications?labelSelector=slipway.dev%2Fenvironment%3Ddev",
  );
  return (body["items"] as Application[] | undefined) ?? [];
}

async function healthy(): Promise<number> {
  return (await applications()).filter(
    ({ status }) => status?.sync?.status === "Synced" && status.health?.status === "Healthy",
  ).length;
}

async function imageOf(namespace: string, name: string): Promise<string> {
  const { body } = await ask(cluster, "GET", `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
  const spec = body["spec"] as { template: { spec: { containers: { image: string }[] } } } | undefined;
  return spec?.template.spec.containers[0]?.image ?? "";
}

/** Waits for something to become true, at most five minutes, and says so. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) {
      console.log(`ok: ${what}`);
      return;
    }
    await sleep(1_000);
  }
  process.exitCode = 1;
  throw new Error(`not in five minutes: ${what}`);
}
