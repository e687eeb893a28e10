import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface, type Interface } from "node:readline/promises";
import { either, groundOf, load, review, type SchemaName, suggest, validate } from "@slipway/engine";
import { Refusal, say, writeFindings } from "../output.ts";
import { openPlatform } from "../platform.ts";
import { readPlatform } from "../read.ts";

export interface NewOptions {
  readonly kind?: string;
  readonly image?: string;
  readonly port?: string;
  readonly schedule?: string;
}

const kinds = ["WebService", "Worker", "CronJob", "Job", "StaticSite"];

/** Writes the smallest spec of a service; asks for what it was not told, when somebody is there to ask. Gives the exit code. */
export async function newService(service: string | undefined, options: NewOptions): Promise<number> {
  const { root, files } = openPlatform();
  const answers = await ask(service, options);
  const [team = "", name = ""] = answers.service.split("/");
  const path = `apps/${team}/${name}/service.yaml`;
  if (existsSync(join(root, path))) throw new Refusal(`${path} is there already: nothing was written.`);
  const text = specText(team, name, answers);
  refuseWrong(path, text, "service");
  const isNewTeam = !groundOf(files).catalog.teams.has(team);
  if (isNewTeam) refuseWrong(`apps/${team}/team.yaml`, teamText(team), "team");
  if (isNewTeam) {
    write(root, `apps/${team}/team.yaml`, teamText(team));
    say(`Wrote apps/${team}/team.yaml: say there who the team is.`);
  }
  write(root, path, text);
  say(`Wrote ${path}.`);
  const after = review(readPlatform(root), { services: new Set([answers.service]) });
  writeFindings(
    after.findings.filter(({ file }) => file.startsWith(`apps/${team}/`)),
    "text",
  );
  say("See what it becomes: slipway plan");
  return 0;
}

/** What would be wrong as soon as it is written is not written. */
function refuseWrong(path: string, text: string, schema: SchemaName): void {
  const { doc, findings } = load(path, { mode: "100644", content: text });
  const wrong = doc === undefined ? findings : [...findings, ...validate(doc, schema)];
  if (wrong.length === 0) return;
  writeFindings(wrong, "text");
  throw new Refusal("Nothing was written.");
}

type Answers = { service: string; kind: string; image: string; port?: string; schedule?: string };

async function ask(service: string | undefined, options: NewOptions): Promise<Answers> {
  const terminal =
    process.stdin.isTTY && process.stdout.isTTY
      ? createInterface({ input: process.stdin, output: process.stdout })
      : undefined;
  try {
    const given = await answer(terminal, service, "Service, as team/name", "the service as team/name");
    if (!/^[^/]+\/[^/]+$/.test(given)) throw new Refusal(`"${given}" is no service: write team/name.`);
    const kind = await answer(
      terminal,
      options.kind ?? (terminal === undefined ? "WebService" : undefined),
      `Kind (${kinds.join(", ")}) [WebService]`,
      "--kind",
      "WebService",
    );
    if (!kinds.includes(kind))
      throw new Refusal(
        `There is no kind "${kind}". ${suggest(kind, kinds) === undefined ? `There are ${either(kinds)}.` : `Did you mean "${suggest(kind, kinds)}"?`}`,
      );
    const image = await answer(terminal, options.image, "Image, with its tag", "--image");
    const port =
      kind === "WebService"
        ? await answer(terminal, options.port, "Port that the container listens on [8080]", "--port", "8080")
        : options.port;
    const schedule =
      kind === "CronJob"
        ? await answer(terminal, options.schedule, "Schedule, as cron has it [@daily]", "--schedule", "@daily")
        : undefined;
    return {
      service: given,
      kind,
      image,
      ...(port === undefined ? {} : { port }),
      ...(schedule === undefined ? {} : { schedule }),
    };
  } finally {
    terminal?.close();
  }
}

async function answer(
  terminal: Interface | undefined,
  given: string | undefined,
  question: string,
  flag: string,
  usual?: string,
): Promise<string> {
  if (given !== undefined) return given;
  if (terminal === undefined) {
    if (usual !== undefined) return usual;
    throw new Refusal(
      `Say ${flag}; for example: slipway new payments/checkout --image ghcr.io/acme/checkout:1.8.2 --port 8080`,
    );
  }
  return (await terminal.question(`${question}: `)).trim() || (usual ?? "");
}

function specText(team: string, name: string, { kind, image, port, schedule }: Answers): string {
  const lines = [
    "# yaml-language-server: $schema=../../../schemas/service.schema.json",
    "apiVersion: slipway.dev/v1",
    `kind: ${kind}`,
    `metadata: {name: ${scalar(name)}, team: ${scalar(team)}}`,
    "spec:",
    `  image: ${scalar(image)}`,
    ...(port === undefined ? [] : [`  port: ${/^[0-9]+$/.test(port) ? port : scalar(port)}`]),
    ...(schedule === undefined ? [] : [`  schedule: ${JSON.stringify(schedule)}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Plain where nothing can be mistaken, else in quotes. */
function scalar(text: string): string {
  return /^[A-Za-z][A-Za-z0-9._/:@-]*[A-Za-z0-9]$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function teamText(team: string): string {
  return `# yaml-language-server: $schema=../../schemas/team.schema.json
apiVersion: slipway.dev/v1
kind: Team
metadata: {name: ${scalar(team)}}
spec:
  owners: ["@acme/${team}"]
  contact: {slack: "#${team}"}
`;
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { flag: "wx" });
}
