/** `npm start`: runs what `npm ci` built, built again when a source has changed since. */
try {
  const { buildDemo, isFresh } = await import("./build.mjs");
  if (!isFresh()) await buildDemo();
  await import("./dist/main.js");
} catch (error) {
  // A module is not there, or what is there does not fit the sources: most often after a pull.
  if (error.code !== "ERR_MODULE_NOT_FOUND" && error.errors === undefined) throw error;
  process.stderr.write(`${error.message}\nWhat npm start needs is not all installed: run npm ci first.\n`);
  process.exit(1);
}
