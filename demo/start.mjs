import { buildDemo, isFresh } from "./build.mjs";

/** `npm start`: runs what `npm ci` built, built again when a source has changed since. */
if (!isFresh()) await buildDemo();
await import("./dist/main.js");
