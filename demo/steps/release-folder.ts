/** Where the release of a service stands for an environment: the first one, undefined here, follows `apps/`. */
export function releaseFolder(service: string, environment: string | undefined): string {
  return environment === undefined ? `apps/${service}` : `environments/${environment}/releases/${service}`;
}
