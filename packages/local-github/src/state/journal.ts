import { constants } from "node:fs";
import { type FileHandle, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** A file of JSON lines to which nothing is added but whole lines, each on the disk before it counts. */
export interface Journal {
  /** Adds a line; settles when it is on the disk. Lines asked for while one is being written go together. */
  append(line: string): Promise<void>;
  /** Puts these lines, read when it is their turn, in place of all that was written, in one step. */
  replace(lines: () => Iterable<string>): Promise<void>;
  /** Settles when what was asked for up to now is done. */
  settled(): Promise<void>;
  /** Bytes of the file. */
  size(): number;
  close(): Promise<void>;
}

/**
 * Opens a journal, making it when there is none, and hands every line in it to `read`. A last line that was cut short
 * by a crash was never answered for, and is dropped. Throws when any other line is not JSON.
 */
export async function openJournal(path: string, read: (entry: unknown) => void): Promise<Journal> {
  const kept = await replay(path, read);
  let file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  await file.truncate(kept);
  let size = kept;
  let waiting: string[] = [];
  let waited: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();

  /** Runs one thing after the other, whether or not the one before went well. */
  function queue(work: () => Promise<void>): Promise<void> {
    last = last.then(work, work);
    return last;
  }

  async function write(): Promise<void> {
    const bytes = Buffer.from(waiting.join(""));
    waiting = [];
    waited = undefined;
    await file.write(bytes, 0, bytes.length, size);
    size += bytes.length;
    await file.datasync();
  }

  function append(line: string): Promise<void> {
    waiting.push(`${line}\n`);
    waited ??= queue(write);
    return waited;
  }

  async function rewrite(lines: () => Iterable<string>): Promise<void> {
    const fresh = await open(`${path}.new`, "w+", 0o600);
    size = await writeAll(fresh, lines());
    await fresh.datasync();
    await rename(`${path}.new`, path);
    await file.close();
    file = fresh;
    const folder = await open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  }

  return {
    append,
    replace: (lines) => queue(() => rewrite(lines)),
    settled: () => last,
    size: () => size,
    close: () => queue(() => file.close()),
  };
}

/** Reads the whole lines of a journal; gives the number of bytes they take. */
async function replay(path: string, read: (entry: unknown) => void): Promise<number> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  });
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1) return start;
    let entry: unknown;
    try {
      entry = JSON.parse(bytes.toString("utf8", start, end));
    } catch (cause) {
      throw new Error(`Line ${line} of ${path} is damaged.`, { cause });
    }
    read(entry);
    start = end + 1;
  }
}

async function writeAll(file: FileHandle, lines: Iterable<string>): Promise<number> {
  let size = 0;
  let chunk = "";
  const flush = async () => {
    const { bytesWritten } = await file.write(chunk, size);
    size += bytesWritten;
    chunk = "";
  };
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length > 1024 * 1024) await flush();
  }
  await flush();
  return size;
}
