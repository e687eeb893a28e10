import { type File, type Objects, openObjects, readRefs, readTree, runGit, type Tree } from "@slipway/git";
import { load, loadAll } from "js-yaml";

/** What runs where, as the environment branches say. */
export interface Board {
  readonly environments: readonly Environment[];
  readonly rows: readonly Row[];
}

export interface Environment {
  readonly name: string;
  /** The last commit of its branch; undefined while nothing has been rendered there. */
  readonly head: Head | undefined;
}

export interface Head {
  readonly commit: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The pull request whose merge it renders. */
  readonly pull: number | undefined;
}

/** One service, with a cell for each environment; undefined where it does not run, `gone` where the last commit removed it. */
export interface Row {
  readonly team: string;
  readonly name: string;
  readonly cells: readonly (Cell | "gone" | undefined)[];
}

export interface Cell {
  /** The image's tag. */
  readonly version: string;
  /** Seven digits of the release: the Git tree of the folder that it was merged as. */
  readonly release: string;
  /** Whether the last commit of the branch changed it. */
  readonly fresh: boolean;
  /** The environment after this one, when it has another release than this. */
  readonly next: string | undefined;
}

/** Reads the board of a repository, again and again. */
export interface BoardReader {
  read(): Promise<Board>;
  /** The files of main below these folders, by their paths. */
  readMain(): Promise<ReadonlyMap<string, File>>;
  close(): void;
}

