import { constants } from "node:fs";
import { type FileHandle, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** The keys of what is still to be done, on the disk. */
export interface Journal {
  /** Adds a key; settles when it is on the disk. One that is there already costs nothing. */
  add(key: string): Promise<void>;
  /** Takes a key away. A crash may bring it back: doing a thing again does no harm. */
  remove(key: string): void;
  keys(): string[];
  /** Why nothing can be kept at present, as on a full disk; undefined when it can. */
  problem(): string | undefined;
  close(): Promise<void>;
}

const compactFrom = 10_000;

/**
 * Opens a journal: lines `+key` and `-key`, to which nothing is added but whole lines. A last line that was cut short by
 * a crash was never answered for, and is dropped; so is what is no such line.
 */
export async function openJournal(path: string): Promise<Journal> {
  const pending = new Set<string>();
  for (const line of await wholeLines(path)) {
    if (line.startsWith("+")) pending.add(line.slice(1));
    else if (line.startsWith("-")) pending.delete(line.slice(1));
  }
  let file = await rewrite(path, pending);
  let lines = pending.size;
  let broken: string | undefined;
  let waiting: string[] = [];
  let written: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const text = waiting.join("");
    lines += waiting.length;
    waiting = [];
    written = undefined;
    try {
      // After a failure nobody knows how the last line ends: no other may be put behind it.
      if (broken !== undefined || lines > compactFrom + pending.size) await compact();
      else {
        await file.appendFile(text);
        await file.datasync();
      }
      broken = undefined;
    } catch (error) {
      broken = `The journal cannot be written: ${error instanceof Error ? error.message : error}`;
      throw error;
    }
  }

  async function compact(): Promise<void> {
    const fresh = await rewrite(path, pending);
    await file.close();
    file = fresh;
    lines = pending.size;
  }

  /** Lines that are asked for while others are being written go together. */
  function append(line: string): Promise<void> {
    waiting.push(`${line}\n`);
    if (written === undefined) {
      written = last.then(write);
      last = written.catch(() => undefined);
    }
    return written;
  }

  return {
    add(key) {
      if (pending.has(key)) return written ?? last;
      pending.add(key);
      return append(`+${key}`).catch((error: unknown) => {
        pending.delete(key);
        throw error;
      });
    },
    remove(key) {
      if (pending.delete(key)) append(`-${key}`).catch(() => undefined);
    },
    keys: () => [...pending],
    problem: () => broken,
    async close() {
      await last;
      await file.close();
    },
  };
}

async function wholeLines(path: string): Promise<string[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
}

/** Puts the keys in place of all that was written, in one step, and gives the file to add to. */
async function rewrite(path: string, keys: ReadonlySet<string>): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;
  const fresh = await open(`${path}.new`, flags, 0o600);
  try {
    await fresh.appendFile([...keys].map((key) => `+${key}\n`).join(""));
    await fresh.datasync();
    await rename(`${path}.new`, path);
  } catch (error) {
    await fresh.close();
    throw error;
  }
  const folder = await open(dirname(path), "r");
  await folder.sync().finally(() => folder.close());
  return fresh;
}
