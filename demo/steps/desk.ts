import type { PullRow } from "../page/read-pulls.ts";
import type { Person } from "../person.ts";
import type { Login } from "../populate.ts";

/** What a button works with: the people it acts as, and how things stand. */
export interface Desk {
  readonly people: Readonly<Record<Login, Person>>;
  /** Every pull request, the newest first. */
  readonly pulls: readonly PullRow[];
  /** What the files of main hold by path, of `apps/` and `environments/`. */
  readonly main: ReadonlyMap<string, string | Uint8Array>;
}

/** What a button did, in a sentence, and the pull request that it is about. */
export interface Done {
  readonly said: string;
  readonly pull?: number;
}

/** A mistake is corrected, or a thing is done, by files that change. */
export interface Correction {
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
}

/** One step of the tour: a button that makes commits as the developer. */
export interface Step {
  readonly id: string;
  readonly title: string;
  /** What it does and what to look at then. */
  readonly text: string;
  /** What its branches begin with; the rest names what it is about. */
  readonly branch: string;
  /** Why it cannot be done now; undefined: it can. */
  blocked?(desk: Desk): string | undefined;
  run(desk: Desk): Promise<Done>;
  /** What puts its mistake right, for the branch's subject. */
  correction?(subject: string): Correction;
}

/** A name that no service, branch or pull request has had yet: the name itself, then with a number. */
export function freshName(name: string, team: string, branch: string, { pulls, main }: Desk): string {
  const taken = (candidate: string) =>
    main.has(`apps/${team}/${candidate}/service.yaml`) || pulls.some((pull) => pull.branch === branch + candidate);
  let candidate = name;
  for (let number = 2; taken(candidate); number += 1) candidate = `${name}-${number}`;
  return candidate;
}

/** The smallest spec of a service. */
export function smallestSpec(name: string, team: string): string {
  return `# yaml-language-server: $schema=../../../schemas/service.schema.json
apiVersion: slipway.dev/v1
kind: WebService
metadata: {name: ${name}, team: ${team}}
spec:
  image: ghcr.io/acme/${name}:1.0.0
  port: 8080
`;
}

/** Says what was committed where, and by whom. */
export function committed(what: string, branch: string, pull: number): Done {
  return { said: `The developer committed ${what} to the branch ${branch} and opened pull request #${pull}.`, pull };
}
