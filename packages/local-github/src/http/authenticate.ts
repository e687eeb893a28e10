import { createHash, createVerify } from "node:crypto";
import type { GitHub } from "../github.ts";
import type { App } from "../state/account-rows.ts";
import { type Actor, anonymous } from "./actor.ts";
import { refuse } from "./refuse.ts";

/** How a token is remembered. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The token in an Authorization header: `Bearer x`, `token x`, or the password of Basic (as Git sends it). */
export function tokenOf(header: string | undefined): string | undefined {
  const [scheme = "", value = ""] = (header ?? "").split(" ");
  if (/^(bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return undefined;
  const [user = "", password = ""] = Buffer.from(value, "base64").toString().split(/:(.*)/s);
  return password === "" || password === "x-oauth-basic" ? user : password;
}

/** Who sends this header. Refuses with 401 a token that is unknown, expired or of a suspended installation. */
export function authenticate(github: GitHub, header: string | undefined): Actor {
  if (header === undefined || header === "") return anonymous;
  const token = tokenOf(header) ?? "";
  return token.startsWith("ey") ? authenticateApp(github, token) : authenticateToken(github, token);
}

function authenticateToken(github: GitHub, token: string): Actor {
  const row = github.store.get("tokens", hashOf(token));
  if (row === undefined || row.expiresAt <= github.now()) return refuse(401, "Bad credentials");
  const { installation: installed, account, permissions, repositories, id } = row;
  if (installed === undefined) {
    return { kind: "user", account, app: undefined, installation: undefined, permissions, repositories, token: id };
  }
  const installation = github.store.get("installations", installed);
  if (installation === undefined) return refuse(401, "Bad credentials");
  if (installation.suspendedAt !== undefined) return refuse(403, "This installation has been suspended");
  const { app } = installation;
  return { kind: "installation", account, app, installation: installed, permissions, repositories, token: id };
}

interface Claims {
  readonly iss?: string | number;
  readonly iat?: number;
  readonly exp?: number;
}

function authenticateApp(github: GitHub, token: string): Actor {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const claims = decode<Claims>(payload);
  if (claims === undefined || decode<{ alg?: string }>(head)?.alg !== "RS256") {
    return refuse(401, "A JSON web token could not be decoded");
  }
  const app = github.store.all("apps").find(({ id, clientId }) => [String(id), clientId].includes(String(claims.iss)));
  if (app === undefined) return refuse(401, "'Issuer' claim ('iss') must be an Integer");
  if (!signed(app, `${head}.${payload}`, signature)) return refuse(401, "A JSON web token could not be decoded");
  const now = Math.floor(github.now() / 1000);
  if (typeof claims.exp !== "number") return refuse(401, "Missing 'expiration time' claim ('exp') in assertion");
  if (claims.exp <= now)
    return refuse(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (claims.exp > now + 660) return refuse(401, "'Expiration time' claim ('exp') is too far in the future");
  if (typeof claims.iat !== "number" || claims.iat > now + 60) {
    return refuse(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  return { ...anonymous, kind: "app", account: app.bot, app: app.id };
}

function decode<T>(part: string): T | undefined {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString()) as T;
  } catch {
    return undefined;
  }
}

function signed(app: App, text: string, signature: string): boolean {
  const verify = createVerify("RSA-SHA256").update(text);
  return verify.verify(app.publicKey, Buffer.from(signature, "base64url"));
}
