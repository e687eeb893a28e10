import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Keeps other processes out of a folder while this one lives. A process that was killed leaves its mark behind, which
 * does not count once it is gone. Gives the function that lets others in again. Throws when another one is there.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, "lock");
  for (;;) {
    try {
      const file = await open(path, "wx", 0o600);
      await file.writeFile(`${process.pid}\n`);
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const pid = Number(await readFile(path, "utf8").catch(() => ""));
    // In a container, every process before this one may have had its number.
    if (pid !== process.pid && isAlive(pid)) throw new Error(`Another bot, process ${pid}, works in ${directory}.`);
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
