import { readdirSync, readFileSync } from "node:fs";

/** Looks at how much memory a process and those that it started have, all together. Needs Linux's /proc. */
export function watchMemory(pid: () => number | undefined): { peak(): number; stop(): void } {
  let peak = 0;
  const look = () => {
    const root = pid();
    if (root !== undefined) peak = Math.max(peak, residentOf(root));
  };
  const timer = setInterval(look, 250);
  return { peak: () => peak, stop: () => clearInterval(timer) };
}

/** Bytes that are resident in a process and its descendants. */
function residentOf(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(/\) \S (\d+)/.exec(read(`/proc/${name}/stat`))?.[1]);
    parents.set(Number(name), parent);
  }
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return [...parents.keys()]
    .filter(isOurs)
    .reduce((sum, pid) => sum + 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0), 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It ended meanwhile.
    return "";
  }
}
