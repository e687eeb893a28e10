import type { FieldPath, Manifest } from "@slipway/admission";
import { valueAt } from "../doc.ts";
import type { Json } from "../yaml.ts";

/**
 * The patch that mends a field, where a policy says what it should be: its annotation `slipway.dev/patch` is
 * `container/securityContext/readOnlyRootFilesystem = true`, from the container that the policy stumbled over, or
 * `/spec/automountServiceAccountToken = false`, from the top of the object. Gives one JSON patch operation for the object
 * that the policy saw, at its place in the manifest; undefined where nothing is mechanical.
 */
export function patchFor(
  mend: string,
  offence: FieldPath | undefined,
  { manifest, at }: { readonly manifest: Manifest; readonly at: readonly string[] },
): string | undefined {
  const match = /^(container)?((?:\/[^\s=/]+)+) = (.+)$/.exec(mend);
  if (match === null) return undefined;
  const [, fromContainer, pointer = "", text = ""] = match;
  const container = fromContainer === undefined ? [] : containerOf(offence);
  if (container === undefined) return undefined;
  const path = [...at, ...container, ...pointer.slice(1).split("/")];
  let value: unknown = JSON.parse(text);
  // What stands around the field may not be there either.
  while (path.length > 1 && valueAt(manifest as Json, path.slice(0, -1)) === undefined)
    value = { [String(path.pop())]: value };
  const where = path.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  return JSON.stringify({ op: "add", path: `/${where}`, value });
}

/** `spec.containers[0]` of the path of a field in it. */
function containerOf(offence: FieldPath | undefined): FieldPath | undefined {
  const [top, list, index] = offence ?? [];
  const isContainer =
    top === "spec" && typeof index === "number" && /^(c|initC|ephemeralC)ontainers$/.test(String(list));
  return isContainer ? [top, String(list), index] : undefined;
}
