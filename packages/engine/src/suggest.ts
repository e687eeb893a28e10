import { closest, distance } from "fastest-levenshtein";

/** Words that other tools have for what we call otherwise. */
const elsewhere: Readonly<Record<string, string>> = {
  autoscaling: "scale",
  containerPort: "port",
  cron: "schedule",
  entrypoint: "command",
  env: "variables",
  environment: "variables",
  healthCheck: "health",
  healthcheck: "health",
  ingress: "routes",
  instances: "scale",
  livenessProbe: "health",
  owner: "team",
  readinessProbe: "health",
  replicas: "scale",
  resources: "compute",
  secrets: "variables",
  timezone: "timeZone",
};

/** The allowed word that was probably meant: a few letters away, or another tool's word for it. Undefined: no guess. */
export function suggest(written: string, allowed: readonly string[]): string | undefined {
  const known = elsewhere[written];
  if (known !== undefined && allowed.includes(known)) return known;
  if (allowed.length === 0 || written.length > 100) return undefined;
  const nearest = closest(
    written.toLowerCase(),
    allowed.map((word) => word.toLowerCase()),
  );
  const word = allowed.find((candidate) => candidate.toLowerCase() === nearest);
  const tolerance = written.length < 4 ? 1 : Math.max(2, Math.floor(written.length / 3));
  return word !== undefined && distance(written.toLowerCase(), nearest) <= tolerance ? word : undefined;
}

/** Words as a sentence has them: a, b or c. */
export function either(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
