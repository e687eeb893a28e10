import type { LogEntry } from "@slipway/bot";
import type { Happening } from "@slipway/local-github";
import { readerLogin } from "../populate.ts";

/** One line of what happens: a webhook, a job of the bot, a request to the API, or Git's own traffic. */
export interface Line {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: "webhook" | "job" | "api" | "git";
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  readonly tone: "good" | "bad" | "plain";
  /** Whether it could change something. */
  readonly write: boolean;
}

/** What happens between GitHub, the bot and the people, as it happens. */
export interface Activity {
  /** The last lines, the oldest first. */
  lines(): readonly Line[];
  /** Shows every line from now on; the function given ends it. */
  watch(look: (line: Line) => void): () => void;
  readonly hearGitHub: (happening: Happening) => void;
  readonly hearBot: (entry: LogEntry) => void;
}

const most = 400;

/** An activity in which nothing has happened yet. */
export function openActivity(): Activity {
  const lines: Line[] = [];
  const watchers = new Set<(line: Line) => void>();
  let ids = 0;

  function add(said: Omit<Line, "id"> | undefined): void {
    if (said === undefined) return;
    const line = { id: ++ids, ...said };
    lines.push(line);
    if (lines.length > most) lines.splice(0, lines.length - most);
    for (const look of watchers) look(line);
  }

  return {
    lines: () => lines,
    watch: (look) => {
      watchers.add(look);
      return () => void watchers.delete(look);
    },
    hearGitHub: (happening) => add(ofGitHub(happening)),
    hearBot: (entry) => add(ofBot(entry)),
  };
}

function ofGitHub(happening: Happening): Omit<Line, "id"> | undefined {
  if (happening.kind === "delivery") {
    const { event, action, statusCode = 0, createdAt: at } = happening.delivery;
    const what = action === undefined ? event : `${event}.${action}`;
    return { at, kind: "webhook", who: "GitHub", what, ...outcomeOf(statusCode), write: false };
  }
  const { at, operation, actor, status, write, method, path } = happening.request;
  if (actor === readerLogin) return undefined;
  const kind = operation.startsWith("git-") ? "git" : "api";
  const what = operation.startsWith("graphql") || kind === "git" ? operation : `${method} ${shortPath(path)}`;
  return { at, kind, who: actor === "" ? "somebody" : actor, what, ...outcomeOf(status), write };
}

function outcomeOf(status: number): Pick<Line, "outcome" | "tone"> {
  return { outcome: status === 0 ? "no answer" : String(status), tone: status > 0 && status < 400 ? "good" : "bad" };
}

/** The path below the repository, without the query: what differs from line to line. */
function shortPath(path: string): string {
  return path
    .replace(/\?.*$/, "")
    .replace(/^(\/api\/v3)?(\/repos\/[^/]+\/[^/]+(?=\/))?/, "")
    .replace(/\b([0-9a-f]{7})[0-9a-f]{33}\b/g, "$1");
}

function ofBot(entry: LogEntry): Omit<Line, "id"> {
  const { time, level, event } = entry;
  const tone = level === "error" ? "bad" : "plain";
  const line = { at: Date.parse(time), kind: "job", who: "bot", tone, write: false } as const;
  const milliseconds = typeof entry["milliseconds"] === "number" ? `${entry["milliseconds"]} ms` : "";
  switch (event) {
    case "job": {
      const outcome = [entry["outcome"], milliseconds].filter((part) => part !== "").join(", ");
      return { ...line, what: `job: ${jobName(String(entry["job"]))}`, outcome };
    }
    case "planned": {
      const verdicts: Readonly<Record<string, Line["tone"]>> = { success: "good", failure: "bad" };
      const outcome = `${entry["conclusion"] ?? ""}, ${milliseconds}`;
      return {
        ...line,
        what: `planned #${entry["pull"]}`,
        outcome,
        tone: verdicts[String(entry["conclusion"])] ?? "plain",
        write: true,
      };
    }
    case "pushed": {
      const outcome = [entry["environments"]].flat().join(", ");
      return { ...line, what: "pushed env branches", outcome, tone: "good", write: true };
    }
    default:
      return { ...line, what: event, outcome: typeof entry["message"] === "string" ? entry["message"] : "" };
  }
}

/** What a job looks at, in words. */
function jobName(job: string): string {
  const [kind = "", , pull = ""] = job.split(" ");
  const names: Readonly<Record<string, string>> = {
    pull: `look at pull request #${pull}`,
    again: `plan pull request #${pull} again`,
    group: "look at a merge group",
    push: "bring the env branches to main",
    base: "main moved: which open plans does it touch?",
    sweep: "look at the whole repository",
    "sweep-all": "look at every repository",
  };
  return names[kind] ?? job;
}
