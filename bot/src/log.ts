/** How much somebody has to care. */
export type Level = "debug" | "info" | "warn" | "error";

/** What happened, as one flat record: where it is known with `delivery`, `repository`, `pull`, `head`, `job`. */
export interface LogEntry {
  readonly time: string;
  readonly level: Level;
  readonly event: string;
  readonly [field: string]: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Takes what happens. Whatever secret was hidden appears in no entry, in no field, in no error. */
export interface Log {
  debug(event: string, fields?: Fields): void;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
  /** The same log with fields on every entry. */
  with(fields: Fields): Log;
  /** Never writes this value again: from now on, or until a time in milliseconds since 1970. */
  hide(secret: string, until?: number): void;
}

const shortest = 8;
const replacement = "(hidden)";

/** A log that hands its entries over. */
export function openLog(write: (entry: LogEntry) => void): Log {
  const secrets = new Map<string, number>();

  function redact(text: string): string {
    let shown = text;
    for (const secret of secrets.keys()) if (shown.includes(secret)) shown = shown.replaceAll(secret, replacement);
    return shown;
  }

  function clean(value: unknown, depth = 0): unknown {
    if (typeof value === "string") return redact(value);
    if (value instanceof Error) return clean(errorFields(value), depth);
    if (typeof value !== "object" || value === null) return value;
    if (depth > 6) return "(too deep)";
    if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), clean(item, depth + 1)]));
  }

  function logWith(always: Fields): Log {
    const at =
      (level: Level) =>
      (event: string, fields: Fields = {}): void => {
        const known = clean({ ...always, ...fields }) as Fields;
        write({ time: new Date().toISOString(), level, event: redact(event), ...known });
      };
    return {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      with: (fields) => logWith({ ...always, ...fields }),
      hide,
    };
  }

  function hide(secret: string, until = Number.POSITIVE_INFINITY): void {
    for (const [known, end] of secrets) if (end < Date.now()) secrets.delete(known);
    const lines = secret.split("\n").filter((line) => !line.startsWith("-----"));
    for (const one of [secret, secret.trim(), ...lines]) if (one.length >= shortest) secrets.set(one, until);
  }

  return logWith({});
}

function errorFields(error: Error): Fields {
  const cause = error.cause === undefined ? {} : { cause: error.cause };
  const errors = error instanceof AggregateError ? { errors: error.errors } : {};
  return { message: error.message, stack: error.stack, ...cause, ...errors };
}

/** Writes entries as lines of JSON to standard output, from a level on. */
export function printEntries(least: Level = "info"): (entry: LogEntry) => void {
  const order: readonly Level[] = ["debug", "info", "warn", "error"];
  return (entry) => {
    if (order.indexOf(entry.level) >= order.indexOf(least)) process.stdout.write(`${JSON.stringify(entry)}\n`);
  };
}
