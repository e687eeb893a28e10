import { invalid, required, unsupported } from "../../fault.ts";
import type { Report } from "../../finding.ts";
import type { JSONSchemaProps, ValidationRule } from "../../gen/types.ts";
import { at, type Path } from "../../path.ts";
import { schemaAt } from "./schema-at.ts";
import { unsupportedPart } from "./unsupported.ts";

const reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];
const lineBreak = /[\n\r]/;

/** What can be said of a rule without reading its expressions. */
export function validateRuleForm(rule: ValidationRule, schema: JSONSchemaProps, place: Path, report: Report): void {
  const { rule: text = "", message = "", messageExpression = "", reason, fieldPath = "" } = rule;
  validateMessage(text.trim(), message, place, report);
  if (messageExpression !== "" && messageExpression.trim() === "") {
    report(required(at(place, "messageExpression"), "messageExpression must be non-empty if specified"));
  }
  if (reason !== undefined && !reasons.includes(reason)) report(unsupported(at(place, "reason"), reason, reasons));
  if (fieldPath === "") return;
  const refuse = (detail: string) => report(invalid(at(place, "fieldPath"), fieldPath, detail));
  if (fieldPath.trim() === "") refuse("must be non-empty if specified");
  if (lineBreak.test(fieldPath)) refuse("must not contain line breaks");
  const isKnown = unsupportedPart(schema) !== undefined || typeof schemaAt(fieldPath, schema) !== "string";
  if (!isKnown) refuse("must be a valid path");
}

function validateMessage(text: string, message: string, place: Path, report: Report): void {
  const messagePath = at(place, "message");
  if (text === "") report(required(at(place, "rule"), "rule is not specified"));
  else if (message !== "" && message.trim() === "") {
    report(invalid(messagePath, message, "must be non-empty if specified"));
  } else if (lineBreak.test(message.trim())) report(invalid(messagePath, message, "must not contain line breaks"));
  else if (lineBreak.test(text) && message.trim() === "") {
    report(required(messagePath, "message must be specified if rule contains line breaks"));
  }
}
