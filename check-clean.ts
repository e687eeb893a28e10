import { execFileSync } from "node:child_process";

/** The last step of `npm run check`: fails when a step before it changed a file that is checked in, or left a new one. */
const status = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" });
if (status !== "") {
  console.error(`The check changed files: commit what it made, if it is right.\n${status}`);
  process.exit(1);
}
