#!/usr/bin/env node
// The program itself is the bundle that `npm run prepare` makes of src/. This file is committed, because npm links no
// program that is missing when it installs.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { constants, Script } = require("node:vm");

// Beside each file of the bundle lies what V8 made of it when it was built: a third less time from start to end. V8
// itself refuses what another version of it has made, or of another text.
require.extensions[".cjs"] = (module, filename) => {
  const [cache, parameters] = [`${filename}.cache`, "exports, require, module, __filename, __dirname"];
  const script = new Script(`(function (${parameters}) {${readFileSync(filename, "utf8")}\n})`, {
    filename,
    ...(existsSync(cache) ? { cachedData: readFileSync(cache) } : {}),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (process.env.SLIPWAY_BUILD === "1") process.on("exit", () => writeFileSync(cache, script.createCachedData()));
  const load = (id) => module.require(id);
  script.runInThisContext().call(module.exports, module.exports, load, module, filename, dirname(filename));
};

require("../dist/cli.cjs");
