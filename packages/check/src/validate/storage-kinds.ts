import { required } from "../fault.ts";
import type { CSIStorageCapacity, VolumeAttributesClass } from "../gen/types.ts";
import { at } from "../path.ts";
import { quantityOf } from "../quantity.ts";
import { validateLabelSelector } from "./labels.ts";
import { dnsSubdomain } from "./names.ts";
import { validateNotNegativeQuantity } from "./numbers.ts";
import { invalidEach, type Scope } from "./scope.ts";
import { validateParameters, validateProvisioner } from "./storage.ts";

/** Classes of attributes and the capacity of drivers (pkg/apis/storage/validation). */

export function validateAttributesClass(attributes: VolumeAttributesClass, scope: Scope): void {
  const { driverName = "", parameters = {} } = attributes;
  validateProvisioner(driverName, at(undefined, "driverName"), scope);
  const path = at(undefined, "parameters");
  validateParameters(parameters, path, scope);
  if (Object.keys(parameters).length === 0) {
    scope.report(required(path, "must contain at least one key/value pair"));
  }
}

export function validateStorageCapacity(storage: CSIStorageCapacity, scope: Scope): void {
  const { nodeTopology, storageClassName = "", capacity } = storage;
  validateLabelSelector(nodeTopology, at(undefined, "nodeTopology"), scope);
  invalidEach(scope, at(undefined, "storageClassName"), storageClassName, dnsSubdomain(storageClassName));
  if (capacity !== undefined) validateNotNegativeQuantity(quantityOf(capacity), at(undefined, "capacity"), scope);
}
