import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startBot } from "../src/start.ts";

test("it ends when it is asked to, also while GitHub takes every question and answers none", async () => {
  const questions: Socket[] = [];
  const silent = createServer((socket) => {
    socket.on("error", () => undefined);
    questions.push(socket);
  });
  await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const directory = mkdtempSync(join(tmpdir(), "slipway-ending-"));
  onTestFinished(() => {
    for (const socket of questions) socket.destroy();
    silent.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const bot = await startBot({
    app: { id: 1, privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
    webhookSecrets: ["s".repeat(32)],
    apiUrl: `${url}/api/v3`,
    gitUrl: url,
    directory,
    log: () => undefined,
  });
  while (questions.length === 0) await new Promise((done) => setTimeout(done, 10));
  await bot.stop(50);
  // Whoever had waited for the answer would have given the question up before.
  expect(questions[0]?.closed).toBe(false);
  await expect(fetch(`${bot.url}/livez`)).rejects.toThrow();
});
