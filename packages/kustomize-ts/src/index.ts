export { type Build, build, type Layer, type Options, type PatchUse } from "./build.ts";
export { fileNames } from "./file-names.ts";
export type { File, Files } from "./files.ts";
export type { Finding, FindingCode } from "./finding.ts";
export type { Manifest, Value } from "./manifest.ts";
export type { Given, Origin } from "./origins.ts";
export { print, printOne } from "./print.ts";
export { eventsAsGoReads } from "./yaml/events.ts";
export { resolveYaml11 } from "./yaml/resolve.ts";
