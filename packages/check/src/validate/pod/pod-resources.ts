import { forbidden, invalid } from "../../fault.ts";
import type { Container, PodSpec } from "../../gen/types.ts";
import { at, entry, item, type Path } from "../../path.ts";
import { type Quantity, quantityOf, quantityText } from "../../quantity.ts";
import { validatePodResourceName, validateRequirements } from "../resources.ts";
import type { Scope } from "../scope.ts";

/** What a pod asks for as a whole, which its containers share (since 1.34). */
export function validatePodResources(spec: PodSpec, path: Path, scope: Scope): void {
  const { resources } = spec;
  if (resources === undefined) return;
  const place = at(path, "resources");
  if (spec.os?.name === "windows") {
    scope.report(forbidden(place, "may not be set for a windows pod"));
    return;
  }
  if (resources.claims !== undefined) {
    scope.report(forbidden(at(place, "claims"), "claims may not be set for Resources at pod-level"));
  }
  validateRequirements(resources, validatePodResourceName, place, scope);
  for (const [name, sum] of sumOf(spec, "requests")) {
    const written = resources.requests?.[name];
    if (written === undefined || sum.nano <= quantityOf(written).nano) continue;
    const detail = `must be greater than or equal to aggregate container requests of ${quantityText(sum)}`;
    scope.report(invalid(entry(at(place, "requests"), name), quantityText(quantityOf(written)), detail));
  }
  for (const [name, sum] of sumOf(spec, "limits")) {
    const written = resources.limits?.[name];
    if (!name.startsWith("hugepages-") || written === undefined || sum.nano <= quantityOf(written).nano) continue;
    const detail = `must be greater than or equal to aggregate container limits of ${quantityText(sum)}`;
    scope.report(invalid(entry(at(place, "limits"), name), quantityText(quantityOf(written)), detail));
  }
  for (const [index, container] of (spec.containers ?? []).entries()) {
    validateContainerLimits(container, index, spec, { path, scope });
  }
}

function validateContainerLimits(
  container: Container,
  index: number,
  spec: PodSpec,
  { path, scope }: { path: Path; scope: Scope },
): void {
  for (const [name, written] of Object.entries(container.resources?.limits ?? {})) {
    const limit = spec.resources?.limits?.[name];
    if (limit === undefined || quantityOf(written).nano <= quantityOf(limit).nano) continue;
    const place = entry(at(item(at(path, "containers"), index), "resources", "limits"), name);
    const detail = `must be less than or equal to pod limits of ${quantityText(quantityOf(limit))}`;
    scope.report(invalid(place, quantityText(quantityOf(written)), detail));
  }
}

/** What all containers take together: those that run side by side, or the largest that runs before them. */
function sumOf(spec: PodSpec, side: "requests" | "limits"): Map<string, Quantity> {
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
