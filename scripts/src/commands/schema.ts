import { either, suggest } from "@slipway/engine";
import { Refusal } from "../output.ts";
import { schemaNames, schemaText } from "../package-files.ts";

/** Writes a JSON Schema, or the names of all. Gives the exit code. */
export function schema(name: string | undefined): number {
  const names = schemaNames();
  if (name === undefined) process.stdout.write(`${names.join("\n")}\n`);
  else if (names.includes(name)) process.stdout.write(schemaText(name));
  else {
    const near = suggest(name, names);
    throw new Refusal(
      `There is no schema "${name}". ${near === undefined ? `There are ${either(names)}.` : `Did you mean "${near}"?`}`,
    );
  }
  return 0;
}
