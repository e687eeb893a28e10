import type { IncomingMessage, ServerResponse } from "node:http";
import type { Activity } from "./activity.ts";
import { lineView } from "./activity-view.ts";
import { headers } from "./respond.ts";

/** Tells the open pages what happens, by server-sent events. */
export interface Stream {
  /** Keeps a page told from now on. */
  join(request: IncomingMessage, response: ServerResponse): void;
  /** Says that what is shown may be another now. */
  changed(): void;
  close(): void;
}

/** Milliseconds in which changes are told of once. */
const together = 120;

/** A stream of an activity: every line of it as `line`, and behind it `change`. */
export function openStream(activity: Activity): Stream {
  const pages = new Set<ServerResponse>();
  let waiting: NodeJS.Timeout | undefined;

  function tell(event: string, data: string): void {
    for (const page of pages) page.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  function changed(): void {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      tell("change", "{}");
    }, together);
  }

  const leave = activity.watch((line) => {
    tell("line", JSON.stringify(lineView(line).html));
    changed();
  });

  return {
    join(request, response) {
      response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
      response.write("retry: 1000\n\n");
      pages.add(response);
      request.on("close", () => pages.delete(response));
    },
    changed,
    close() {
      leave();
      clearTimeout(waiting);
      for (const page of pages) page.end();
    },
  };
}
