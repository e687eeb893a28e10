import type { Readable } from "node:stream";
import { type GitEnvironment, spawnGit } from "./spawn-git.ts";

/** How one Git command is run. */
export interface GitOptions extends GitEnvironment {
  /** What the command reads on its standard input. */
  readonly input?: string | Uint8Array | Iterable<string | Uint8Array> | undefined;
  /** Milliseconds until it is killed; 60,000 unless told. */
  readonly timeout?: number;
  /** Bytes of output after which it is killed; 256 MiB unless told. */
  readonly maxOutput?: number;
  /** Exit codes that are answers and not failures; only 0 unless told. */
  readonly expected?: readonly number[];
}

/** What is known of a Git command that failed: the `cause` of the Error that runGit throws. */
export interface GitFailure {
  readonly args: readonly string[];
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** The output of a Git command and the exit code, one of those that were expected. */
export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
}

const stderrLimit = 64 * 1024;

/**
 * Runs one Git command in a repository (a bare one, or the top folder of a work tree) and gives its output.
 * Throws an Error whose `cause` is a GitFailure when Git fails, takes too long or says too much.
 */
export async function runGit(repository: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  return (await answerGit(repository, args, options)).stdout;
}

/** The same as runGit, with the exit code, for commands whose exit code is an answer. */
export async function answerGit(
  repository: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const child = spawnGit(repository, args, options);
  let stopped = "";
  const stop = (reason: string) => {
    stopped ||= reason;
    child.kill("SIGKILL");
    // What Git itself started may still hold the pipes.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const timeout = options.timeout ?? 60_000;
  const timer = setTimeout(() => stop(`took longer than ${timeout} ms`), timeout);
  const maxOutput = options.maxOutput ?? 256 * 1024 * 1024;
  const stdout = collect(child.stdout, maxOutput, () => stop(`wrote more than ${maxOutput} bytes`));
  const stderr = collect(child.stderr, stderrLimit, () => undefined);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", (cause) => reject(new Error("Git could not be started; is it installed?", { cause })));
    child.on("close", resolve);
  });
  feed(child.stdin, options.input);
  const exitCode = await ended.finally(() => clearTimeout(timer));
  if (stopped === "" && exitCode !== null && (options.expected ?? [0]).includes(exitCode)) {
    return { exitCode, stdout: Buffer.concat(stdout) };
  }
  throw failure(repository, stopped, { args, exitCode, stderr: Buffer.concat(stderr).toString() });
}

/** Gathers a stream's chunks up to a limit; what comes after is dropped and `over` is told. */
function collect(stream: Readable, limit: number, over: () => void): Buffer[] {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else over();
  });
  return chunks;
}

function feed(stdin: NodeJS.WritableStream, input: GitOptions["input"]): void {
  // A command that ends before it has read everything breaks the pipe; its exit code says what happened.
  stdin.on("error", () => undefined);
  const whole = typeof input === "string" || input instanceof Uint8Array;
  const chunks = (whole ? [input] : (input ?? []))[Symbol.iterator]();
  const pump = () => {
    for (;;) {
      const next = chunks.next();
      if (next.done === true) {
        stdin.end();
        return;
      }
      if (!stdin.write(next.value)) break;
    }
    stdin.once("drain", pump);
  };
  pump();
}

function failure(repository: string, stopped: string, cause: GitFailure): Error {
  const lines = cause.stderr.trim().split("\n");
  // Advice may follow what went wrong.
  const said = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1) ?? "";
  const why = stopped || said.replace(/^(fatal|error): /, "") || `it ended with exit code ${cause.exitCode}`;
  const command = cause.args.find((arg, index) => !arg.startsWith("-") && cause.args[index - 1] !== "-c") ?? "";
  return new Error(`git ${command} in ${repository}: ${why}`, { cause });
}
