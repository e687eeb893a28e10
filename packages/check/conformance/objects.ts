import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { check, type Finding, type Manifest } from "../src/index.ts";
import { parseExact, readDefinitions } from "./definitions.ts";
import { type Operation, patched } from "./json-patch.ts";

/**
 * `npm run conformance -- objects [DIR] [--definitions DIR] [--verbose]`: compares the verdicts of `check` with those
 * that a real API server gave, by kind. Prints each disagreement, and with `--verbose` also where the verdict is right
 * and the field or the wording is not.
 */
interface Case {
  readonly name: string;
  readonly base: string;
  readonly patch: readonly Operation[];
  readonly expect: "accept" | "reject";
  readonly stage?: "decode" | "validate";
  readonly fields?: readonly string[] | null;
  readonly message?: string | null;
}

interface Cases {
  readonly kubernetes: string;
  readonly bases: Readonly<Record<string, Manifest>>;
  readonly cases: readonly Case[];
  readonly updates: readonly Case[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { definitions: { type: "string" }, verbose: { type: "boolean", default: false } },
});
const folder = positionals[0] ?? "../shared/conformance/objects";
const data = parseExact(readFileSync(join(folder, "cases.json"), "utf8")) as Cases;
const definitions = readDefinitions(values.definitions ?? join(folder, "../../cluster/crds"));

const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === "error");
const against = { kubernetes: data.kubernetes, definitions, namespace: "default" };
const shown = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
const short = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text);

interface Tally {
  decode: [missed: number, all: number];
  validate: [missed: number, all: number];
  alarms: [wrong: number, all: number];
  changes: [right: number, all: number];
  words: [right: number, all: number];
}

const kinds = new Map<string, Tally>();
function tallyOf({ base }: Case): Tally {
  const kind = String(data.bases[base]?.["kind"]);
  const tally = kinds.get(kind) ?? {
    decode: [0, 0],
    validate: [0, 0],
    alarms: [0, 0],
    changes: [0, 0],
    words: [0, 0],
  };
  kinds.set(kind, tally);
  return tally;
}

function tell(what: string, one: Case, found: readonly Finding[]): void {
  const ours = found.map(({ path, message }) => `${path}: ${message}`).join("; ");
  console.log(`${what} ${one.name} ${short(JSON.stringify(one.patch, shown))}`);
  if (one.message) console.log(`  server: ${short(one.message)}`);
  if (ours !== "") console.log(`  ours:   ${short(ours)}`);
}

/** The server names this where it did not come to evaluate rules: that is no fault of any field. */
const unevaluated = "<nil>";

function sameWords(one: Case, found: readonly Finding[]): boolean {
  const stages = found.every(({ stage }) => stage === one.stage);
  const paths = new Set(found.map(({ path }) => path || unevaluated));
  const named = (one.fields ?? []).every((field) => field === unevaluated || paths.has(field));
  return stages && named && found.every(({ message }) => one.message?.includes(message));
}

function runCase(one: Case): void {
  const object = patched(data.bases[one.base]!, one.patch);
  const found = errors(check([object], against));
  const tally = tallyOf(one);
  const count = one.expect === "accept" ? tally.alarms : tally[one.stage ?? "validate"];
  count[1]++;
  if (one.expect === "accept") {
    if (found.length === 0) return;
    count[0]++;
    tell("false alarm", one, found);
  } else if (found.length === 0) {
    count[0]++;
    tell(`missed (${one.stage})`, one, found);
  } else {
    tally.words[1]++;
    if (sameWords(one, found)) tally.words[0]++;
    else if (values.verbose) tell("other words", one, found);
  }
}

function runChange(one: Case): void {
  const base = data.bases[one.base]!;
  const found = errors(check([patched(base, one.patch)], { ...against, previous: [base] }));
  const { changes } = tallyOf(one);
  changes[1]++;
  if ((found.length === 0) === (one.expect === "accept")) changes[0]++;
  else tell(one.expect === "accept" ? "change refused in vain" : "missed change", one, found);
}

data.cases.forEach(runCase);
data.updates.forEach(runChange);

const sum = (part: keyof Tally): [number, number] =>
  [...kinds.values()].reduce<[number, number]>(
    ([first, second], tally) => [first + tally[part][0], second + tally[part][1]],
    [0, 0],
  );
const of = ([some, all]: readonly [number, number]) => `${some} of ${all}`;
for (const [kind, { decode, validate, alarms, changes, words }] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const cells = [`missed ${of(decode)} and ${of(validate)}`, `alarms ${of(alarms)}`, `changes ${of(changes)}`];
  console.log(`${kind.padEnd(32)} ${cells.join(", ")}, words ${of(words)}`);
}
console.log(`words: ${of(sum("words"))} refusals name the server's fields in the server's words`);
const [alarms, accepted] = sum("alarms");
console.log(
  `objects: missed ${of(sum("decode"))} decode and ${of(sum("validate"))} validate, ${alarms} false alarms in ${accepted}; changes ${of(sum("changes"))}`,
);
