import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import operationExtract from "../gen/operations.json" with { type: "json" };
import webhookExtract from "../gen/webhooks.json" with { type: "json" };

/** An event that is sent, as `event.action`. */
export type EventName = keyof typeof webhookExtract.events;

/** One difference from GitHub's description: where, and what. */
export interface Difference {
  readonly path: string;
  readonly message: string;
  readonly keyword: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The descriptions are large and each is compiled when first needed: compiling them plainly is five times as fast. */
const plainly = { code: { optimize: false }, inlineRefs: false };
const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true, logger: false, ...plainly });
formats.default(ajv);
// A bot's address, `1+name[bot]@users.noreply.github.com`, is GitHub's own and yet no address by the book.
ajv.addFormat("email", /@/);
// What has no URL is described by an empty text, which is no URI.
ajv.addFormat("uri", (text) => text === "" || URL.canParse(text));
ajv.addSchema({ $id: "operations", ...operationExtract });
ajv.addSchema({ $id: "webhooks", ...webhookExtract });

const compiled = new Map<string, ValidateFunction>();

/** How a request body differs from what the operation takes; empty when it fits. */
export function checkBody(operation: string, body: unknown): readonly Difference[] {
  const known = (operationExtract.operations as Record<string, { body: unknown }>)[operation];
  if (known?.body === null) return [];
  return check(`operations#/operations/${pointerPart(operation)}/body`, body);
}

/** How a parameter, already turned from text into its type, differs from what the operation takes. */
export function checkParameter(operation: string, index: number, value: unknown): readonly Difference[] {
  return check(`operations#/operations/${pointerPart(operation)}/parameters/${index}/schema`, value);
}

/** How a response differs from what GitHub's description promises for that status; undescribed ones pass. */
export function checkResponse(operation: string, status: number, body: unknown): readonly Difference[] {
  const responses = (operationExtract.operations as Record<string, { responses: Record<string, unknown> }>)[operation];
  const schema = responses?.responses[status];
  if (schema === undefined || schema === null) return [];
  return check(`operations#/operations/${pointerPart(operation)}/responses/${status}`, body);
}

/** How a webhook's payload differs from what GitHub's description promises for that event and action. */
export function checkEvent(event: EventName, payload: unknown): readonly Difference[] {
  return check(`webhooks#/events/${event}`, payload);
}

function check(reference: string, value: unknown): readonly Difference[] {
  let validate = compiled.get(reference);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(difference);
}

function difference({ instancePath, message = "", keyword, params }: ErrorObject): Difference {
  return { path: instancePath, message, keyword, parameters: params };
}

/** A name as a part of a JSON pointer. */
function pointerPart(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
