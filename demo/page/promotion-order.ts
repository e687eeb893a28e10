import type { File } from "@slipway/git";
import { load } from "js-yaml";

/** The environments in the order in which releases go through them. */
export function promotionOrder(files: ReadonlyMap<string, File>): string[] {
  const before = new Map<string, string | undefined>();
  for (const [path, { content }] of files) {
    const name = /^environments\/([^/]+)\/environment\.yaml$/.exec(path)?.[1];
    if (name !== undefined) before.set(name, fromOf(String(content)));
  }
  const depth = (name: string, seen = 0): number => {
    const from = before.get(name);
    return from === undefined || seen > before.size ? seen : depth(from, seen + 1);
  };
  return [...before.keys()].sort((one, other) => depth(one) - depth(other) || (one < other ? -1 : 1));
}

function fromOf(text: string): string | undefined {
  try {
    return (load(text) as { spec?: { from?: string } } | undefined)?.spec?.from;
  } catch {
    // The bot says what is wrong with it.
    return undefined;
  }
}
