import * as cel from "../../src/index.ts";

/** Whether a value is what the cases of `library.json` tag: `{"int": 1}`, `{"list": [...]}`, `{"quantity": "1Gi"}`. */
export function isTagged(actual: cel.Value, tagged: unknown): boolean {
  const [[tag, content]] = Object.entries(tagged as Record<string, unknown>) as [[string, unknown]];
  switch (tag) {
    case "null":
      return actual === null;
    case "bool":
    case "string":
      return actual === content;
    case "int":
      return (
        (typeof actual === "number" || typeof actual === "bigint") && cel.equal(actual, cel.adapt(content)) === true
      );
    case "double":
      return actual instanceof cel.Double && actual.value === content;
    case "list":
      return isSameList(actual, content as unknown[]);
    case "map":
      return isSameMap(actual, content as [unknown, unknown][]);
    case "optional": {
      if (!(actual instanceof cel.Optional)) return false;
      return content === null || actual.value === undefined
        ? content === null && actual.value === undefined
        : isTagged(actual.value, content);
    }
    default:
      return cel.equal(read(tag, content as string), actual) === true;
  }
}

function isSameList(actual: cel.Value, content: readonly unknown[]): boolean {
  if (!Array.isArray(actual) || actual.length !== content.length) return false;
  return content.every((element, index) => isTagged(cel.adapt(actual[index]), element));
}

function isSameMap(actual: cel.Value, content: readonly (readonly [unknown, unknown])[]): boolean {
  if (!(actual instanceof cel.CelMap) || actual.size !== content.length) return false;
  return content.every(([key, value]) => {
    const found = [...actual.entries()].find(([candidate]) => isTagged(candidate, key));
    return found !== undefined && isTagged(found[1], value);
  });
}

/** The value of an opaque type that a text stands for. */
function read(type: string, text: string): cel.Value {
  const { program } = cel.compile(`${type}(${JSON.stringify(text)})`, cel.kubernetes(37));
  return cel.evaluate(program!).value!;
}
