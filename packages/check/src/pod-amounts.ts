import type { Container, PodSpec } from "./gen/types.ts";
import { type Quantity, quantityOf } from "./quantity.ts";

/** What all containers take together: those that run side by side, or the largest that runs before them. */
export function podAmounts(spec: PodSpec, side: "requests" | "limits"): Map<string, Quantity> {
  const sum = new Map<string, Quantity>();
  const add = (container: Container, to: Map<string, Quantity>) => {
    for (const [name, written] of Object.entries(container.resources?.[side] ?? {})) {
      const quantity = quantityOf(written);
      to.set(name, { ...quantity, nano: quantity.nano + (to.get(name)?.nano ?? 0n) });
    }
  };
  for (const container of spec.containers ?? []) add(container, sum);
  const [sidecars, most] = [new Map<string, Quantity>(), new Map<string, Quantity>()];
  for (const container of spec.initContainers ?? []) {
    const now = new Map(sidecars);
    add(container, now);
    if (container.restartPolicy === "Always") {
      add(container, sum);
      add(container, sidecars);
    }
    for (const [name, quantity] of now) {
      if (quantity.nano > (most.get(name)?.nano ?? 0n)) most.set(name, quantity);
    }
  }
  for (const [name, quantity] of most) if (quantity.nano > (sum.get(name)?.nano ?? 0n)) sum.set(name, quantity);
  return sum;
}
