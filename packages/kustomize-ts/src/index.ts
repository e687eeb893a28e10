export type { Manifest, Value } from "./manifest.ts";
export { print, printOne } from "./print.ts";
