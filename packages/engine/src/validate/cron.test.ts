import { expect, test } from "vitest";
import { cronProblem } from "./cron.ts";

test.each(["0 5 * * 1-5", "*/15 0,12 1-31/2 JAN-mar SUN", "05 7 ? * ?", "5/10 * * * *", "@daily", " 0 0 1 1 0 "])(
  "%s is a schedule",
  (schedule) => expect(cronProblem(schedule)).toBeUndefined(),
);

test.each([
  ["60 * * * *", 'minute "60": 60 is above 59'],
  ["* 24 * * *", 'hour "24": 24 is above 23'],
  ["* * 0 * *", 'day of the month "0": 0 is below 1'],
  ["* * * 13 *", 'month "13": 13 is above 12'],
  ["* * * * 7", 'day of the week "7": 7 is above 6'],
  ["*/0 * * * *", 'minute "*/0": "0" is no step'],
  ["*/5/5 * * * *", 'minute "*/5/5": has two steps'],
  ["5-1 * * * *", 'minute "5-1": "5-1" ends before it begins'],
  ["1-2-3 * * * *", 'minute "1-2-3": "1-2-3" is no range'],
  [", * * * *", 'minute ",": "" is no number'],
  ["* * * * FRO", 'day of the week "FRO": "FRO" is no number'],
  ["99999999999999999999 * * * *", 'minute "99999999999999999999": 100000000000000000000 is above 59'],
])("%s: %s", (schedule, problem) => expect(cronProblem(schedule)).toBe(problem));
