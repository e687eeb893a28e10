import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type BotOptions, startBot } from "./start.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

function optionsWith(more: Partial<BotOptions>): BotOptions {
  const folder = mkdtempSync(join(tmpdir(), "slipway-options-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    app: { id: 1, privateKey },
    webhookSecrets: ["s".repeat(32)],
    apiUrl: "http://127.0.0.1:9/api/v3",
    gitUrl: "http://127.0.0.1:9",
    directory: join(folder, "data"),
    log: () => undefined,
    ...more,
  };
}

test.each<[string, Partial<BotOptions>]>([
  ["webhook secret needs 32 bytes", { webhookSecrets: [] }],
  ["webhook secret needs 32 bytes", { webhookSecrets: ["s".repeat(32), "short"] }],
  ["app's id is a whole number", { app: { id: Number("x"), privateKey } }],
  ["private key is no PEM text", { app: { id: 1, privateKey: "" } }],
  ["private key is no PEM text", { app: { id: 1, privateKey: privateKey.slice(0, 400) } }],
  ["port is a number", { port: Number("x") }],
  ["port is a number", { port: 70_000 }],
  ["without a slash at its end", { apiUrl: "https://api.github.com/" }],
])("%s: refused before anything is touched, and no value is told", async (problem, more) => {
  const options = optionsWith(more);
  const refusal = await startBot(options).then(
    () => undefined,
    (error: Error) => error.message,
  );
  expect(refusal).toContain(problem);
  for (const value of [...options.webhookSecrets, options.app.privateKey])
    if (value !== "") expect(refusal).not.toContain(value);
  expect(existsSync(options.directory)).toBe(false);
});

test("a port that is taken is said, and nothing is left that would be in the way of another try", async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  const options = optionsWith({ port: (other.address() as AddressInfo).port });
  await expect(startBot(options)).rejects.toThrow("EADDRINUSE");
  expect(readdirSync(options.directory)).toEqual(["journal"]);
  await new Promise((closed) => other.close(closed));
  const bot = await startBot(options);
  expect((await fetch(`${bot.url}/livez`)).status).toBe(200);
  await bot.stop(0);
});
