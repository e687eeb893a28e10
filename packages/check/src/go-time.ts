import { quote } from "./go-text.ts";

/** Times and durations as Go's `time` package reads them, with its words for what it cannot read. */

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(Z|[+-]\d{2}:\d{2})$/;
const layout = "2006-01-02T15:04:05Z07:00";
const microLayout = "2006-01-02T15:04:05.000000Z07:00";

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The part of the text that does not fit the layout, in the order in which Go meets it. */
function rest(text: string): [text: string, layout: string] {
  const steps: [RegExp, string][] = [
    [/^\d{4}/, "2006"],
    [/^-/, "-"],
    [/^\d{2}/, "01"],
    [/^-/, "-"],
    [/^\d{2}/, "02"],
    [/^T/, "T"],
    [/^\d{1,2}/, "15"],
    [/^:/, ":"],
    [/^\d{2}/, "04"],
    [/^:/, ":"],
    [/^\d{2}([.,]\d+)?/, "05"],
    [/^(Z|[+-]\d{2}:\d{2})/, "Z07:00"],
  ];
  let left = text;
  for (const [step, name] of steps) {
    const found = step.exec(left);
    if (found === null) return [left, name];
    left = left.slice(found[0].length);
  }
  return [left, ""];
}

/** What Go's `time.Parse` says of a text that is no RFC 3339 time, or nothing when it is one. */
export function timeError(text: string, micro = false): string | undefined {
  const expected = micro ? microLayout : layout;
  const parsing = `parsing time ${quote(text)}`;
  const parts = rfc3339.exec(text);
  if (parts === null) {
    const [left, name] = rest(text);
    if (name === "") return `${parsing}: extra text: ${quote(left)}`;
    return `${parsing} as ${quote(expected)}: cannot parse ${quote(left)} as ${quote(name)}`;
  }
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12) return `${parsing}: month out of range`;
  if (hour > 23) return `${parsing}: hour out of range`;
  if (minute > 59) return `${parsing}: minute out of range`;
  if (second > 59) return `${parsing}: second out of range`;
  if (day < 1 || day > daysIn(year, month)) return `${parsing}: day out of range`;
  if (micro && parts[7]?.length !== 7) {
    return `${parsing} as ${quote(expected)}: cannot parse ${quote(text.slice(19))} as ".000000"`;
  }
  return undefined;
}

const units: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 };
const durationForm = /^[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[^0-9.]+)+$/;

/** What Go's `time.ParseDuration` says of a text that is no duration, or nothing when it is one. */
export function durationError(text: string): string | undefined {
  if (/^[+-]?0$/.test(text)) return undefined;
  if (!durationForm.test(text)) {
    const missing = /^[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[^0-9.]+)*(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/.test(text);
    return `time: ${missing ? "missing unit in duration" : "invalid duration"} ${quote(text)}`;
  }
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9.]+)([^0-9.]+)/g)) {
    const size = units[unit!];
    if (size === undefined) return `time: unknown unit ${quote(unit!)} in duration ${quote(text)}`;
    total += Number(amount) * size;
  }
  return total > 2 ** 63 ? `time: invalid duration ${quote(text)}` : undefined;
}
