import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Makes sure that no other living process works in a directory. Gives the function that lets it go. */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, "lock");
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: "wx" });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 0) throw error;
      const holder = Number(await readFile(path, "utf8"));
      if (isAlive(holder)) throw new Error(`The process ${holder} works in ${directory}; stop it first.`);
      await rm(path, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
