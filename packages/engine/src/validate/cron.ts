const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const fields = [
  { name: "minute", from: 0, to: 59, words: [] },
  { name: "hour", from: 0, to: 23, words: [] },
  { name: "day of the month", from: 1, to: 31, words: [] },
  { name: "month", from: 1, to: 12, words: ["", ...months] },
  { name: "day of the week", from: 0, to: 6, words: days },
] as const;

/**
 * What is wrong with a schedule of five fields or a word such as @daily, by the grammar of robfig/cron's standard
 * parser, which the API server uses. Undefined: nothing.
 */
export function cronProblem(schedule: string): string | undefined {
  if (schedule.startsWith("@")) return undefined;
  const parts = schedule.trim().split(/\s+/);
  for (const [index, field] of fields.entries()) {
    for (const range of (parts[index] ?? "").split(",")) {
      const problem = rangeProblem(range, field);
      if (problem !== undefined) return `${field.name} "${parts[index]}": ${problem}`;
    }
  }
  return undefined;
}

function rangeProblem(range: string, field: (typeof fields)[number]): string | undefined {
  const [span = "", step, ...more] = range.split("/");
  if (more.length > 0) return "has two steps";
  if (step !== undefined && (!/^[0-9]+$/.test(step) || Number(step) === 0)) return `"${step}" is no step`;
  if (span === "*" || span === "?") return undefined;
  const [low = "", high, ...rest] = span.split("-");
  if (rest.length > 0) return `"${span}" is no range`;
  const from = numberOf(low, field.words);
  const to = high === undefined ? from : numberOf(high, field.words);
  if (from === undefined) return `"${low}" is no number`;
  if (to === undefined) return `"${high}" is no number`;
  if (from < field.from) return `${from} is below ${field.from}`;
  if (to > field.to) return `${to} is above ${field.to}`;
  return from > to ? `"${span}" ends before it begins` : undefined;
}

function numberOf(text: string, words: readonly string[]): number | undefined {
  const word = text === "" ? -1 : words.indexOf(text.toLowerCase());
  if (word >= 0) return word;
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}
