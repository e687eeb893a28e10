/** Webhooks. Plain rows; times are milliseconds since 1970, others are named by their id. */

export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: number;
  readonly event: string;
  readonly action: string | undefined;
  readonly installation: number | undefined;
  readonly repository: number | undefined;
  readonly body: string;
  readonly redelivery: boolean;
  readonly createdAt: number;
  /** Undefined while it has not been tried; 0 when no answer came. */
  readonly statusCode: number | undefined;
  readonly status: string;
  readonly duration: number;
  readonly responseBody: string | undefined;
  readonly responseHeaders: Readonly<Record<string, string>> | undefined;
}
