import { type File, type Objects, openObjects, readTree, runGit, type Tree } from "@slipway/git";
import { releaseFolder } from "../steps/release-folder.ts";
import { imageVersion } from "./image-version.ts";
import { promotionOrder } from "./promotion-order.ts";

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

/** Commits by the full names of refs. */
export type Refs = Readonly<Record<string, string>>;

/** Reads the board of a repository, again and again. */
export interface BoardReader {
  /** The board where the refs stand so. */
  read(refs: Refs): Promise<Board>;
  /** The files of main in `apps/` and `environments/`, by their paths. */
  readMain(refs: Refs): Promise<ReadonlyMap<string, File>>;
  close(): void;
}

/** A reader for the bare repository of that folder. It keeps what it read, and reads only what differs. */
export function openBoard(repository: string): BoardReader {
  const objects = openObjects(repository, 0);
  const known = new Map<string, Tree>();
  let last: { readonly key: string; readonly board: Promise<Board> } | undefined;

  async function treeOf(ref: string, refs: Refs, wanted: (path: string) => boolean): Promise<Tree | undefined> {
    const commit = refs[ref];
    const before = known.get(ref);
    if (commit === undefined || before?.commit === commit) return before;
    const tree = await readTree(repository, commit, before, { wanted });
    known.set(ref, tree);
    return tree;
  }

  async function readMain(refs: Refs): Promise<ReadonlyMap<string, File>> {
    return (await treeOf(mainRef, refs, (path) => /^(apps|environments)\//.test(path)))?.files ?? new Map();
  }

  /** The same again where nothing that the board shows has moved. */
  function read(refs: Refs): Promise<Board> {
    const key = JSON.stringify(Object.entries(refs).filter(([ref]) => /^refs\/heads\/(main$|env\/)/.test(ref)));
    if (last?.key === key) return last.board;
    const board = readNow(refs);
    last = { key, board };
    board.catch(() => {
      last = undefined;
    });
    return board;
  }

  async function readNow(refs: Refs): Promise<Board> {
    const main = refs[mainRef] ?? "";
    const names = promotionOrder(await readMain(refs));
    const columns = await Promise.all(
      names.map(async (name) => {
        const ref = `refs/heads/env/${name}`;
        const tree = await treeOf(ref, refs, (path) => path.endsWith("/manifest.yaml") || path === metadata);
        if (tree?.commit === undefined) return undefined;
        return { head: await readHead(repository, tree.commit), files: tree.files };
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

  return { read, readMain, close: () => objects.close() };
}

const mainRef = "refs/heads/main";
const metadata = "hydrator.metadata";

function serviceOf(path: string): string[] {
  const found = /^([^/]+\/[^/]+)\/manifest\.yaml$/.exec(path)?.[1];
  return found === undefined ? [] : [found];
}

/** Which services main has another release of in the next environment, as `service environment`. */
async function differences(
  objects: Objects,
  main: string,
  { names, services }: { readonly names: readonly string[]; readonly services: readonly string[] },
): Promise<ReadonlySet<string>> {
  const folders = services.flatMap((service) =>
    names.map((name, at) => `${main}:${releaseFolder(service, at === 0 ? undefined : name)}`),
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
  const folders = services.map((service) => `${source}:${releaseFolder(service, at === 0 ? undefined : name)}`);
  const releases = await objects.info(folders);
  return services.map((service, row) => {
    const manifest = column.files.get(`${service}/manifest.yaml`);
    const fresh = column.head.changed.has(`${service}/manifest.yaml`);
    if (manifest === undefined) return fresh ? "gone" : undefined;
    return {
      version: imageVersion(manifest, service),
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
