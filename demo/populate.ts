import { generateKeyPair } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { LocalGitHub } from "@slipway/local-github";
import { load } from "js-yaml";
import { sampleFiles } from "./sample-files.ts";

/** The repository of the demo. */
export const fullName = "acme/platform";

/** Who there is: one who changes things, and one who owns the platform and can say yes to what is dangerous. */
export const people = ["developer", "owner"] as const;

export type Login = (typeof people)[number];

/** What the demo's set-up gives. */
export interface Populated {
  readonly app: { readonly id: number; readonly privateKey: string };
  readonly tokens: Readonly<Record<Login, string>>;
  /** Of somebody who only looks on: the page reads with it. */
  readonly reader: string;
  /** The number of the repository, by which GitHub keeps it. */
  readonly repository: number;
  /** Says where the app's webhooks go. */
  connect(webhook: { readonly url: string; readonly secret: string }): Promise<void>;
}

/** Who reads for the page; their requests are not worth showing on it. */
export const readerLogin = "page";

/** Sets up what a company sets up at GitHub: people, the repository with the sample, the app with its rights, the rules. */
export async function populate(github: LocalGitHub): Promise<Populated> {
  const key = promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  for (const login of [...people, "admin", readerLogin]) await github.createUser(login);
  await github.createOrganization("acme", { owners: ["admin"], members: [...people] });
  await github.createTeam("acme", "platform", ["owner", "admin"]);
  const { id: repository } = await github.createRepository(fullName, { deleteBranchOnMerge: true });
  await github.grant(fullName, { users: { developer: "write", owner: "maintain" } });
  await github.commit(fullName, { branch: "main", by: "admin", message: "The platform", files: sampleFiles() });
  const privateKey = (await key).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const { default_permissions: permissions, default_events: events } = appManifest();
  const settings = { owner: "acme", permissions, events, privateKey } as const;
  const app = await github.createApp("slipway", settings);
  await github.install("slipway", "acme");
  await protect(github, app.id);
  const [developer, owner, reader] = [
    await github.createToken("developer"),
    await github.createToken("owner"),
    await github.createToken(readerLogin),
  ];
  return {
    app: { id: app.id, privateKey },
    tokens: { developer, owner },
    reader,
    repository,
    connect: async (webhook) => void (await github.createApp("slipway", { ...settings, webhook })),
  };
}

/** What the bot's app asks for, from the file that it is made from on github.com too. */
function appManifest() {
  return load(readFileSync("bot/app.yml", "utf8")) as {
    default_permissions: Record<string, "read" | "write">;
    default_events: string[];
  };
}

/** The rulesets of docs/bot.md: the check is required of the app, and only the app writes environment branches. */
async function protect(github: LocalGitHub, app: number): Promise<void> {
  await github.addRuleset(fullName, {
    name: "default branch",
    include: ["~DEFAULT_BRANCH"],
    rules: [
      {
        type: "required_status_checks",
        parameters: { required_status_checks: [{ context: "slipway/plan", integration_id: app }] },
      },
      { type: "non_fast_forward" },
      { type: "deletion" },
    ],
  });
  await github.addRuleset(fullName, {
    name: "environment branches",
    include: ["refs/heads/env/*"],
    rules: [{ type: "creation" }, { type: "update" }, { type: "deletion" }, { type: "non_fast_forward" }],
    bypass: [{ kind: "app", actor: app, mode: "always" }],
  });
}
