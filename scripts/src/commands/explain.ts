import {
  explainJson,
  explain as explainService,
  explainText,
  type Finding,
  failed,
  groundOf,
  promotionOrder,
} from "@slipway/engine";
import { type Format, paintFor, Refusal, say, writeFindings } from "../output.ts";
import { openPlatform, selectEnvironments, selectServices } from "../platform.ts";

export interface ExplainOptions {
  readonly env?: string;
  readonly output: Format;
}

/** Says where every field of every object of one service comes from. Gives the exit code. */
export function explain(service: string, pointer: string | undefined, options: ExplainOptions): number {
  const { files } = openPlatform();
  const ground = groundOf(files);
  const [environment = ""] =
    options.env === undefined ? promotionOrder(ground.environments) : selectEnvironments(ground, options);
  const ids = [...(selectServices(files, { service }) ?? [])];
  const [id = ""] = ids;
  if (ids.length > 1) throw new Refusal(`There are ${ids.join(" and ")}: name one of them.`);
  const explained = explainService(files, environment, id);
  if (explained === undefined) throw new Refusal(`${id} has not been promoted to ${environment}.`);
  // A service that is right in itself may stand on a team or an environment that is not.
  const findings = explained.objects.length > 0 ? explained.findings : [...explained.findings, ...ground.findings];
  const objects = explained.objects
    .map((object) => ({
      ...object,
      leaves: object.leaves.filter(
        (leaf) => pointer === undefined || leaf.pointer === pointer || leaf.pointer.startsWith(`${pointer}/`),
      ),
    }))
    .filter(({ leaves }) => leaves.length > 0);
  if (options.output === "json") process.stdout.write(explainJson({ service: id, environment, objects, findings }));
  else {
    process.stdout.write(explainText(objects, paintFor(process.stdout)));
    writeFindings(findings, options.output);
  }
  tell(id, environment, objects.length, findings);
  return failed(findings) ? 1 : 0;
}

function tell(id: string, environment: string, objects: number, findings: readonly Finding[]): void {
  if (objects === 0)
    say(
      failed(findings)
        ? `${id} could not be built in ${environment}.`
        : `No field of ${id} in ${environment} is at that pointer.`,
    );
}
