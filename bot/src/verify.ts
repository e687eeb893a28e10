import { createHmac, timingSafeEqual } from "node:crypto";

/** The fewest bytes of a webhook secret: what cannot be guessed, and what nobody leaves at a default. */
export const shortestSecret = 32;

/**
 * Whether a body was signed with one of the secrets: `sha256=` and the HMAC in hexadecimal, over the bytes as they came.
 * Several secrets are for changing one without losing a delivery. Takes the same time wherever a signature differs.
 */
export function isSigned(body: Uint8Array, signature: string | undefined, secrets: readonly string[]): boolean {
  const given = /^sha256=([0-9a-f]{64})$/.exec(signature ?? "")?.[1];
  if (given === undefined) return false;
  const bytes = Buffer.from(given, "hex");
  return secrets
    .map((secret) => timingSafeEqual(createHmac("sha256", secret).update(body).digest(), bytes))
    .includes(true);
}
