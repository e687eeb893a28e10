import { createHash } from "node:crypto";
import { admit, type FieldPath, type Manifest, offendingField } from "@slipway/admission";
import { affected } from "../affected.ts";
import { valueAt } from "../doc.ts";
import type { Files } from "../files.ts";
import { compare } from "../finding.ts";
import type { Exception } from "../gen/types.ts";
import { groundOf, promotionOrder } from "../ground.ts";
import type { From } from "../read-service.ts";
import { suggest } from "../suggest.ts";
import type { Json } from "../yaml.ts";
import { compiledFor, policiesOf } from "./policies.ts";
import { serviceRequests } from "./service-requests.ts";

/** What is asked for: that a change may break a policy. */
export interface ExceptionWish {
  readonly policy: string;
  readonly reason: string;
  /** The address where the way back to the rule is followed. */
  readonly ticket: string;
  /** The last day, as 2027-06-30. */
  readonly expires: string;
}

/** The files that say yes to a wish, or why there are none. */
export type ProposedExceptions =
  | {
      readonly files: ReadonlyMap<string, string>;
      readonly services: readonly string[];
      /** Stands for what is excepted, whoever asks and why: the same services, environments, fields and values. */
      readonly id: string;
    }
  | { readonly problem: string };

/**
 * The exceptions without which a policy denies what a change brings, and no others: each for one service, one kind of
 * object, one field with the value that it has, in the environments where that is denied. They were tried: under them the
 * policy denies nothing of the change any more.
 */
export function proposeExceptions(before: Files, after: Files, wish: ExceptionWish): ProposedExceptions {
  const { policy } = wish;
  const { sources } = policiesOf(before);
  if (!sources.has(policy)) {
    const near = suggest(policy, [...sources.keys()]);
    return { problem: `There is no policy ${policy}.${near === undefined ? "" : ` Did you mean ${near}?`}` };
  }
  const stages = stagesOf(before, after);
  const denials = denialsOf(after, stages, { policy, rules: before });
  if (denials.length === 0) return { problem: `The policy ${policy} denies nothing of this plan.` };
  const specs = new Map<string, Spec>();
  for (const denial of denials) {
    const field = fieldOf(denial);
    const value = field === undefined ? undefined : scalarOf(denial);
    if (field === undefined || value === undefined) return byHand(denial.title);
    const { service, kind, environment } = denial;
    const key = JSON.stringify([service, kind, field, value]);
    const known = specs.get(key) ?? { service, kind, field, value, environments: new Set() };
    known.environments.add(environment);
    specs.set(key, known);
  }
  if (specs.size > most) return { problem: `${specs.size} exceptions would be needed: the policy has to change.` };
  const files = new Map([...specs.values()].map((spec) => fileOf(spec, { wish, after })));
  const eased = new Map(before);
  for (const [path, content] of files) eased.set(path, { mode: "100644", content });
  const flaw = policiesOf(eased).findings.find(({ file }) => files.has(file));
  if (flaw !== undefined) return { problem: `${flaw.message} ${flaw.hint ?? ""}`.trim() };
  const [left] = denialsOf(after, stages, { policy, rules: eased });
  if (left !== undefined) return byHand(left.title);
  const services = [...new Set([...specs.values()].map(({ service }) => service))].sort(compare);
  return { files, services, id: hash([policy, ...files.keys()]) };
}

const most = 20;

/** What one exception is to say. */
interface Spec {
  readonly service: string;
  readonly kind: string;
  readonly field: string;
  readonly value: Exception["spec"]["value"];
  readonly environments: Set<string>;
}

/** Something that a policy denies, and the field that it turns on. */
interface Denial {
  readonly service: string;
  readonly environment: string;
  readonly title: string;
  readonly kind: string;
  readonly object: Manifest;
  readonly path: FieldPath;
}

/** The services that a change is judged by, each with the releases in which it is. */
function stagesOf(before: Files, after: Files): Map<string, readonly From[]> {
  const { everything, services, released } = affected(before, after);
  const { catalog } = groundOf(after);
  const all = [catalog.services, ...catalog.releases.values()].flatMap((folders) => [...folders.keys()]);
  const ids = [...new Set([...(everything ? all : services), ...released])].sort(compare);
  return new Map(ids.map((id) => [id, released.has(id) ? ["here", "apps"] : ["here"]] as const));
}

