import { openJournal } from "./journal.ts";
import type { TableName, Tables } from "./tables.ts";

/** All rows, in memory, with every change on the disk before `flush` settles. */
export interface Store {
  get<T extends TableName>(table: T, id: number | string): Tables[T] | undefined;
  /** Rows of a table in the order in which they were made. */
  all<T extends TableName>(table: T): Tables[T][];
  /** Rows that belong to one thing, by the table's parent key (see `parents`). */
  of<T extends TableName>(table: T, parent: number | string): Tables[T][];
  put<T extends TableName>(table: T, row: Tables[T]): Tables[T];
  remove(table: TableName, id: number | string): void;
  /** A number that no row has had. */
  nextId(): number;
  /** Settles when every change up to now is on the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

type Row = Tables[TableName];
interface Table {
  readonly rows: Map<number | string, Row>;
  readonly children: Map<number | string, Set<number | string>>;
}
interface Entry {
  readonly last?: number;
  readonly put?: readonly (readonly [TableName, Row])[];
  readonly remove?: readonly (readonly [TableName, number | string])[];
}

/** By what the rows of a table are looked up together. */
const parents: { readonly [T in TableName]: (row: Tables[T]) => number | string } = {
  accounts: ({ login }) => login.toLowerCase(),
  teams: ({ organization }) => organization,
  apps: ({ slug }) => slug,
  installations: ({ app }) => app,
  tokens: ({ account }) => account,
  repositories: ({ owner, name }) => `${owner}/${name.toLowerCase()}`,
  rulesets: ({ repository }) => repository,
  protections: ({ repository }) => repository,
  refs: ({ repository }) => repository,
  intents: ({ repository }) => repository,
  pulls: ({ repository }) => repository,
  labels: ({ repository }) => repository,
  comments: ({ pull }) => pull,
  reactions: ({ comment }) => comment,
  reviews: ({ pull }) => pull,
  reviewComments: ({ pull }) => pull,
  checkSuites: ({ repository, sha }) => `${repository}:${sha}`,
  checkRuns: ({ repository, sha }) => `${repository}:${sha}`,
  environments: ({ repository }) => repository,
  deployments: ({ repository }) => repository,
  deploymentStatuses: ({ deployment }) => deployment,
  queue: ({ repository, branch }) => `${repository}:${branch}`,
  deliveries: ({ app }) => app,
};

/** The names of all tables. */
export const tableNames = Object.keys(parents) as readonly TableName[];

const compactFrom = 16 * 1024 * 1024;

/** Opens the rows kept in a journal file. */
export async function openStore(path: string): Promise<Store> {
  const tables = new Map<TableName, Table>();
  for (const name of tableNames) tables.set(name, { rows: new Map(), children: new Map() });
  let last = 0;
  let changed = new Map<string, readonly [TableName, number | string]>();

  function set(name: TableName, row: Row): void {
    const table = tables.get(name)!;
    const before = table.rows.get(row.id);
    const parent = parentOf(name, row);
    if (before !== undefined && parentOf(name, before) !== parent) unlink(table, parentOf(name, before), row.id);
    table.rows.set(row.id, row);
    const children = table.children.get(parent);
    if (children === undefined) table.children.set(parent, new Set([row.id]));
    else children.add(row.id);
    if (typeof row.id === "number" && row.id > last) last = row.id;
  }

  function unset(name: TableName, id: number | string): void {
    const table = tables.get(name)!;
    const row = table.rows.get(id);
    if (row === undefined) return;
    table.rows.delete(id);
    unlink(table, parentOf(name, row), id);
  }

  const journal = await openJournal(path, (entry) => {
    const { put = [], remove = [], last: highest = 0 } = entry as Entry;
    for (const [name, row] of put) set(name, row);
    for (const [name, id] of remove) unset(name, id);
    last = Math.max(last, highest);
  });
  const all = () => lines(tables, last);
  await journal.replace(all);
  let compacted = journal.size();

  async function flush(): Promise<void> {
    if (changed.size === 0) return journal.settled();
    const entry = entryOf(tables, changed, last);
    changed = new Map();
    await journal.append(JSON.stringify(entry));
    if (journal.size() < Math.max(compactFrom, 4 * compacted)) return;
    // A row that changes while this is written is appended again behind it, so that the journal ends as it should.
    compacted = journal.size();
    await journal.replace(all);
    compacted = journal.size();
  }

  const change = (name: TableName, id: number | string) => changed.set(`${name}:${id}`, [name, id]);
  return {
    get: (name, id) => tables.get(name)!.rows.get(id) as never,
    all: (name) => [...tables.get(name)!.rows.values()] as never,
    of: (name, parent) => {
      const table = tables.get(name)!;
      return [...(table.children.get(parent) ?? [])].map((id) => table.rows.get(id)) as never;
    },
    put: (name, row) => {
      set(name, row);
      change(name, row.id);
      return row;
    },
    remove: (name, id) => {
      unset(name, id);
      change(name, id);
    },
    nextId: () => ++last,
    flush,
    close: async () => {
      await flush();
      await journal.close();
    },
  };
}

function parentOf(name: TableName, row: Row): number | string {
  return (parents[name] as (row: Row) => number | string)(row);
}

function unlink(table: Table, parent: number | string, id: number | string): void {
  const children = table.children.get(parent);
  children?.delete(id);
  if (children?.size === 0) table.children.delete(parent);
}

/** The rows as they stand now of everything that was changed. */
function entryOf(
  tables: ReadonlyMap<TableName, Table>,
  changed: ReadonlyMap<string, readonly [TableName, number | string]>,
  last: number,
): Entry {
  const put: [TableName, Row][] = [];
  const remove: [TableName, number | string][] = [];
  for (const [name, id] of changed.values()) {
    const row = tables.get(name)!.rows.get(id);
    if (row === undefined) remove.push([name, id]);
    else put.push([name, row]);
  }
  return { last, put, remove };
}

function* lines(tables: ReadonlyMap<TableName, Table>, last: number): Generator<string> {
  yield JSON.stringify({ last });
  for (const [name, { rows }] of tables) {
    for (const row of rows.values()) yield JSON.stringify({ put: [[name, row]] });
  }
}
