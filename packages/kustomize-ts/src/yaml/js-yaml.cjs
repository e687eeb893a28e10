// The CommonJS build of js-yaml: on Node 20 its ES module build is three to seven times slower.
module.exports = require("js-yaml");
