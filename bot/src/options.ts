import { createPrivateKey } from "node:crypto";
import type { LogEntry } from "./log.ts";
import { shortestSecret } from "./verify.ts";

/** What a bot is started with. Against github.com and against another GitHub it is the same bot. */
export interface BotOptions {
  readonly app: {
    readonly id: number;
    /** PEM. */
    readonly privateKey: string;
  };
  /** The secret that deliveries are signed with, first; behind it those that still count while it is being changed. */
  readonly webhookSecrets: readonly string[];
  /** Such as https://api.github.com. */
  readonly apiUrl: string;
  /** Where Git finds repositories, such as https://github.com. */
  readonly gitUrl: string;
  /** A folder for the journal and the mirrors, of this bot alone. All of it can be made again. */
  readonly directory: string;
  /** Loopback unless told. */
  readonly host?: string;
  /** A free one unless told. */
  readonly port?: number;
  /** Milliseconds between two looks at everything; five minutes unless told. */
  readonly sweepEvery?: number;
  /** Is handed whatever happens, without secrets: for a log, or for a page that shows it. */
  readonly log?: (entry: LogEntry) => void;
}

/** Refuses what a bot must not be started with. Throws an Error that names it, and never its value. */
export function checkOptions({ app, webhookSecrets, apiUrl, gitUrl, port = 0 }: BotOptions): void {
  const short =
    webhookSecrets.length === 0 || webhookSecrets.some((secret) => Buffer.byteLength(secret) < shortestSecret);
  if (short) throw new Error(`Every webhook secret needs ${shortestSecret} bytes: make one with openssl rand -hex 32.`);
  if (!Number.isInteger(app.id) || app.id < 1) throw new Error("The app's id is a whole number: see the app's page.");
  if (!isKey(app.privateKey)) throw new Error("The app's private key is no PEM text of a key: see the app's page.");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("The port is a number from 0 to 65535.");
  for (const [name, url] of Object.entries({ apiUrl, gitUrl }))
    if (!/^https?:\/\/[^\s]+[^/\s]$/.test(url)) throw new Error(`${name} is an address without a slash at its end.`);
}

function isKey(text: string): boolean {
  try {
    createPrivateKey(text);
    return true;
  } catch {
    return false;
  }
}
