import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `npm start` as a process of its own, with the folder for temporary files to itself. */
export interface DemoProcess {
  readonly process: ChildProcess;
  readonly page: string;
  readonly clone: string;
  readonly api: string;
  readonly token: string;
  /** Everything that it printed so far. */
  output(): string;
  /** What it has left in the folder for temporary files. */
  leftovers(): string[];
  /** Asks it to end, as Ctrl-C and a supervisor do; gives the exit code. */
  end(signal?: "SIGINT" | "SIGTERM"): Promise<number | null>;
  /** Removes what is left of it. */
  remove(): void;
}

/** Starts the demo and waits for its four lines. Throws what it printed instead. */
export async function startDemo(...args: string[]): Promise<DemoProcess> {
  const folder = mkdtempSync(join(tmpdir(), "demo-test-"));
  const child = spawn(process.execPath, ["demo/start.mjs", ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let [output, complaint] = ["", ""];
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.split("\n").length > 4) resolve();
    });
  });
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const code = await Promise.race([ready, exited]);
  if (child.exitCode !== null) {
    remove();
    throw new Error(`The demo ended with ${code}: ${output}${complaint}`);
  }
  const said = (label: string) => new RegExp(`^${label} (\\S+)$`, "m").exec(output)?.[1] ?? "";
  return {
    process: child,
    page: said("page"),
    clone: said("clone"),
    api: said("api"),
    token: said("token"),
    output: () => output + complaint,
    leftovers: () => readdirSync(folder),
    end(signal = "SIGTERM") {
      child.kill(signal);
      return exited;
    },
    remove,
  };
}
