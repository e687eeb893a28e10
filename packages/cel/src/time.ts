import { CelError, Duration, Timestamp } from "./value.ts";

const BILLION = 1_000_000_000n;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970. */
const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** Reads an RFC 3339 time as Go does; undefined if it is none. Times outside of years 1 to 9999 are an error value. */
export function parseTimestamp(text: string): Timestamp | CelError | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const part = (index: number) => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const [hour, minute, second] = [part(4), part(5), part(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  if (part(9) > 24 || part(10) > 60) return undefined;
  const offset = (part(9) * 3600 + part(10) * 60) * (match[8] === "-" ? -1 : 1);
  const nanos = Number((match[7] ?? "").padEnd(9, "0").slice(0, 9));
  return timestamp(
    daysFromEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset,
    nanos,
    offset,
  );
}

/** A timestamp in CEL's range, or the error of one beyond it. */
export function timestamp(seconds: number, nanos: number, offset = 0): Timestamp | CelError {
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) return new CelError("timestamp overflow");
  return new Timestamp(seconds, nanos, offset);
}

/** Prints RFC 3339 with the zone that the time was written in and no more digits than needed. */
export function formatTimestamp(value: Timestamp): string {
  const { year, month, day, hour, minute, second } = calendar(value.seconds + value.offset);
  const two = (part: number) => String(part).padStart(2, "0");
  const fraction = value.nanos === 0 ? "" : `.${String(value.nanos).padStart(9, "0").replace(/0+$/, "")}`;
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${formatOffset(value.offset)}`;
}

function formatOffset(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

/** A time moved by a duration. */
export function addDuration(time: Timestamp, by: bigint): Timestamp | CelError {
  const nanos = BigInt(time.nanos) + (by % BILLION);
  const carried = nanos < 0n ? -1n : nanos >= BILLION ? 1n : 0n;
  const seconds = BigInt(time.seconds) + by / BILLION + carried;
  return timestamp(Number(seconds), Number(nanos - carried * BILLION), time.offset);
}

/** The duration from `b` to `a`. Its whole seconds must have room on their own, as in cel-go. */
export function timeBetween(a: Timestamp, b: Timestamp): Duration | CelError {
  const whole = duration(BigInt(a.seconds - b.seconds) * BILLION);
  return whole instanceof Duration ? duration(whole.nanos + BigInt(a.nanos - b.nanos)) : whole;
}

/** A duration of so many nanoseconds, or the error of one beyond 64 bits. */
export function duration(nanos: bigint, error = "integer overflow"): Duration | CelError {
  return BigInt.asIntN(64, nanos) === nanos ? new Duration(nanos) : new CelError(error);
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};
const DURATION_PART = /(\d*)(?:(\.)(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;

/** Reads a duration such as `1h30m` or `-1.5s` as Go does; undefined if it is none or does not fit. */
export function parseDuration(text: string): Duration | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  if (text === `${sign}0`) return new Duration(0n);
  let at = sign.length;
  if (at === text.length) return undefined;
  let nanos = 0n;
  while (at < text.length) {
    DURATION_PART.lastIndex = at;
    const match = DURATION_PART.exec(text);
    if (match === null || (match[1] === "" && (match[3] ?? "") === "")) return undefined;
    const unit = UNITS[match[4]!]!;
    if (match[1]!.replace(/^0+/, "").length > 19) return undefined;
    nanos += BigInt(match[1] || "0") * BigInt(unit) + fractionOf(match[3] ?? "", unit);
    if (nanos > 1n << 63n) return undefined;
    at = DURATION_PART.lastIndex;
  }
  const value = sign === "-" ? -nanos : nanos;
  return BigInt.asIntN(64, value) === value ? new Duration(value) : undefined;
}

/** What digits after the point are worth; Go computes it in floating point, and so it must be here. */
function fractionOf(digits: string, unit: number): bigint {
  if (digits === "") return 0n;
  let fraction = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = fraction * 10n + BigInt(digit);
    if (next > (1n << 63n) - 1n) break;
    fraction = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(fraction) * (unit / scale)));
}

/** A duration in units of so many nanoseconds, as Go's float has it. */
export function durationIn(unit: bigint, value: Duration): number {
  return Number(value.nanos / unit) + Number(value.nanos % unit) / Number(unit);
}

/** The seconds of a duration. */
export function durationSeconds(value: Duration): number {
  return durationIn(BILLION, value);
}

/** A date and time of day. Months and days count from 1, weekdays from Sunday = 0, days of the year from 1. */
export interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  readonly yearDay: number;
}

/** The date and time of day of so many seconds since 1970, in the Gregorian calendar before and after its time. */
export function calendar(seconds: number): Calendar {
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
    yearDay: Math.floor(seconds / 86_400) - daysFromEpoch(year, 1, 1) + 1,
  };
}

/** The date and time of day of a timestamp in a zone: a name such as `Europe/Berlin`, or an offset such as `-03:30`. */
export function calendarIn(time: Timestamp, zone: string): Calendar | CelError {
  const offset = zone.includes(":") ? fixedOffset(zone) : zoneOffset(zone, time.seconds);
  return typeof offset === "number" ? calendar(time.seconds + offset) : offset;
}

function fixedOffset(zone: string): number | CelError {
  const colon = zone.indexOf(":");
  const [hours, minutes] = [zone.slice(0, colon), zone.slice(colon + 1)];
  for (const part of [hours, minutes]) {
    if (!/^[+-]?\d+$/.test(part)) return new CelError(`strconv.Atoi: parsing ${JSON.stringify(part)}: invalid syntax`);
  }
  const signed = zone.startsWith("-") ? -Number(minutes) : Number(minutes);
  return (Number(hours) * 60 + signed) * 60;
}

/** How far a zone is ahead of UTC at a moment, in seconds. */
function zoneOffset(zone: string, seconds: number): number | CelError {
  if (zone === "" || zone === "UTC" || zone === "Local") return 0;
  if (/^[/\\]|\.\./.test(zone)) return new CelError("time: invalid location name");
  const format = zoneFormat(zone);
  if (format === undefined) return new CelError(`unknown time zone ${zone}`);
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) parts[type] = Number(value);
  const days = daysFromEpoch(parts["year"]!, parts["month"]!, parts["day"]!);
  return days * 86_400 + parts["hour"]! * 3600 + parts["minute"]! * 60 + parts["second"]! - seconds;
}

/** Names are files to Go, so their case matters; `Intl` takes any case. */
const NOT_A_ZONE = /(?:^|\/)(?:[^A-Z]|[A-Z]{4,}(?:\/|$))/;

/** Formats of zones: making one takes a thousand times as long as using it. */
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(zone: string): Intl.DateTimeFormat | undefined {
  const known = zoneFormats.get(zone);
  if (known !== undefined) return known;
  const made = NOT_A_ZONE.test(zone) ? undefined : makeZoneFormat(zone);
  if (zoneFormats.size >= 64) zoneFormats.clear();
  if (made !== undefined) zoneFormats.set(zone, made);
  return made;
}

function makeZoneFormat(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      calendar: "gregory",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined;
  }
}

function daysIn(year: number, month: number): number {
  return daysFromEpoch(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - daysFromEpoch(year, month, 1);
}

function daysFromEpoch(year: number, month: number, day: number): number {
  // Date.UTC takes years below 100 for years after 1900.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}
