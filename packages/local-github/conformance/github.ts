import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { operations } from "../src/contract/operations.ts";
import { everyEvent } from "../test/every-event.ts";
import { checkEvents } from "../test/webhook-examples.ts";

/**
 * Makes every event happen and compares what is sent with real payloads (`@octokit/webhooks-examples`) and with
 * GitHub's OpenAPI description. One line an event; exit 1 when any differs.
 */
const directory = mkdtempSync(join(tmpdir(), "slipway-events-"));
try {
  const checked = checkEvents(await everyEvent(directory));
  for (const { name, examples, fields, differences } of checked) {
    console.log(`event ${name}: ${examples} examples, ${fields} fields, ${differences.length} differences`);
    for (const difference of differences) console.log(`  ${difference}`);
  }
  const differing = checked.filter(({ differences }) => differences.length > 0).length;
  const without = checked.filter(({ examples }) => examples === 0).length;
  console.log(`events ${checked.length} checked, ${without} by the description alone, ${differing} differing`);
  console.log(`operations ${operations.size} served, each request and answer checked by the description`);
  process.exitCode = differing > 0 ? 1 : 0;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
