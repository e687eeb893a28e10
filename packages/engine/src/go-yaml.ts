import { constructFromEvents, type Event, type LoadOptions, parseEvents, YAMLException } from "js-yaml";
import { eventsAsGoReads } from "kustomize-ts";

/** js-yaml's own limit. */
const usualDepth = 100;
/** Characters: enough for any text that a person writes, and read in less than 100 ms. */
const maxReadAgain = 2_000_000;

/**
 * The documents of a text, as js-yaml's loadAll gives them; those, too, that go-yaml reads and js-yaml does not, such as
 * one in which a closing bracket stands under its key. Throws js-yaml's YAMLException for what neither reads.
 */
export function loadDocuments(text: string, options: LoadOptions = {}): unknown[] {
  return constructFromEvents(eventsIn(text, options), { ...options, source: text });
}

/** The same of the events of a text. */
export function eventsIn(text: string, options: { readonly maxDepth?: number } = {}): Event[] {
  try {
    return parseEvents(text, options);
  } catch (error) {
    const { maxDepth = usualDepth } = options;
    const events = error instanceof YAMLException ? eventsAsGoReads(text, { maxDepth, maxReadAgain }) : undefined;
    if (events === undefined) throw error;
    return events;
  }
}
