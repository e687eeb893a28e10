import { forbidden, required } from "../../fault.ts";
import type { CustomResourceConversion } from "../../gen/types.ts";
import { at, type Path, said, unsaid } from "../../path.ts";
import { oneOf, type Scope } from "../scope.ts";
import { validateClient, validateReviewVersions } from "../webhooks.ts";

/** How objects become those of another version. The server words a webhook's fields as they once were in v1beta1. */
export function validateConversion(conversion: CustomResourceConversion, place: Path, scope: Scope): void {
  const { strategy = "", webhook } = conversion;
  const client = said(unsaid(unsaid(place, "webhook"), "clientConfig"), "webhookClientConfig");
  const versions = at(unsaid(place, "webhook"), "conversionReviewVersions");
  if (strategy === "") scope.report(required(at(place, "strategy")));
  else oneOf(scope, at(place, "strategy"), strategy, ["None", "Webhook"]);
  const { clientConfig, conversionReviewVersions = [] } = webhook ?? {};
  if (strategy === "Webhook") {
    if (clientConfig === undefined) scope.report(required(client, "required when strategy is set to Webhook"));
    else validateClient(clientConfig, client, scope);
    if (conversionReviewVersions.length === 0) scope.report(required(versions));
    else validateReviewVersions(conversionReviewVersions, versions, scope);
    return;
  }
  const detail = "should not be set when strategy is not set to Webhook";
  if (clientConfig !== undefined) scope.report(forbidden(client, detail));
  if (conversionReviewVersions.length > 0) scope.report(forbidden(versions, detail));
}
