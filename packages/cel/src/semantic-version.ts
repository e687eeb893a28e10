import { compareStrings } from "./compare.ts";
import { quoteGo } from "./quote.ts";
import { CelError } from "./value.ts";
import { work } from "./work.ts";

/** A semantic version; what was built after `+` has no order and is not kept. */
export interface SemanticVersion {
  /** Major, minor, patch. */
  readonly numbers: readonly bigint[];
  /** What stands after `-`, part by part. */
  readonly prerelease: readonly (bigint | string)[];
}

/** Reads a version as blang/semver does, and says what is wrong in its words. */
export function parseVersion(text: string): SemanticVersion | CelError {
  work(10 * text.length);
  if (text === "") return new CelError("Version string empty");
  const parts = splitVersion(text);
  if (parts.length !== 3) return new CelError("No Major.Minor.Patch elements found");
  const [, patch, prerelease, build] = /^([^+-]*)(?:-([^+]*))?(?:\+(.*))?$/s.exec(parts[2]!)!;
  const numbers: bigint[] = [];
  for (const [index, digits] of [parts[0]!, parts[1]!, patch!].entries()) {
    const name = ["major", "minor", "patch"][index]!;
    if (!/^[0-9]*$/.test(digits)) {
      return new CelError(`Invalid character(s) found in ${name} number ${quoteGo(digits)}`);
    }
    const title = `${name[0]!.toUpperCase()}${name.slice(1)} number`;
    const number = readNumber(digits, title);
    if (number instanceof CelError) return number;
    numbers.push(number);
  }
  const parsed = prerelease === undefined ? [] : readPrerelease(prerelease);
  if (parsed instanceof CelError) return parsed;
  return buildProblem(build) ?? { numbers, prerelease: parsed };
}

/** At the first two dots. */
function splitVersion(text: string): string[] {
  const [major, minor, ...rest] = text.split(".");
  return rest.length === 0 ? text.split(".") : [major!, minor!, rest.join(".")];
}

function readNumber(digits: string, title: string): bigint | CelError {
  if (digits.length > 1 && digits[0] === "0") {
    return new CelError(`${title} must not contain leading zeroes ${quoteGo(digits)}`);
  }
  const failed = (reason: string) => new CelError(`strconv.ParseUint: parsing ${quoteGo(digits)}: ${reason}`);
  if (digits === "") return failed("invalid syntax");
  if (digits.length > 20 || BigInt(digits) >= 1n << 64n) return failed("value out of range");
  return BigInt(digits);
}

function readPrerelease(text: string): (bigint | string)[] | CelError {
  const parsed: (bigint | string)[] = [];
  for (const part of text.split(".")) {
    if (part === "") return new CelError("Prerelease is empty");
    if (!/^[0-9A-Za-z-]*$/.test(part)) {
      return new CelError(`Invalid character(s) found in prerelease ${quoteGo(part)}`);
    }
    const value = /^[0-9]*$/.test(part) ? readNumber(part, "Numeric PreRelease version") : part;
    if (value instanceof CelError) return value;
    parsed.push(value);
  }
  return parsed;
}

function buildProblem(build: string | undefined): CelError | undefined {
  for (const part of build?.split(".") ?? []) {
    if (part === "") return new CelError("Build meta data is empty");
    if (!/^[0-9A-Za-z-]*$/.test(part)) {
      return new CelError(`Invalid character(s) found in build meta data ${quoteGo(part)}`);
    }
  }
  return undefined;
}

/** Reads what people write for versions: `v1.2` is 1.2.0, and zeros in front do not count. */
export function parseLooseVersion(text: string): SemanticVersion | CelError {
  const parts = splitVersion(text.replace(/^v/, "")).map((part) => {
    if (part.length <= 1) return part;
    const stripped = part.replace(/^0+/, "");
    return /^[0-9]/.test(stripped) ? stripped : `0${stripped}`;
  });
  if (parts.length < 3 && /[+-]/.test(parts.at(-1)!)) {
    return new CelError("short version cannot contain PreRelease/Build meta data");
  }
  while (parts.length < 3) parts.push("0");
  return parseVersion(parts.join("."));
}

/** -1, 0 or 1: by the numbers, then by the prerelease; a version without one comes after those with one. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  const byNumber = compareParts(a.numbers, b.numbers);
  if (byNumber !== 0) return byNumber;
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Math.sign(b.prerelease.length - a.prerelease.length);
  }
  return compareParts(a.prerelease, b.prerelease);
}

/** Part by part, numbers before words; of two that begin alike the longer is greater. */
function compareParts(a: readonly (bigint | string)[], b: readonly (bigint | string)[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [a[index]!, b[index]!];
    if (typeof x !== typeof y) return typeof x === "bigint" ? -1 : 1;
    if (x === y) continue;
    const isLess = typeof x === "string" ? compareStrings(x, y as string) < 0 : x < (y as bigint);
    return isLess ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}
