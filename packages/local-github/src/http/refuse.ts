/** An answer that is not a success, as the API gives it. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly errors?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends the handling of a request with this answer. */
export function refuse(status: number, message: string, more: Omit<Refusal, "status" | "message"> = {}): never {
  const refusal: Refusal = { status, message, ...more };
  throw new Error(message, { cause: { refusal } });
}

/** 422 with one error in GitHub's form: `{resource, field, code}`, or a message of its own. */
export function invalid(resource: string, field: string, code: string, message?: string): never {
  const error = { resource, code, field, ...(message === undefined ? {} : { message }) };
  return refuse(422, "Validation Failed", { errors: [error] });
}

export function notFound(): never {
  return refuse(404, "Not Found");
}

/** Refuses parameters of an operation that are not heeded, rather than passing over them. */
export function refuseParameters(parameters: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const asked = names.find((name) => parameters[name] !== undefined);
  if (asked !== undefined) refuse(501, `local-github does not serve the parameter ${asked} of this operation.`);
}

/** The answer that an error stands for; undefined for an error of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof Error ? (error.cause as { refusal?: Refusal } | undefined) : undefined;
  return cause?.refusal;
}
