#!/usr/bin/env node
// The program itself is the bundle that `npm run prepare` makes of src/. This file is committed, because npm links no
// program that is missing when it installs.
require("../dist/cli.cjs");
