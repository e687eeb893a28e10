import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Keeps other processes out of a folder while this one lives. A process that was killed leaves its mark behind, which
 * does not count once it is gone, whoever may have its number since. Gives the function that lets others in again.
 * Throws when another one is there.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const pathOf = (mark: number) => join(directory, `lock.${mark}`);
  // It comes into being as a whole: nobody ever finds half a mark.
  const own = join(directory, `lock.${randomUUID()}`);
  await writeFile(own, `${process.pid} ${await birthOf(process.pid)}\n`, { mode: 0o600 });
  try {
    for (;;) {
      // The highest mark counts. Of those who come after a dead one together, one alone can make the next.
      const marks = await marksIn(directory);
      const last = Math.max(0, ...marks);
      const holder = last === 0 ? undefined : await holderOf(pathOf(last));
      if (holder !== undefined) throw new Error(`Another bot, process ${holder}, works in ${directory}.`);
      if (!(await isLinked(own, pathOf(last + 1)))) continue;
      for (const mark of marks) await rm(pathOf(mark), { force: true });
      return () => rm(pathOf(last + 1), { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function marksIn(directory: string): Promise<number[]> {
  return (await readdir(directory)).flatMap((name) => /^lock\.(\d{1,15})$/.exec(name)?.[1] ?? []).map(Number);
}

/** Whether a name could be given to a file; not when it is taken. */
async function isLinked(file: string, name: string): Promise<boolean> {
  try {
    await link(file, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The process that a mark is of, if it lives. */
async function holderOf(path: string): Promise<number | undefined> {
  const [pid = "", birth = ""] = (await readFile(path, "utf8").catch(() => "")).trim().split(" ");
  return (await isAlive(Number(pid), birth)) ? Number(pid) : undefined;
}

async function isAlive(pid: number, birth: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return (await birthOf(pid)) === birth;
}

/** What tells a process from others that had or will have its number: when it began, as Linux counts it; elsewhere nothing. */
async function birthOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return line.slice(line.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
