/** A ref's move in a push, as Git's wire protocol has it. */
export interface PushCommand {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const line = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)/;

/**
 * Reads the commands at the beginning of a push: lines, each behind its length in four hexadecimal digits, up to an
 * empty one. Undefined when more bytes are needed; what is no push at all has no commands.
 */
export function readCommands(bytes: Buffer): readonly PushCommand[] | undefined {
  const commands: PushCommand[] = [];
  for (let at = 0; ; ) {
    if (bytes.length < at + 4) return undefined;
    const length = Number.parseInt(bytes.toString("latin1", at, at + 4), 16);
    if (Number.isNaN(length) || length < 4) return commands;
    if (bytes.length < at + length) return undefined;
    const [, before = "", after = "", name = ""] = line.exec(bytes.toString("utf8", at + 4, at + length)) ?? [];
    if (name !== "") commands.push({ name, before: named(before), after: named(after) });
    at += length;
  }
}

function named(oid: string): string | undefined {
  return /^0+$/.test(oid) ? undefined : oid;
}
