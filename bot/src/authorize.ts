import type { Command } from "./commands.ts";

/** What GitHub lets somebody do in a repository; each includes those before it. */
export const roles = ["none", "read", "triage", "write", "maintain", "admin"] as const;

export type Role = (typeof roles)[number];

/** Who asks, as GitHub and the base branch say now; never as a comment or an event says. */
export interface Actor {
  readonly login: string;
  readonly role: Role;
  /** Among the owners of the platform that the base branch names. */
  readonly owner: boolean;
  /** Opened the pull request, or made a commit in it; undefined: cannot be told. */
  readonly author: boolean | undefined;
}

/** What a command is about, as far as it matters for who may give it. */
export interface Subject {
  readonly fork: boolean;
}

/** Why somebody may not do what a command asks; undefined: they may. Asked by whatever has the effect, wherever the wish comes from. */
export function authorize(actor: Actor, command: Command, { fork }: Subject): string | undefined {
  const atLeast = (role: Role) => roles.indexOf(actor.role) >= roles.indexOf(role);
  switch (command.word) {
    case "plan":
    case "explain":
    case "help":
      if (!atLeast("read")) return "Only who may read this repository can ask.";
      if (fork && !atLeast("write"))
        return "On a pull request from a fork, only who may write to this repository can ask.";
      return undefined;
    case "except":
      if (!atLeast("write")) return "Only who may write to this repository can ask for an exception.";
      // The pull request that it opens is the bot's: whoever may approve it must not have a part in what it allows.
      if (actor.owner && actor.author !== false)
        return "Whoever owns the platform and has a part in the change cannot ask: somebody else has to.";
      return undefined;
    case "confirm":
      if (!actor.owner || !atLeast("read")) return "Only an owner of the platform can say this.";
      if (actor.author === undefined) return "There are too many commits here to tell who made them: split the change.";
      if (actor.author) return "Somebody who has no part in the change has to say this.";
      return undefined;
  }
}
