import { invalidUnshown } from "../fault.ts";
import type { Fault } from "../finding.ts";
import type { Path } from "../path.ts";

/** How to get to what the server does not let a living object become. */
export const ways = {
  anew: "Give the new object another name, or delete the living one first and let the sync make it anew.",
  force:
    "Give the new object another name and take the old one out once nothing needs it; or let Argo CD delete it and make it anew (annotation argocd.argoproj.io/sync-options: Force=true,Replace=true): its pods stop meanwhile.",
  orphan:
    "Delete the living one with --cascade=orphan, so that its pods and claims stay, and let the sync make it anew; or let Argo CD do it (annotation argocd.argoproj.io/sync-options: Force=true,Replace=true): then its pods stop meanwhile.",
  job: "A Job runs once: give the new one another name, or delete the living one first; as a hook (argocd.argoproj.io/hook: Sync, hook-delete-policy: BeforeHookCreation) Argo CD does so at every sync.",
  claim:
    "Make another claim, copy what the living one holds, and let the pods use the new one. Deleting the living one loses its data unless its volume is retained.",
  content: "Give it another name, as with a hash of its content at the end, and refer to that one.",
  rights:
    "Make a second one with another name and delete this one after it; deleting it first takes the rights away meanwhile.",
  definition:
    "Deleting the living definition deletes every object of its kind: give the new one another group or plural name, and bring the objects over.",
  storage:
    "Leave the version in, with storage: false and if need be served: false, until every object has been written anew and the version is out of status.storedVersions.",
  own: "Leave the field out: the server alone sets it.",
  address: "Delete the living one first and let the sync make it anew: it gets another address, and is gone meanwhile.",
} as const;

/** A change that the server refuses, and what follows of that: `way` says how to get there all the same. */
export function refusal(fault: Fault, way: string): Fault {
  const hint = `Argo CD's sync fails and the living object stays as it is. ${way}`;
  return { ...fault, stage: "change", code: "IMMUTABLE", hint };
}

/** The server's words for most fields that cannot change. The value is left out where it would be a page of text. */
export function immutable(path: Path): Fault {
  return invalidUnshown(path, "field is immutable");
}
