import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type DemoProcess, startDemo } from "../test/demo-process.ts";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** Debian's Chromium, or the one that CHROMIUM names. */
const executablePath = [process.env["CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== "" && existsSync(path),
);
if (executablePath === undefined)
  console.log("The page is not tested: there is no Chromium here (apt install chromium).");

describe.skipIf(executablePath === undefined)("the page in a browser", () => {
  let demo: DemoProcess;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    demo = await startDemo();
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(240_000);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(demo.page);
  });

  afterAll(async () => {
    await browser?.close();
    expect(await demo?.end()).toBe(0);
    demo?.remove();
  });

  const tour = () => page.locator("#tour");
  const shown = () => page.locator("#pulls");
  const mergeBox = () => shown().getByRole("region", { name: "Merge" });

  /** Presses a button of the tour once it is there; the step whose turn it is stands open. */
  async function press(name: string | RegExp): Promise<void> {
    await tour().getByRole("button", { name }).first().click();
  }

  /** Waits until the pull request of that title is shown with a comment that says this. */
  async function read(title: string, verdict: string | RegExp): Promise<void> {
    await shown().getByRole("heading", { level: 3, name: title }).waitFor();
    await shown().locator(".comment.bot").getByRole("heading", { name: verdict }).waitFor();
  }

  const cell = (service: string, environment: number) =>
    page
      .locator("#board tr", { has: page.getByRole("rowheader", { name: service, exact: true }) })
      .locator("td")
      .nth(environment);

  test("a service is added and merged, and the board shows it in dev", async () => {
    await page.locator("#board").getByRole("rowheader", { name: "checkout" }).waitFor();
    await press("Add a service");
    await read("Add gift-card", /Ready/);
    expect(await page.getByRole("status").textContent()).toContain("apps/payments/gift-card/service.yaml");
    await mergeBox().getByRole("button", { name: "Merge pull request", disabled: false }).click();
    await shown().getByText("dev: pushed").waitFor();
    await cell("gift-card", 0).getByText("1.0.0").waitFor();
    expect(await cell("gift-card", 1).textContent()).toBe("–");
  });

  test("its release is promoted to staging", async () => {
    await press("Promote it to staging");
    await read("Promote payments/gift-card to staging", /Ready/);
    await press(/^Merge #/);
    await cell("gift-card", 1).getByText("1.0.0").waitFor();
  });

  test("what the policies refuse cannot be merged, until it is put right", async () => {
    await press("Forget a limit");
    await read("Add fraud-check", /Blocked/);
    await mergeBox().getByText("The required check failed").waitFor();
    expect(await mergeBox().getByRole("button", { name: "Merge pull request" }).isDisabled()).toBe(true);
    await shown().getByText("POLICY_DENIES").first().waitFor();
    await shown().locator(".annotation.failure").first().waitFor();
    await mergeBox().getByRole("button", { name: "Apply the fix" }).click();
    await read("Add fraud-check", /Ready/);
    await mergeBox().getByRole("button", { name: "Merge pull request", disabled: false }).waitFor();
    expect(await shown().locator(".comment.bot").count()).toBe(1);
  });

  test("a mistake that only prod refuses is said now", async () => {
    await press("Make a mistake that only prod refuses");
    await read("Add order-mailer", /Blocked/);
    await shown().locator(".annotation.failure").getByText("prod has no KEDA").waitFor();
    await mergeBox().getByRole("button", { name: "Apply the fix" }).click();
    await read("Add order-mailer", /Ready/);
  });

  test("two quick pushes leave one comment, about the last of them", async () => {
    await press("Push twice quickly");
    await read("A new version of ad", /Ready/);
    const head = (await shown().locator(".pull > header .quiet").first().textContent())?.slice(-7) ?? "";
    await shown().locator(".comment.bot").getByText(head).waitFor();
    expect(await shown().locator(".comment.bot").count()).toBe(1);
  });

  test("three deletions wait for the yes of an owner", async () => {
    await press("Delete three services");
    await read("Retire three services", /Waits for a yes/);
    expect(await mergeBox().getByRole("button", { name: "Merge pull request" }).isDisabled()).toBe(true);
    await page.getByLabel("Say something").fill("/slipway explain payments/checkout prod");
    await page.getByRole("button", { name: "Comment" }).click();
    await shown().getByText("Explained: payments/checkout in prod").waitFor();
    await mergeBox().getByRole("button", { name: "Say yes as the owner" }).click();
    await mergeBox().getByRole("button", { name: "Merge pull request", disabled: false }).click();
    await cell("load-generator", 0).getByText("gone").waitFor();
  });

  test("what somebody pushes is offered as a pull request, and gets a plan", async () => {
    const folder = mkdtempSync(join(tmpdir(), "demo-editor-"));
    const address = demo.clone.replace("://", `://x-access-token:${demo.token}@`);
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=Visitor", "-c", "user.email=visitor@example.com", ...args]);
    git("clone", "-q", address, ".");
    git("switch", "-q", "-c", "my-change");
    const path = join(folder, "apps/payments/checkout/service.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace("v0.10.3", "v0.10.4"));
    git("commit", "-qam", "My change");
    git("push", "-q", "origin", "HEAD");
    rmSync(folder, { recursive: true });
    await shown().getByText("my-change was pushed").waitFor();
    await shown().getByRole("button", { name: "Open a pull request" }).click();
    await read("my change", /Ready/);
    await shown().getByRole("cell", { name: "payments/checkout", exact: true }).waitFor();
  });

  test("the log shows webhooks, jobs, and what was written", async () => {
    const log = page.getByRole("log");
    for (const text of ["pull_request.opened", "planned #7", "pushed env branches", "POST /issues/7/comments"])
      await log.getByText(text).first().waitFor();
    await page.getByLabel("Webhooks").check();
    await log.getByText("planned #7").first().waitFor({ state: "hidden" });
    await page.getByLabel("All").check();
  });

  test("every pull request has an address of its own, and the way back leads back", async () => {
    await shown().getByRole("link", { name: /#1\b/ }).click();
    await shown().getByRole("heading", { level: 3, name: "Add gift-card" }).waitFor();
    await page.goBack();
    await shown().getByRole("heading", { level: 3, name: "my change" }).waitFor();
  });

  test("everything can be done by keyboard, with the focus in sight", async () => {
    await page.goto(demo.page);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the pull request");
    const seen: string[] = [];
    for (let press = 0; press < 60 && !seen.includes("Comment"); press += 1) {
      await page.keyboard.press("Tab");
      seen.push(await focused());
      expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), seen.at(-1)).not.toBe(
        "none",
      );
    }
    expect(seen).toEqual(expect.arrayContaining(["Merge #5", "Comment"]));
    await page.getByRole("button", { name: "Promote boutique/ad", exact: false }).first().focus();
    await page.keyboard.press("Enter");
    await read("Promote boutique/ad to staging", /Ready/);
  });

  const focused = () => page.evaluate<string>("document.activeElement.textContent.trim()");

  test.each(["light", "dark"] as const)("text can be told from its ground: %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const ratio = await page.evaluate<number>(`(() => {
      const light = (color) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const quiet = light(getComputedStyle(document.querySelector(".steps p, .quiet")).color);
      const ground = light(getComputedStyle(document.querySelector("#tour-column")).backgroundColor);
      return (Math.max(quiet, ground) + 0.05) / (Math.min(quiet, ground) + 0.05);
    })()`);
    expect(ratio).toBeGreaterThan(4.5);
    const ground = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    expect(ground).toBe(colorScheme === "light" ? "rgb(243, 245, 248)" : "rgb(14, 19, 24)");
  });

  test.each([390, 820])("nothing is wider than a window of %i pixels", async (width) => {
    await page.setViewportSize({ width, height: 844 });
    for (const pull of await shown().locator(".pull-list a").all()) {
      await pull.click();
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
  });

  test("the browser had nothing to complain of", () => {
    expect(problems).toEqual([]);
  });
});
