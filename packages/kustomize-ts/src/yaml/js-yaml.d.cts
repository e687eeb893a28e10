export type { Event, ScalarEvent } from "js-yaml";
export { getScalarValue, parseEvents, YAMLException } from "js-yaml";
