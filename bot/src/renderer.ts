import manifest from "../package.json" with { type: "json" };

/** The version of what renders. Branches that another one rendered are rendered anew as a whole. */
export const renderer: string = manifest.version;
