import { parseArgs } from "node:util";
import { openDemo } from "./open-demo.ts";

/**
 * `npm start`: GitHub, the bot and a page that shows both, on this machine's loopback, with a state of their own that
 * goes when they end. Prints the four lines that a person or a program needs; whatever happens then is on the page.
 */
try {
  const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw new Error(`--port ${values.port} is no port.`);
  const opening = openDemo({ port });
  let ending = false;
  const end = async () => {
    // A second Ctrl-C: whoever asks twice does not want to wait.
    if (ending) process.exit(1);
    ending = true;
    const demo = await opening.catch(() => undefined);
    await demo?.close();
    process.exit(0);
  };
  process.on("SIGINT", () => void end());
  process.on("SIGTERM", () => void end());
  // npm tells its shell to end, and the shell tells nobody: what npm started ends when the shell is gone.
  const parent = process.ppid;
  const orphaned = () => process.ppid !== parent && !ending && void end();
  if (process.env["npm_lifecycle_event"] === "start") setInterval(orphaned, 300);
  const { pageUrl, cloneUrl, apiUrl, token } = await opening;
  if (!ending) process.stdout.write(`page ${pageUrl}\nclone ${cloneUrl}\napi ${apiUrl}\ntoken ${token}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
