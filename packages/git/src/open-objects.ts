import { spawnGit } from "./spawn-git.ts";

/** An object as Git lists it. */
export interface ObjectInfo {
  readonly oid: string;
  readonly type: string;
  readonly size: number;
}

/** A running `cat-file` process that answers questions about a repository's objects. */
export interface Objects {
  /** What stands under each name (any revision syntax), in the order asked; undefined where there is nothing. */
  info(names: readonly string[]): Promise<(ObjectInfo | undefined)[]>;
  /** The bytes of each object, in the order asked; undefined where there is none. */
  contents(oids: readonly string[]): Promise<(Buffer | undefined)[]>;
  /** Whether the process has ended, by `close` or by itself. */
  closed(): boolean;
  /** Ends the process; what was asked and not yet answered fails. */
  close(): void;
}

interface Question {
  readonly withContents: boolean;
  readonly total: number;
  readonly answers: (ObjectInfo | Buffer | undefined)[];
  readonly resolve: (answers: (ObjectInfo | Buffer | undefined)[]) => void;
  readonly reject: (error: Error) => void;
}

const header = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/;
const newline = 0x0a;

/**
 * Opens a repository's object database: one `git cat-file --batch-command`, which answers until it is closed or has
 * run for `timeout` milliseconds (120,000 unless told; 0: for ever). It sees what is written meanwhile. Names go in by
 * standard input, so that none is ever an option.
 */
export function openObjects(repository: string, timeout = 120_000): Objects {
  const child = spawnGit(repository, ["cat-file", "--batch-command", "--buffer"]);
  const questions: Question[] = [];
  const buffered = bytes();
  let stderr = "";
  let ended: Error | undefined;
  const late = () => end(new Error(`git cat-file in ${repository}: took longer than ${timeout} ms`));
  const timer = timeout === 0 ? undefined : setTimeout(late, timeout);

  function end(error: Error): void {
    clearTimeout(timer);
    ended ??= error;
    child.kill("SIGKILL");
    for (const question of questions.splice(0)) question.reject(ended);
  }

  child.stdin.on("error", () => undefined);
  child.on("error", (cause) => end(new Error("Git could not be started; is it installed?", { cause })));
  child.on("close", (exitCode) => {
    const cause = { args: ["cat-file"], exitCode, stderr };
    end(new Error(`git cat-file in ${repository}: ${stderr.trim().split("\n").at(-1) || "ended early"}`, { cause }));
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-4096);
  });
  child.stdout.on("data", (chunk: Buffer) => {
    buffered.push(chunk);
    while (questions[0] !== undefined && answer(questions[0], buffered)) questions.shift();
  });

  function ask(command: "info" | "contents", names: readonly string[]): Promise<(ObjectInfo | Buffer | undefined)[]> {
    if (ended !== undefined) return Promise.reject(ended);
    if (names.length === 0) return Promise.resolve([]);
    const odd = names.find((name) => name === "" || /[\n\0]/.test(name));
    if (odd !== undefined) return Promise.reject(new Error(`${JSON.stringify(odd)} is not the name of an object.`));
    return new Promise((resolve, reject) => {
      questions.push({ withContents: command === "contents", total: names.length, answers: [], resolve, reject });
      child.stdin.write(`${names.map((name) => `${command} ${name}\n`).join("")}flush\n`);
    });
  }

  return {
    info: (names) => ask("info", names) as Promise<(ObjectInfo | undefined)[]>,
    contents: (oids) => ask("contents", oids) as Promise<(Buffer | undefined)[]>,
    closed: () => ended !== undefined,
    close: () => end(new Error("The object database was closed.")),
  };
}

/** Takes as many answers as have arrived; true when the question is answered in full. */
function answer(question: Question, buffered: Bytes): boolean {
  while (question.answers.length < question.total) {
    const line = buffered.line();
    if (line === undefined) return false;
    const found = header.exec(line);
    if (found === null) {
      buffered.skipLine();
      question.answers.push(undefined);
      continue;
    }
    const size = Number(found[3]);
    if (!question.withContents) {
      buffered.skipLine();
      question.answers.push({ oid: found[1]!, type: found[2]!, size });
      continue;
    }
    const content = buffered.after(line.length + 1, size);
    if (content === undefined) return false;
    question.answers.push(content);
  }
  question.resolve(question.answers);
  return true;
}

interface Bytes {
  push(chunk: Buffer): void;
  line(): string | undefined;
  skipLine(): void;
  after(skip: number, size: number): Buffer | undefined;
}

/** Bytes that arrive in chunks and are joined only when enough of them are there for what is asked. */
function bytes(): Bytes {
  let rest: Buffer = Buffer.alloc(0);
  let waiting: Buffer[] = [];
  let length = 0;
  let wanted = 0;

  function joined(): Buffer {
    if (waiting.length > 0) {
      rest = rest.length === 0 && waiting.length === 1 ? waiting[0]! : Buffer.concat([rest, ...waiting]);
      waiting = [];
    }
    return rest;
  }

  function consume(count: number): void {
    rest = joined().subarray(count);
    length -= count;
    wanted = 0;
  }

  return {
    push(chunk) {
      waiting.push(chunk);
      length += chunk.length;
    },
    line() {
      if (length === 0 || length < wanted) return undefined;
      const end = joined().indexOf(newline);
      return end === -1 ? undefined : rest.toString("utf8", 0, end);
    },
    skipLine() {
      consume(joined().indexOf(newline) + 1);
    },
    after(skip, size) {
      // Every content is followed by one newline.
      wanted = skip + size + 1;
      if (length < wanted) return undefined;
      const content = joined().subarray(skip, skip + size);
      consume(wanted);
      return content;
    },
  };
}
