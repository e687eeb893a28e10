import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { AnswerOf, Task } from "./tasks.ts";

/** A thread that runs the line. */
export interface Lane {
  /** Runs a task, after those before it. Throws when it takes too long, needs too much memory, or fails. */
  run<T extends Task>(task: T): Promise<AnswerOf<T>>;
  close(): Promise<void>;
}

export interface LaneOptions {
  /** Milliseconds that one task may take; then the thread is ended. */
  readonly timeout: number;
  /** Megabytes of heap. */
  readonly memory: number;
  /** Milliseconds without a task after which the thread ends, so that what it holds does not lie about; 0: never. */
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

/** A lane; its thread begins with the first task. */
export function openLane({ timeout, memory, idle }: LaneOptions): Lane {
  let worker: Worker | undefined;
  let turn: Turn | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let tired: NodeJS.Timeout | undefined;
  let ids = 0;

  function thread(): Worker {
    if (worker !== undefined) return worker;
    const fresh = startThread(memory);
    const ended = (error: Error) => {
      if (worker !== fresh) return;
      worker = undefined;
      turn?.reject(error);
    };
    fresh.on("error", ended);
    fresh.on("exit", (exitCode) => ended(new Error(`The thread of the line ended with ${exitCode}.`)));
    fresh.on("message", ({ id, answer, error }: Message) => {
      if (turn?.id !== id) return;
      if (error === undefined) turn.resolve(answer as never);
      else turn.reject(error);
    });
    worker = fresh;
    return fresh;
  }

  function end(): void {
    const ended = worker;
    worker = undefined;
    void ended?.terminate();
  }

  async function runNow<T extends Task>(task: T): Promise<AnswerOf<T>> {
    clearTimeout(tired);
    const current = thread();
    const id = ++ids;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<AnswerOf<T>>((resolve, reject) => {
        turn = { id, resolve, reject };
        timer = setTimeout(() => {
          reject(new Error(`It took longer than ${timeout / 1000} seconds.`));
          end();
        }, timeout);
        current.postMessage({ id, task });
      });
    } finally {
      clearTimeout(timer);
      turn = undefined;
      if (idle > 0) tired = setTimeout(end, idle).unref();
    }
  }

  return {
    run(task) {
      const answer = last.then(() => runNow(task));
      last = answer.catch(() => undefined);
      return answer;
    },
    async close() {
      clearTimeout(tired);
      const ended = worker;
      worker = undefined;
      turn?.reject(new Error("The line was closed."));
      await ended?.terminate();
    },
  };
}

/** Starts the thread: with no more of the environment than Git needs, and from the sources where this is the sources. */
function startThread(memory: number): Worker {
  const fromSource = import.meta.url.endsWith(".ts");
  const url = new URL(fromSource ? "./worker.ts" : "./worker.js", import.meta.url);
  const loader = () => pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const kept = ["PATH", "TMPDIR"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const worker = new Worker(url, {
    execArgv: fromSource ? ["--conditions=source", "--import", loader()] : [],
    env: Object.fromEntries(kept),
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  worker.unref();
  return worker;
}
