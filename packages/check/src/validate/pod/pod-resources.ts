import { forbidden, invalid } from "../../fault.ts";
import type { Container, PodSpec } from "../../gen/types.ts";
import { at, entry, item, type Path } from "../../path.ts";
import { podAmounts } from "../../pod-amounts.ts";
import { quantityOf, quantityText } from "../../quantity.ts";
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
  for (const [name, sum] of podAmounts(spec, "requests")) {
    const written = resources.requests?.[name];
    if (written === undefined || sum.nano <= quantityOf(written).nano) continue;
    const detail = `must be greater than or equal to aggregate container requests of ${quantityText(sum)}`;
    scope.report(invalid(entry(at(place, "requests"), name), quantityText(quantityOf(written)), detail));
  }
  for (const [name, sum] of podAmounts(spec, "limits")) {
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
