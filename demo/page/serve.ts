import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalGitHub, Snapshot } from "@slipway/local-github";
import type { Person } from "../person.ts";
import { fullName, type Login } from "../populate.ts";
import type { Desk } from "../steps/desk.ts";
import { isOfButton } from "../steps/steps.ts";
import { act } from "./act.ts";
import type { Activity } from "./activity.ts";
import { lineView } from "./activity-view.ts";
import { boardView } from "./board-view.ts";
import { comparePage } from "./compare.ts";
import { html } from "./html.ts";
import { documentView, type Parts, pageView, saidView } from "./layout.ts";
import { pullsView } from "./pull-view.ts";
import { openBoard } from "./read-board.ts";
import { listPulls, type PullRow, readPull, unopenedBranches } from "./read-pulls.ts";
import { readForm, refuse, send, sendFile, sendStyle } from "./respond.ts";
import { openStream } from "./stream.ts";
import { tourView } from "./tour-view.ts";

/** The page's server. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface PageOptions {
  readonly github: LocalGitHub;
  readonly people: Readonly<Record<Login, Person>>;
  /** Somebody who may only read. */
  readonly reader: Person;
  /** The bare repository. */
  readonly gitDirectory: string;
  readonly activity: Activity;
  readonly developerToken: string;
  readonly port: number;
}

/** Serves the page on loopback. */
export async function servePage(options: PageOptions): Promise<PageServer> {
  const { github, people, reader, gitDirectory, activity, developerToken } = options;
  const board = openBoard(gitDirectory);
  const stream = openStream(activity);
  let said: Parameters<typeof saidView>[0];
  let pressed: Promise<unknown> = Promise.resolve();

  const refsOf = (state: Snapshot) => state.git[fullName] ?? {};

  async function deskOf(state: Snapshot): Promise<Desk> {
    const main = await board.readMain(refsOf(state));
    const contents = new Map([...main].map(([path, { content }]) => [path, content]));
    return { people, pulls: listPulls(state), main: contents };
  }

  /** Links to GitHub's pages lead to the page's own. */
  const linksAmong = (rows: readonly PullRow[]) => (href: string) => {
    const base = `${github.url}/${fullName}`;
    if (href.startsWith(`${base}/compare/`)) return href.slice(base.length);
    const search = href.startsWith(`${base}/pulls?`) ? new URLSearchParams(href.split("?")[1]).get("q") : undefined;
    const branch = /head:(\S+)/.exec(search ?? "")?.[1];
    const pull = href.startsWith(`${base}/pull/`)
      ? Number.parseInt(href.slice(base.length + 6), 10)
      : rows.find((row) => row.branch === branch)?.number;
    return pull !== undefined && pull > 0 ? `/?pull=${pull}` : undefined;
  };

  async function partsOf(asked: number | undefined): Promise<Parts & { readonly number: number | undefined }> {
    const state = await github.snapshot();
    const rows = listPulls(state);
    const branches = unopenedBranches(state, refsOf(state)).filter((name) => !isOfButton(name));
    const number = rows.some((row) => row.number === asked) ? asked : rows[0]?.number;
    const [desk, shown, table] = await Promise.all([
      deskOf(state),
      number === undefined ? undefined : readPull(state, reader, number),
      board.read(refsOf(state)),
    ]);
    return {
      said: saidView(said),
      tour: tourView(desk),
      pulls: pullsView({ rows, branches, pull: shown, link: linksAmong(rows) }),
      board: boardView(table),
      number,
    };
  }

  async function show(response: ServerResponse, asked: number | undefined): Promise<void> {
    const parts = await partsOf(asked);
    const body = pageView(parts, {
      cloneUrl: github.cloneUrl(fullName),
      pushUrl: github.cloneUrl(fullName, developerToken),
      log: activity.lines().map(lineView),
      pull: parts.number,
    });
    send(response, 200, "text/html; charset=utf-8", documentView("Slipway: a platform on your machine", body));
  }

  async function press(request: IncomingMessage, response: ServerResponse, action: string): Promise<void> {
    const form = await readForm(request);
    const number = Number(form.get("pull") ?? "");
    // One after the other: what a button does depends on what the one before it has done.
    const acted = pressed.then(async () => {
      const state = await github.snapshot();
      return act(action, { desk: await deskOf(state), pull: await readPull(state, reader, number), form });
    });
    pressed = acted.catch(() => undefined);
    try {
      const done = await acted;
      said = { text: done.said, failed: false, ...(done.pull === undefined ? {} : { pull: done.pull }) };
    } catch (error) {
      said = { text: error instanceof Error ? error.message : String(error), failed: true };
    }
    stream.changed();
    const pull = said.pull ?? (number > 0 ? number : undefined);
    if (request.headers.accept === "application/json")
      return send(response, 200, "application/json", JSON.stringify({ pull }));
    response.writeHead(303, { location: pull === undefined ? "/" : `/?pull=${pull}` }).end();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://page");
    const asked = Number(url.searchParams.get("pull") ?? "") || undefined;
    const action = /^\/do\/([a-z-]+)$/.exec(url.pathname)?.[1];
    if (action !== undefined && request.method === "POST") return press(request, response, action);
    if (request.method !== "GET") return refuse(response, 405, "This can only be read.");
    switch (url.pathname) {
      case "/":
        return show(response, asked);
      case "/parts": {
        const { number, ...parts } = await partsOf(asked);
        const texts = Object.fromEntries(Object.entries(parts).map(([name, { html: text }]) => [name, text]));
        return send(response, 200, "application/json", JSON.stringify({ number, parts: texts }));
      }
      case "/events":
        return stream.join(request, response);
      case "/style.css":
        return sendStyle(response);
      case "/page.js":
      case "/icon.svg":
        return sendFile(response, url.pathname.slice(1));
      default: {
        const page = await comparePage(gitDirectory, url.pathname);
        if (page === undefined) return refuse(response, 404, "There is no such page.");
        return send(response, 200, "text/html; charset=utf-8", documentView("Slipway: a comparison", html`${page}`));
      }
    }
  }

  const server = createServer((request, response) => {
    const host = request.headers.host ?? "";
    const origin = request.headers.origin;
    // Another page, or another name that leads to this machine, has no business here.
    const ours = [`127.0.0.1:${port}`, `localhost:${port}`];
    if (!ours.includes(host) || (origin !== undefined && origin !== `http://${host}`))
      return refuse(response, 403, "This page answers only to itself.");
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "This page has made a mistake; the terminal says which.");
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      stream.close();
      await new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      });
      board.close();
    },
  };
}
