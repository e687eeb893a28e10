import { describe, expect, test } from "vitest";
import { type Actor, authorize, type Role, roles } from "./authorize.ts";
import type { Command } from "./commands.ts";

const digest = "0".repeat(32);
const commands: readonly Command[] = [
  { word: "plan" },
  { word: "help" },
  { word: "explain", service: "a/b", environment: undefined },
  { word: "confirm", digest },
  { word: "except", policy: "p", digest, reason: "because" },
];

/** Who may, by command: [role, owner, author, fork] → yes. Whatever is not listed is refused. */
function mayAsk(role: Role, fork: boolean): boolean {
  return roles.indexOf(role) >= roles.indexOf(fork ? "write" : "read");
}

describe.each(commands)("$word", (command) => {
  for (const role of roles)
    for (const owner of [true, false])
      for (const author of [true, false, undefined])
        for (const fork of [true, false]) {
          const actor: Actor = { login: "someone", role, owner, author };
          const allowed = {
            plan: mayAsk(role, fork),
            help: mayAsk(role, fork),
            explain: mayAsk(role, fork),
            confirm: owner && author === false && role !== "none",
            except: mayAsk(role, true) && !(owner && author !== false),
          }[command.word];
          test(`${role}${owner ? ", owner" : ""}${author === undefined ? ", unknown author" : author ? ", author" : ""}${fork ? ", fork" : ""}: ${allowed ? "yes" : "no"}`, () => {
            expect(authorize(actor, command, { fork }) === undefined).toBe(allowed);
          });
        }
});
