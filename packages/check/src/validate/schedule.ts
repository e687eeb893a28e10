import { timeZones } from "../gen/time-zones.ts";
import { quote } from "../go-text.ts";
import { durationError } from "../go-time.ts";

/** Schedules as github.com/robfig/cron/v3 reads them: five fields, or a word like `@daily`. */

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const fields: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: days },
];
const words = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/** What the parser says of a text that is no schedule, or nothing when it is one. */
export function scheduleError(schedule: string): string | undefined {
  let spec = schedule;
  if (/^(CRON_)?TZ=/.test(spec)) {
    const space = spec.indexOf(" ");
    if (space < 0) return "invalid schedule format: runtime error: slice bounds out of range [:-1]";
    const zone = spec.slice(spec.indexOf("=") + 1, space);
    if (!isTimeZone(zone)) return `provided bad location ${zone}: unknown time zone ${zone}`;
    spec = spec.slice(space).trim();
  }
  if (spec.startsWith("@")) return wordError(spec);
  const parts = spec.split(/\s+/).filter((part) => part !== "");
  if (parts.length !== 5) return `expected exactly 5 fields, found ${parts.length}: [${parts.join(" ")}]`;
  for (const [index, part] of parts.entries()) {
    for (const expression of part.split(",").filter((text) => text !== "")) {
      const error = rangeError(expression, fields[index]!);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}

function wordError(word: string): string | undefined {
  if (words.includes(word)) return undefined;
  if (!word.startsWith("@every ")) return `unrecognized descriptor: ${word}`;
  const error = durationError(word.slice("@every ".length));
  return error && `failed to parse duration ${word}: ${error}`;
}

/** `*`, `5`, `1-5`, `mon-fri`, each with or without `/2`. */
function rangeError(expression: string, bounds: Bounds): string | undefined {
  const [range = "", ...steps] = expression.split("/");
  const [low = "", ...highs] = range.split("-");
  let [start, end] = [bounds.min, bounds.max];
  if (low !== "*" && low !== "?") {
    const first = numberOf(low, bounds);
    if (typeof first === "string") return first;
    if (highs.length > 1) return `too many hyphens: ${expression}`;
    const last = highs.length === 0 ? first : numberOf(highs[0]!, bounds);
    if (typeof last === "string") return last;
    [start, end] = [first, last];
  }
  if (steps.length > 1) return `too many slashes: ${expression}`;
  if (steps.length === 1) {
    const step = numberOf(steps[0]!, { min: 0, max: 0 });
    if (typeof step === "string") return step;
    if (highs.length === 0) end = bounds.max;
    if (step === 0 && start >= bounds.min && end <= bounds.max && start <= end) {
      return `step of range should be a positive number: ${expression}`;
    }
  }
  const { min, max } = bounds;
  if (start < min) return `beginning of range (${start}) below minimum (${min}): ${expression}`;
  if (end > max) return `end of range (${end}) above maximum (${max}): ${expression}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${expression}`;
  return undefined;
}

function numberOf(text: string, { names, min }: Bounds): number | string {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + min;
  if (!/^[+-]?\d+$/.test(text)) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${quote(text)}: invalid syntax`;
  }
  const value = Number(text);
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
}

const zones = new Set(
  timeZones.split("\n").flatMap((line) => {
    const [region = "", places = ""] = line.split(": ");
    return places.split(" ").map((place) => (region === "" ? place : `${region}/${place}`));
  }),
);

/** Whether the time zone database has that name, in that case. */
export function isTimeZone(name: string): boolean {
  return name === "" || name === "UTC" || name === "Local" || zones.has(name);
}
