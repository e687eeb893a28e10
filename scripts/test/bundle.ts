import { execFileSync } from "node:child_process";

/** Before all tests: the bundle of the command line is made of the sources as they are now. */
export default function setup(): void {
  execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
}
