type Labels = Readonly<Record<string, string | number>>;

/** Numbers for Prometheus, in its text format. Names are without the prefix `slipway_bot_`. */
export interface Metrics {
  /** Adds to a counter. */
  count(name: string, labels?: Labels, by?: number): void;
  /** Adds a duration in seconds to a histogram. */
  observe(name: string, seconds: number, labels?: Labels): void;
  /** A number that is read when it is asked for. */
  gauge(name: string, read: () => readonly (readonly [Labels, number])[]): void;
  text(): string;
}

const buckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120];

interface Histogram {
  readonly counts: number[];
  sum: number;
  count: number;
}

/** What each name means; a test holds that every name in use stands here. */
export const metricNames: Readonly<Record<string, string>> = {
  webhooks_total: "Deliveries that were taken, by event.",
  webhooks_rejected_total: "Deliveries that were refused, by reason.",
  jobs_total: "Jobs that ended, by kind and outcome.",
  job_seconds: "How long jobs took, by kind.",
  jobs_coalesced_total: "Wishes for a job that was waiting already, by kind.",
  jobs_waiting: "Jobs that wait or run, by kind.",
  jobs_oldest_seconds: "How long the oldest waiting job has waited.",
  plan_seconds: "How long the stages of a plan took, by phase.",
  plans_discarded_total: "Plans that were thrown away because a newer head had come.",
  plans_spared_total: "Pull requests that a move of the base did not touch.",
  github_requests_total: "Requests to GitHub, by route and status.",
  github_limited_total: "Requests that GitHub put off, by kind of limit.",
  push_attempts_total: "Attempts to move the environment branches, by outcome.",
  guard_trips_total: "Pushes and plans that were held back, by rule.",
};

/** An empty set of numbers. */
export function openMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<string, Map<string, Histogram>>();
  const gauges = new Map<string, () => readonly (readonly [Labels, number])[]>();

  function count(name: string, labels: Labels = {}, by = 1): void {
    const series = counters.get(name) ?? new Map<string, number>();
    counters.set(name, series);
    const key = labelText(labels);
    series.set(key, (series.get(key) ?? 0) + by);
  }

  function observe(name: string, seconds: number, labels: Labels = {}): void {
    const series = histograms.get(name) ?? new Map<string, Histogram>();
    histograms.set(name, series);
    const key = labelText(labels);
    const known = series.get(key) ?? { counts: buckets.map(() => 0), sum: 0, count: 0 };
    series.set(key, known);
    for (const [at, bound] of buckets.entries()) if (seconds <= bound) known.counts[at] = (known.counts[at] ?? 0) + 1;
    known.sum += seconds;
    known.count += 1;
  }

  function text(): string {
    const lines: string[] = [];
    const head = (name: string, type: string) =>
      lines.push(`# HELP slipway_bot_${name} ${metricNames[name] ?? name}`, `# TYPE slipway_bot_${name} ${type}`);
    for (const [name, series] of counters) {
      head(name, "counter");
      for (const [labels, value] of series) lines.push(line(name, labels, value));
    }
    for (const [name, read] of gauges) {
      head(name, "gauge");
      for (const [labels, value] of read()) lines.push(line(name, labelText(labels), value));
    }
    for (const [name, series] of histograms) {
      head(name, "histogram");
      for (const [labels, { counts, sum, count: total }] of series) {
        for (const [at, bound] of buckets.entries())
          lines.push(line(`${name}_bucket`, join(labels, `le="${bound}"`), counts[at] ?? 0));
        lines.push(line(`${name}_bucket`, join(labels, 'le="+Inf"'), total));
        lines.push(line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, total));
      }
    }
    return `${lines.join("\n")}\n`;
  }

  return { count, observe, gauge: (name, read) => void gauges.set(name, read), text };
}

function line(name: string, labels: string, value: number): string {
  return `slipway_bot_${name}${labels === "" ? "" : `{${labels}}`} ${value}`;
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(",");
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${String(value).replace(/[\\"\n]/g, (mark) => (mark === "\n" ? "\\n" : `\\${mark}`))}"`,
    )
    .join(",");
}