/** A reader for the bare repository of that folder. It keeps what it read, and reads only what differs. */
export function openBoard(repository: string): BoardReader {
  const objects = openObjects(repository, 0);
  const known = new Map<string, Tree>();

  async function treeOf(name: string, commit: string, wanted: (path: string) => boolean): Promise<Tree> {
    const tree = await readTree(repository, commit, known.get(name), { wanted });
    known.set(name, tree);
    return tree;
  }

  const readMain = async (commit = "refs/heads/main") =>
    (await treeOf("main", commit, (path) => /^(apps|environments)\//.test(path))).files;

  async function read(): Promise<Board> {
    const refs = await readRefs(repository, ["refs/heads"]);
    const main = refs.get("refs/heads/main") ?? "";
    const names = promotionOrder(await readMain(main));
    const columns = await Promise.all(
      names.map(async (name) => {
        const head = refs.get(`refs/heads/env/${name}`);
        if (head === undefined) return undefined;
        const { files } = await treeOf(name, head, (path) => path.endsWith("/manifest.yaml") || path === metadata);
        return { head: await readHead(repository, head), files };
      }),
    );
    const services = new Set(columns.flatMap((column) => [...(column?.files.keys() ?? [])].flatMap(serviceOf)));
    const ordered = [...services].sort();
    const promotable = await differences(objects, main, { names, services: ordered });
    const cells = await Promise.all(
      columns.map((column, at) => columnCells(objects, { column, at, names, services: ordered, promotable })),
    );
    return {
      environments: names.map((name, at) => ({ name, head: columns[at]?.head })),
      rows: ordered.map((service, row) => {
        const [team = "", name = ""] = service.split("/");
        return { team, name, cells: cells.map((column) => column[row]) };
      }),
    };
  }

  return { read, readMain: () => readMain(), close: () => objects.close() };
}

const metadata = "hydrator.metadata";

/** The environments in the order in which releases go through them. */
function promotionOrder(files: ReadonlyMap<string, File>): string[] {
  const before = new Map<string, string | undefined>();
  for (const [path, { content }] of files) {
    const name = /^environments\/([^/]+)\/environment\.yaml$/.exec(path)?.[1];
    if (name !== undefined) before.set(name, fromOf(String(content)));
  }
  const depth = (name: string, seen = 0): number => {
    const from = before.get(name);
    return from === undefined || seen > before.size ? seen : depth(from, seen + 1);
  };
  return [...before.keys()].sort((one, other) => depth(one) - depth(other) || (one < other ? -1 : 1));
}

function fromOf(text: string): string | undefined {
  try {
    return (load(text) as { spec?: { from?: string } } | undefined)?.spec?.from;
  } catch {
    // The bot says what is wrong with it.
    return undefined;
  }
}

function serviceOf(path: string): string[] {
  const found = /^([^/]+\/[^/]+)\/manifest\.yaml$/.exec(path)?.[1];
  return found === undefined ? [] : [found];
}

/** Where a service's release stands for an environment: the first one follows `apps/`. */
export function releaseFolder(service: string, environment: string, isFirst: boolean): string {
  return isFirst ? `apps/${service}` : `environments/${environment}/releases/${service}`;
}

/** Which services main has another release of in the next environment, as `service environment`. */
async function differences(
  objects: Objects,
  main: string,
  { names, services }: { readonly names: readonly string[]; readonly services: readonly string[] },
): Promise<ReadonlySet<string>> {
  const folders = services.flatMap((service) =>
    names.map((name, at) => `${main}:${releaseFolder(service, name, at === 0)}`),
  );
  const found = await objects.info(folders);
  const differing = services.flatMap((service, row) =>
    names.slice(0, -1).flatMap((name, at) => {
      const [here, next] = [found[row * names.length + at]?.oid, found[row * names.length + at + 1]?.oid];
      return here !== undefined && here !== next ? [`${service} ${name}`] : [];
    }),
  );
  return new Set(differing);
}

interface Column {
  readonly head: Head & { readonly changed: ReadonlySet<string> };
  readonly files: ReadonlyMap<string, File>;
}

async function columnCells(
  objects: Objects,
  {
    column,
    at,
    names,
    services,
    promotable,
  }: {
    readonly column: Column | undefined;
    readonly at: number;
    readonly names: readonly string[];
    readonly services: readonly string[];
    readonly promotable: ReadonlySet<string>;
  },
): Promise<Row["cells"]> {
  if (column === undefined) return [];
  const name = names[at] ?? "";
  const source = sourceOf(column.files);
  const folders = services.map((service) => `${source}:${releaseFolder(service, name, at === 0)}`);
  const releases = await objects.info(folders);
  return services.map((service, row) => {
    const manifest = column.files.get(`${service}/manifest.yaml`);
    const fresh = column.head.changed.has(`${service}/manifest.yaml`);
    if (manifest === undefined) return fresh ? "gone" : undefined;
    return {
      version: versionOf(manifest, service),
      release: releases[row]?.oid.slice(0, 7) ?? "",
      fresh,
      next: promotable.has(`${service} ${name}`) ? names[at + 1] : undefined,
    };
  });
}

/** The commit of main that a branch was rendered from. */
function sourceOf(files: ReadonlyMap<string, File>): string {
  return /"drySha": "([0-9a-f]+)"/.exec(String(files.get(metadata)?.content))?.[1] ?? "";
}

const heads = new Map<string, Column["head"]>();

async function readHead(repository: string, commit: string): Promise<Column["head"]> {
  const found = heads.get(commit);
  if (found !== undefined) return found;
  const format = "--format=%cI%n%P%n%(trailers:key=Pull-Request,valueonly)";
  const text = (await runGit(repository, ["log", "-1", format, "--end-of-options", commit])).toString();
  const [at = "", parent = "", pull = ""] = text.split("\n");
  const differing = ["diff-tree", "-r", "--name-only", "--end-of-options", parent, commit];
  const changed = parent === "" ? [] : (await runGit(repository, differing)).toString().split("\n");
  const number = Number(/\d+/.exec(pull)?.[0]);
  const head = { commit, at: Date.parse(at), pull: number > 0 ? number : undefined, changed: new Set(changed) };
  heads.set(commit, head);
  return head;
}

const versions = new WeakMap<File, string>();

interface Container {
  readonly name: string;
  readonly image?: string;
}

interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

interface Workload {
  readonly spec?: {
    readonly template?: { readonly spec?: PodSpec };
    readonly jobTemplate?: { readonly spec?: { readonly template?: { readonly spec?: PodSpec } } };
  };
}

/** The tag of the image that a service runs: of the one named as it is, of the container named so, or of the first one. */
function versionOf(manifest: File, service: string): string {
  const found = versions.get(manifest);
  if (found !== undefined) return found;
  const containers = (loadAll(String(manifest.content)) as Workload[])
    .map((object) => object?.spec?.template?.spec ?? object?.spec?.jobTemplate?.spec?.template?.spec)
    .flatMap((pod) => [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])]);
  const name = service.slice(service.indexOf("/") + 1);
  const own =
    containers.find(({ image = "" }) => image.includes(`/${name}:`)) ??
    containers.find((container) => container.name === name) ??
    containers[0];
  const image = own?.image ?? "";
  const version = /:([^:/@]+)(?:@.*)?$/.exec(image)?.[1] ?? (image === "" ? "–" : "latest");
  versions.set(manifest, version);
  return version;
}
