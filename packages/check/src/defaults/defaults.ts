import { coreDefaults } from "./core.ts";
import { otherDefaults } from "./others.ts";
import { workloadDefaults } from "./workloads.ts";

type Fill = (value: never) => void;

const defaults = new Map<string, Fill>(
  Object.entries({ ...coreDefaults, ...workloadDefaults, ...otherDefaults } as Record<string, Fill>),
);

/**
 * Fills in what the server fills in for a value of a type, in place. The parts of the value have theirs already. Types
 * without defaults are left as they are.
 */
export function fillDefaults(type: string, value: object): void {
  defaults.get(type)?.(value as never);
}