function denialsOf(
  after: Files,
  stages: ReadonlyMap<string, readonly From[]>,
  { policy, rules }: { readonly policy: string; readonly rules: Files },
): Denial[] {
  const ground = groundOf(after);
  return promotionOrder(ground.environments).flatMap((environment) => {
    const minor = Number(ground.environments.get(environment)?.value.spec.kubernetes.split(".")[1]);
    const all = compiledFor(policiesOf(rules), minor).policies;
    const policies = { ...all, policies: all.policies.filter(({ name }) => name === policy) };
    return [...stages].flatMap(([service, own]) =>
      own
        .flatMap((stage) => serviceRequests(ground, { environment, service, stage }, policies) ?? [])
        .flatMap(({ request, title }) =>
          admit(request, policies)
            .decisions.filter(({ actions }) => actions.includes("Deny"))
            .map((decision): Denial => {
              const path = offendingField(request, policies, decision) ?? [];
              const object = request.object as Manifest;
              return { service, environment, title, kind: request.kind.kind, object, path };
            }),
        ),
    );
  });
}

/** The field as an exception names it; undefined when it cannot. */
function fieldOf({ object, path }: Denial): string | undefined {
  let text = "";
  for (const [at, step] of path.entries()) {
    if (typeof step === "number") {
      const name = valueAt(object as Json, [...path.slice(0, at + 1), "name"]);
      const isNamed = typeof name === "string" && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name);
      text += isNamed ? `[${name}]` : "[*]";
    } else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += text === "" ? step : `.${step}`;
    else if (text !== "" && /^[^"\\]+$/.test(step)) text += `["${step}"]`;
    else return undefined;
  }
  return text === "" ? undefined : text;
}

/** The value of the field, null when it is not set; undefined when it is no single value. */
function scalarOf({ object, path }: Denial): Exception["spec"]["value"] | undefined {
  const value = valueAt(object as Json, [...path]) ?? null;
  if (typeof value === "bigint") return Number(value);
  return value === null || ["string", "number", "boolean"].includes(typeof value)
    ? (value as Exception["spec"]["value"])
    : undefined;
}

function byHand(title: string): ProposedExceptions {
  const problem = `What it has against ${title} is no single field with a value: such an exception is not made by a command.`;
  return { problem };
}

function fileOf(
  { service, kind, field, value, environments }: Spec,
  { wish, after }: { readonly wish: ExceptionWish; readonly after: Files },
): [path: string, text: string] {
  const [team = "", own = ""] = service.split("/");
  const where = [...environments];
  const id = hash([wish.policy, service, kind, field, value, where]);
  const name = `${own.slice(0, 31).replace(/-+$/, "")}-${id}`;
  const owner = groundOf(after).teams.get(team)?.value.spec.owners[0] ?? "";
  const lines = [
    "# yaml-language-server: $schema=../../schemas/exception.schema.json",
    "apiVersion: slipway.dev/v1",
    "kind: Exception",
    `metadata: {name: ${plain(name)}}`,
    "spec:",
    `  policy: ${plain(wish.policy)}`,
    `  service: ${plain(service)}`,
    `  object: {kind: ${plain(kind)}}`,
    `  environments: [${where.map(plain).join(", ")}]`,
    `  field: ${JSON.stringify(field)}`,
    `  value: ${JSON.stringify(value)}`,
    `  owner: ${JSON.stringify(owner)}`,
    `  reason: ${JSON.stringify(wish.reason)}`,
    `  ticket: ${JSON.stringify(wish.ticket)}`,
    `  expires: ${wish.expires}`,
  ];
  return [`policies/exceptions/${name}.yaml`, `${lines.join("\n")}\n`];
}

/** A text as YAML takes it for that text. */
function plain(text: string): string {
  return /^[A-Za-z][-A-Za-z0-9./]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function hash(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
}
