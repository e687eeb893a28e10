/** The annotation that says where an object came from, if `buildMetadata` asks for it. */
export const ORIGIN = "config.kubernetes.io/origin";

/** The annotation that says what changed it. */
export const TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";
