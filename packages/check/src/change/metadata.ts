import { invalid } from "../fault.ts";
import type { ObjectMeta } from "../gen/types.ts";
import { quote } from "../go-text.ts";
import { at } from "../path.ts";
import type { Scope } from "../validate/scope.ts";
import { refusal, ways } from "./refusal.ts";

/** What cannot change of any object's metadata (apimachinery, `api/validation`). What nobody has written is not known. */
export function changeMetadata(meta: ObjectMeta, living: ObjectMeta, scope: Scope): void {
  const path = at(undefined, "metadata");
  const { resourceVersion = "", uid = "", deletionTimestamp, deletionGracePeriodSeconds: grace } = meta;
  if (!/^[0-9]*$/.test(resourceVersion)) {
    const detail = `strconv.ParseUint: parsing ${quote(resourceVersion)}: invalid syntax`;
    scope.report(refusal(invalid(at(path, "resourceVersion"), resourceVersion, detail), ways.own));
  }
  const refuse = (field: string, value: unknown) =>
    scope.report(refusal(invalid(at(path, field), value, "field is immutable"), ways.own));
  if (uid !== "" && living.uid !== undefined && uid !== living.uid) refuse("uid", uid);
  if (deletionTimestamp !== undefined && deletionTimestamp !== living.deletionTimestamp) {
    refuse("deletionTimestamp", deletionTimestamp);
  }
  if (grace !== undefined && grace !== living.deletionGracePeriodSeconds) refuse("deletionGracePeriodSeconds", grace);
}
