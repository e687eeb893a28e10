import type { Handler } from "../http/call.ts";
import { payerOf } from "../http/payer.ts";

export const getRateLimit: Handler = ({ github, actor }) => {
  const core = github.limiter.rate(payerOf(actor), "core");
  const graphql = github.limiter.rate(payerOf(actor), "graphql");
  const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
  return { status: 200, body: { resources: { core, graphql, search }, rate: core } };
};
