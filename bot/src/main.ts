import { readFileSync } from "node:fs";
import { printEntries } from "./log.ts";
import { startBot } from "./start.ts";

/**
 * Runs the bot with what the environment says: APP_ID, PRIVATE_KEY or PRIVATE_KEY_FILE, WEBHOOK_SECRET, and while that is
 * being changed WEBHOOK_SECRET_BEFORE; GITHUB_API_URL and GITHUB_URL for another GitHub than github.com; DATA, HOST, PORT,
 * and DEBUG for more of the log. docs/bot.md explains each.
 */
const say = (name: string) => process.env[name] ?? "";

try {
  const bot = await startBot({
    app: { id: Number(say("APP_ID")), privateKey: privateKey() },
    webhookSecrets: ["WEBHOOK_SECRET", "WEBHOOK_SECRET_BEFORE"]
      .map(say)
      .filter((secret, at) => at === 0 || secret !== ""),
    apiUrl: say("GITHUB_API_URL") || "https://api.github.com",
    gitUrl: say("GITHUB_URL") || "https://github.com",
    directory: say("DATA") || "/data",
    host: say("HOST") || "0.0.0.0",
    port: Number(say("PORT") || 3000),
    log: printEntries(say("DEBUG") === "" ? "info" : "debug"),
  });
  // Nothing that this process starts needs to know them.
  for (const name of ["PRIVATE_KEY", "WEBHOOK_SECRET", "WEBHOOK_SECRET_BEFORE"]) delete process.env[name];
  console.log(JSON.stringify({ event: "listening", url: bot.url, webhook: bot.webhookUrl }));
  const stop = () => void bot.stop().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function privateKey(): string {
  const file = say("PRIVATE_KEY_FILE");
  // Where a secret must be one line, its line ends are written as \n.
  return file === "" ? say("PRIVATE_KEY").replaceAll("\\n", "\n") : readFileSync(file, "utf8");
}
