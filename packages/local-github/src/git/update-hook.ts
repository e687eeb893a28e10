import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { blobId } from "@slipway/git";
import type { PushJudgement } from "../rules/judge-push.ts";

/**
 * Git runs this for every ref that a push would move, and moves it only when it ends well. The judgement was made
 * before, and lies in a folder made for this push: what is refused outright, and what only Git can tell.
 */
const script = `#!/bin/sh
verdict="$SLIPWAY_VERDICTS/$(printf %s "$1" | git hash-object --stdin)"
zero=0000000000000000000000000000000000000000
refuse() { cat "$1" >&2; exit 1; }
if [ -f "$verdict/refused" ]; then refuse "$verdict/refused"; fi
if [ "$3" = $zero ]; then exit 0; fi
if [ -f "$verdict/forced" ] && ! git merge-base --is-ancestor "$2" "$3"; then refuse "$verdict/forced"; fi
range="$3"
if [ "$2" != $zero ]; then range="$2..$3"; fi
if [ -f "$verdict/merged" ] && [ -n "$(git rev-list --merges --max-count=1 "$range" --)" ]; then refuse "$verdict/merged"; fi
if [ -f "$verdict/workflows" ] && [ -n "$(git log --max-count=1 --format=%H "$range" --not --branches -- .github/workflows)" ]; then
  refuse "$verdict/workflows"
fi
exit 0
`;

/** Writes the hook into a folder; gives the folder. */
export async function writeUpdateHook(directory: string): Promise<string> {
  const folder = join(directory, "hooks");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "update"), script);
  await chmod(join(folder, "update"), 0o755);
  return folder;
}

/** What the hook is to say of one ref; texts that hold only if Git finds the reason. */
export interface Verdict {
  readonly name: string;
  readonly refused: string | undefined;
  readonly forced: string | undefined;
  readonly merged: string | undefined;
  readonly workflows: string | undefined;
}

/** A verdict from a judgement, worded by `say`. */
export function verdictOf(
  name: string,
  judgement: PushJudgement,
  { say, workflows }: { readonly say: (messages: readonly string[]) => string; readonly workflows: string | undefined },
): Verdict {
  const worded = (messages: readonly string[]) => (messages.length === 0 ? undefined : say(messages));
  return {
    name,
    refused: worded([...judgement.classic, ...judgement.rulesets]),
    forced: worded(judgement.unlessFastForward),
    merged: worded(judgement.unlessLinear),
    workflows,
  };
}

/** Lays verdicts down where the hook of one push looks for them. */
export async function writeVerdicts(folder: string, verdicts: readonly Verdict[]): Promise<void> {
  for (const { name, ...texts } of verdicts) {
    for (const [kind, text] of Object.entries(texts)) {
      if (text === undefined) continue;
      // Not by the name itself, which a stranger chose and which may climb out of the folder.
      const file = join(folder, blobId(name), kind);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `${text}\n`);
    }
  }
}
