import { printShortest } from "../print/number.ts";

/** A value that stands for a variable. */
export type VariableValue = string | number | bigint | boolean;

/**
 * Puts the values of variables in the place of their `$(NAME)`; `$$` stands for one dollar. Names that `lookUp` does not
 * know stay. A text that is nothing but a variable becomes its value, with its type.
 */
export function expand(text: string, lookUp: (name: string) => VariableValue | undefined): VariableValue {
  let out = "";
  let from = 0;
  for (let at = text.indexOf("$"); at !== -1 && at + 1 < text.length; at = text.indexOf("$", from)) {
    out += text.slice(from, at);
    const end = text[at + 1] === "(" ? text.indexOf(")", at + 2) : -1;
    if (end !== -1) {
      const name = text.slice(at + 2, end);
      const value = lookUp(name) ?? `$(${name})`;
      if (text.length === name.length + 3) return value;
      out += typeof value === "number" ? printShortest(value) : value;
      from = end + 1;
    } else {
      out += text[at + 1] === "$" ? "$" : text.slice(at, at + 2);
      from = at + 2;
    }
  }
  return out + text.slice(from);
}
