import examples from "@octokit/webhooks-examples";
import webhooks from "../src/gen/webhooks.json" with { type: "json" };
import { type Comparison, compareShapes } from "./compare-shapes.ts";

/** An event that is sent, compared with the real examples of it that there are. */
export interface CheckedEvent extends Comparison {
  readonly name: string;
  readonly examples: number;
}

/** Compares a payload of every event that is sent with the examples in `@octokit/webhooks-examples`. */
export function checkEvents(payloads: ReadonlyMap<string, unknown>): CheckedEvent[] {
  return Object.keys(webhooks.events).map((name) => {
    const [event, action] = name.split(".");
    const real = examples.find((one) => one.name === event)?.examples ?? [];
    const same = real.filter((one) => (one as { action?: string }).action === action);
    if (!payloads.has(name)) return { name, examples: same.length, fields: 0, differences: [`${name} was not sent`] };
    return { name, examples: same.length, ...compareShapes(name, payloads.get(name), same) };
  });
}
