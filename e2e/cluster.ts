import { readFileSync } from "node:fs";
import { request } from "node:https";
import { load } from "js-yaml";

/** An API server, as a KUBECONFIG names it. */
export interface Cluster {
  readonly server: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly token: string | undefined;
}

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: { readonly [field: string]: unknown };
  /** The texts of its Warning headers. */
  readonly warnings: readonly string[];
}

interface Named {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** The cluster of the current context. Without a KUBECONFIG, or with one that cannot be read, says so and ends the process. */
export function openCluster(): Cluster {
  const path = process.env["KUBECONFIG"];
  if (path === undefined || path === "") {
    console.log("skipped: no KUBECONFIG names a cluster.");
    process.exit(0);
  }
  const config = load(readFileSync(path, "utf8")) as {
    contexts: Named[];
    clusters: Named[];
    users: Named[];
    "current-context": string;
  };
  const find = (list: Named[], name: string) => list.find((entry) => entry.name === name) as Named;
  const context = find(config.contexts, config["current-context"])["context"] as { cluster: string; user: string };
  const cluster = find(config.clusters, context.cluster)["cluster"] as Record<string, string>;
  const user = find(config.users, context.user)["user"] as Record<string, string>;
  const decoded = (data: string | undefined, file: string | undefined) =>
    data === undefined
      ? file === undefined
        ? ""
        : readFileSync(file, "utf8")
      : Buffer.from(data, "base64").toString("utf8");
  return {
    server: cluster["server"] ?? "",
    ca: decoded(cluster["certificate-authority-data"], cluster["certificate-authority"]),
    cert: decoded(user["client-certificate-data"], user["client-certificate"]),
    key: decoded(user["client-key-data"], user["client-key"]),
    token: user["token"],
  };
}

/** Sends one request. Throws when there is no answer. */
export function ask(
  cluster: Cluster,
  method: string,
  path: string,
  body?: { readonly type: string; readonly text: string },
): Promise<Answer> {
  const headers = {
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": body.type }),
    ...(cluster.token === undefined ? {} : { authorization: `Bearer ${cluster.token}` }),
  };
  const { ca, cert, key } = cluster;
  return new Promise((resolve, reject) => {
    const call = request(
      `${cluster.server}${path}`,
      { method, headers, ...(ca === "" ? {} : { ca }), ...(cert === "" ? {} : { cert, key }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const warnings = [response.headers["warning"] ?? []]
            .flat()
            .flatMap((line) =>
              [...line.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) => unquoted(match[1] ?? "")),
            );
          resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString("utf8")), warnings });
        });
      },
    );
    // The server closes connections that have lain idle, at times just as one is used again.
    call.on("error", (error) => (call.reusedSocket ? resolve(ask(cluster, method, path, body)) : reject(error)));
    call.end(body?.text);
  });
}

/** The text of a header: UTF-8 that was read byte by byte, with quotes and backslashes behind backslashes. */
function unquoted(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8").replace(/\\(.)/gs, "$1");
}

function parse(text: string): Answer["body"] {
  try {
    return JSON.parse(text) as Answer["body"];
  } catch {
    return { message: text };
  }
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const resources = new Map<string, Promise<readonly Resource[]>>();

/** The path of an object on the API server, by its kind, namespace and name. */
export async function pathOf(cluster: Cluster, object: { readonly [field: string]: unknown }): Promise<string> {
  const version = String(object["apiVersion"]);
  const base = version.includes("/") ? `/apis/${version}` : `/api/${version}`;
  const known =
    resources.get(base) ??
    ask(cluster, "GET", base).then(({ body }) => (body["resources"] as Resource[] | undefined) ?? []);
  resources.set(base, known);
  const resource = (await known).find(({ kind, name }) => kind === object["kind"] && !name.includes("/"));
  if (resource === undefined) throw new Error(`The cluster has no ${String(object["kind"])} in ${version}.`);
  const { namespace = "default", name } = object["metadata"] as { namespace?: string; name: string };
  return `${base}/${resource.namespaced ? `namespaces/${namespace}/` : ""}${resource.name}/${name}`;
}

/** Server-side apply as a dry run with strict field validation: what the API server would say. */
export async function applyDry(cluster: Cluster, object: { readonly [field: string]: unknown }): Promise<Answer> {
  const path = `${await pathOf(cluster, object)}?dryRun=All&fieldValidation=Strict&fieldManager=slipway-e2e&force=true`;
  return ask(cluster, "PATCH", path, { type: "application/apply-patch+yaml", text: JSON.stringify(object) });
}

/** Makes namespaces that enforce and warn about the restricted Pod Security Standard. Gives those that were not there. */
export async function makeNamespaces(cluster: Cluster, names: Iterable<string>): Promise<string[]> {
  const made: string[] = [];
  const modes = ["enforce", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]);
  for (const name of names) {
    const metadata = { name, labels: Object.fromEntries(modes) };
    const { status, body } = await ask(cluster, "POST", "/api/v1/namespaces", {
      type: "application/json",
      text: JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata }),
    });
    if (status === 201) made.push(name);
    else if (status === 409)
      await ask(cluster, "PATCH", `/api/v1/namespaces/${name}`, {
        type: "application/merge-patch+json",
        text: JSON.stringify({ metadata }),
      });
    else throw new Error(`The cluster makes no namespace ${name}: ${String(body["message"])}`);
  }
  return made;
}

/**
 * Deletes namespaces that makeNamespaces made and in which nothing was left. Where no controller empties them, as with
 * an API server alone, their finalizer is taken off here.
 */
export async function removeNamespaces(cluster: Cluster, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { body } = await ask(cluster, "DELETE", `/api/v1/namespaces/${name}`);
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: body["metadata"], spec: { finalizers: [] } };
    await ask(cluster, "PUT", `/api/v1/namespaces/${name}/finalize`, {
      type: "application/json",
      text: JSON.stringify(namespace),
    });
  }
}
