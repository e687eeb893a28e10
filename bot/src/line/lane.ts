import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AnswerOf, Task } from "./tasks.ts";

/** A process that runs the line: what it does cannot keep the bot from answering, nor take its memory along. */
export interface Lane {
  /** Runs a task after those before it; one that moves branches before all that wait. Throws when it takes too long, needs too much memory, or fails. */
  run<T extends Task>(task: T): Promise<AnswerOf<T>>;
  close(): void;
}

export interface LaneOptions {
  /** Milliseconds that one task may take; then the process is ended. */
  readonly timeout: number;
  /** Megabytes of heap. */
  readonly memory: number;
  /** Milliseconds without a task after which the process ends, so that what it holds does not lie about; 0: never. */
  readonly idle: number;
}

interface Message {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: Error;
}

/** The task that is being worked on. */
interface Turn {
  readonly id: number;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** A task whose turn has not come. */
interface Waiting {
  readonly kind: Task["kind"];
  readonly begin: () => Promise<unknown>;
  readonly reject: (error: Error) => void;
}

/** A lane; its process begins with the first task. */
export function openLane({ timeout, memory, idle }: LaneOptions): Lane {
  let child: ChildProcess | undefined;
  let turn: Turn | undefined;
  let busy = false;
  const waiting: Waiting[] = [];
  let tired: NodeJS.Timeout | undefined;
  let ids = 0;

  function running(): ChildProcess {
    if (child !== undefined) return child;
    const fresh = startChild(memory);
    const ended = (error: Error) => {
      if (child !== fresh) return;
      child = undefined;
      turn?.reject(error);
    };
    fresh.on("error", ended);
    fresh.on("exit", (exitCode, signal) => ended(new Error(`The line ended with ${exitCode ?? signal}.`)));
    fresh.on("message", (message) => {
      const { id, answer, error } = message as Message;
      if (turn?.id !== id) return;
      if (error === undefined) turn.resolve(answer as never);
      else turn.reject(error);
    });
    child = fresh;
    return fresh;
  }

  function end(): void {
    const ended = child;
    child = undefined;
    ended?.kill("SIGKILL");
  }

  async function runNow<T extends Task>(task: T): Promise<AnswerOf<T>> {
    clearTimeout(tired);
    const current = running();
    const id = ++ids;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<AnswerOf<T>>((resolve, reject) => {
        turn = { id, resolve, reject };
        timer = setTimeout(() => {
          reject(new Error(`It took longer than ${timeout / 1000} seconds.`));
          end();
        }, timeout);
        current.send({ id, task });
      });
    } finally {
      clearTimeout(timer);
      turn = undefined;
      if (idle > 0) tired = setTimeout(end, idle).unref();
    }
  }

  /** Plans can wait: what was merged is what people look for next, and each plan that waits may be void after it. */
  async function workOff(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = takeNext(); next !== undefined; next = takeNext()) await next.begin();
    busy = false;
  }

  function takeNext() {
    const urgent = waiting.findIndex(({ kind }) => kind === "stage");
    return waiting.splice(Math.max(urgent, 0), 1)[0];
  }

  return {
    run(task) {
      return new Promise((resolve, reject) => {
        waiting.push({ kind: task.kind, begin: () => runNow(task).then(resolve, reject), reject });
        void workOff();
      });
    },
    close() {
      clearTimeout(tired);
      const closed = new Error("The line was closed.");
      for (const { reject } of waiting.splice(0)) reject(closed);
      turn?.reject(closed);
      end();
    },
  };
}

/** Starts the process: with no more of the environment than Git needs, and from the sources where this is the sources. */
function startChild(memory: number): ChildProcess {
  const fromSource = import.meta.url.endsWith(".ts");
  const program = fileURLToPath(new URL(fromSource ? "./child.ts" : "./child.js", import.meta.url));
  const loader = () => pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const kept = ["PATH", "TMPDIR"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return fork(program, [], {
    execArgv: [`--max-old-space-size=${memory}`, ...(fromSource ? ["--conditions=source", "--import", loader()] : [])],
    env: Object.fromEntries(kept),
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}
