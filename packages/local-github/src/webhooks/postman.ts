import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Limits } from "../limits.ts";
import type { App } from "../state/account-rows.ts";
import type { Delivery } from "../state/delivery-rows.ts";
import type { Store } from "../state/store.ts";

/** How deliveries stray from the straight way; probabilities from 0 to 1. */
export interface Disorder {
  /** Milliseconds, at least and at most. */
  readonly delay?: readonly [number, number];
  /** Delivered twice, under the same id. */
  readonly duplicate?: number;
  /** Never arrives; it is listed as failed and can be redelivered. */
  readonly loss?: number;
  /** Held back so that later ones overtake it. */
  readonly reorder?: number;
}

/** Delivers webhooks. */
export interface Postman {
  /** Stores a delivery and sends it once it is on the disk. */
  send(
    delivery: Omit<
      Delivery,
      "id" | "createdAt" | "statusCode" | "status" | "duration" | "responseBody" | "responseHeaders"
    >,
  ): Delivery;
  /** Sends what a stopped process had stored and not sent. */
  resume(): void;
  /** Changes the disorder from now on. */
  disturb(disorder: Disorder): void;
}

interface Round {
  readonly store: Store;
  readonly limits: Limits;
  readonly now: () => number;
  readonly random: () => number;
  readonly later: (work: () => Promise<void>) => void;
  /** Is told of every delivery that was tried. */
  readonly tried: (delivery: Delivery) => void;
}

const overtaken = 150;
const bodyLimit = 16 * 1024;

/** A postman for the apps of a store. */
export function postman({ store, limits, now, random, later, tried }: Round, first: Disorder): Postman {
  let disorder = first;

  function plan(delivery: Delivery): void {
    const lost = random() < (disorder.loss ?? 0);
    const copies = random() < (disorder.duplicate ?? 0) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const [least, most] = disorder.delay ?? [0, 0];
      const held = random() < (disorder.reorder ?? 0) ? overtaken : 0;
      const wait = least + random() * (most - least) + held;
      later(async () => {
        await store.flush();
        if (wait > 0) await sleep(wait);
        await (lost ? record(delivery, { statusCode: 0, status: "timed out", duration: 10 }) : carry(delivery));
      });
    }
  }

  async function carry(delivery: Delivery): Promise<void> {
    const app = store.get("apps", delivery.app);
    if (app?.webhook === undefined) return;
    const start = performance.now();
    const took = () => Math.round((performance.now() - start) / 10) / 100;
    try {
      const response = await fetch(app.webhook.url, {
        method: "POST",
        headers: headersOf(app, delivery),
        body: delivery.body,
        redirect: "manual",
        signal: AbortSignal.timeout(limits.webhookTimeout),
      });
      const text = await response.text();
      await record(delivery, {
        statusCode: response.status,
        status: response.ok ? "OK" : response.statusText || `Invalid HTTP Response: ${response.status}`,
        duration: took(),
        responseBody: text.slice(0, bodyLimit),
        responseHeaders: Object.fromEntries(response.headers),
      });
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      await record(delivery, {
        statusCode: 0,
        status: late ? "timed out" : "failed to connect to host",
        duration: took(),
      });
    }
  }

  async function record(delivery: Delivery, outcome: Partial<Delivery>): Promise<void> {
    if (store.get("deliveries", delivery.id) === undefined) return;
    tried(store.put("deliveries", { ...delivery, ...outcome }));
    await store.flush();
  }

  function forgetOld(app: number): void {
    const rows = store.of("deliveries", app);
    for (const row of rows.slice(0, Math.max(0, rows.length - limits.deliveriesPerApp))) {
      if (row.statusCode !== undefined) store.remove("deliveries", row.id);
    }
  }

  return {
    send(content) {
      const delivery: Delivery = {
        ...content,
        id: store.nextId(),
        createdAt: now(),
        statusCode: undefined,
        status: "pending",
        duration: 0,
        responseBody: undefined,
        responseHeaders: undefined,
      };
      store.put("deliveries", delivery);
      forgetOld(delivery.app);
      plan(delivery);
      return delivery;
    },
    resume() {
      for (const delivery of store.all("deliveries")) if (delivery.statusCode === undefined) plan(delivery);
    },
    disturb(next) {
      disorder = next;
    },
  };
}

/** The headers of a delivery, signatures included. */
export function headersOf(app: App, delivery: Delivery): Record<string, string> {
  const sign = (algorithm: string) =>
    createHmac(algorithm, app.webhook?.secret ?? "")
      .update(delivery.body)
      .digest("hex");
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/slipway",
    "x-github-delivery": delivery.guid,
    "x-github-event": delivery.event,
    "x-github-hook-id": String(app.id),
    "x-github-hook-installation-target-id": String(app.id),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature": `sha1=${sign("sha1")}`,
    "x-hub-signature-256": `sha256=${sign("sha256")}`,
  };
}
