export { type Seal, sealMessage, stageTree } from "./stage-tree.ts";
export { readStanding, type Standing } from "./standing.ts";
export { readTrailers, type Trailers, withTrailers } from "./trailers.ts";
