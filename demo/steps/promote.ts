import { addService } from "./add-service.ts";
import type { Desk, Done, Step } from "./desk.ts";
import { releaseFolder } from "./release-folder.ts";

const prefix = "tour/promote-";

/** A release that goes on. */
export interface Promotion {
  /** `team/name` */
  readonly service: string;
  /** Undefined for the first environment. */
  readonly from: string | undefined;
  readonly to: string;
  /** What the branch begins with. */
  readonly as?: string;
}

/**
 * Opens the pull request that promotes a service: the release's folder is copied to that of the next environment, and
 * what is not in it any more goes.
 */
export async function promote(
  { people: { developer }, pulls, main }: Desk,
  { service, from, to, as = "promote/" }: Promotion,
): Promise<Done> {
  const branch = `${as}${to}-${service.replace("/", "-")}`;
  const open = pulls.find((pull) => pull.branch === branch && pull.state === "open");
  if (open !== undefined) return { said: `That is pull request #${open.number} already.`, pull: open.number };
  const [source, target] = [`${releaseFolder(service, from)}/`, `${releaseFolder(service, to)}/`];
  const files: Record<string, string | Uint8Array | undefined> = {};
  for (const path of main.keys()) if (path.startsWith(target)) files[path] = undefined;
  for (const [path, text] of main) if (path.startsWith(source)) files[target + path.slice(source.length)] = text;
  if (Object.values(files).every((text) => text === undefined)) throw new Error(`${source} is not on main.`);
  const title = `Promote ${service} to ${to}`;
  await developer.commit(branch, title, files);
  const pull = await developer.open(branch, title, `Copies ${source} as it was merged; nothing else changes.`);
  return { said: `The developer copied ${source} to ${target} and opened pull request #${pull}.`, pull };
}

/** The service that was added last and is not in staging yet. */
function latest({ pulls, main }: Desk): string | undefined {
  return pulls
    .filter(({ state, branch }) => state === "merged" && branch.startsWith(addService.branch))
    .map(({ branch }) => `payments/${branch.slice(addService.branch.length)}`)
    .find((service) => main.has(`apps/${service}/service.yaml`) && !main.has(staged(service)));
}

function staged(service: string): string {
  return `environments/staging/releases/${service}/service.yaml`;
}

/** The release that was merged goes on to the next environment as it is. */
export const promoteToStaging: Step = {
  id: "promote",
  title: "Promote it to staging",
  text: "A promotion is a pull request that copies the release’s folder, and nothing else: staging gets what dev has run. On the board, every version that is ahead has an arrow that does the same.",
  branch: prefix,
  blocked: (desk) => (latest(desk) === undefined ? "Add a service and merge it first." : undefined),
  async run(desk) {
    const service = latest(desk);
    if (service === undefined) throw new Error("There is no new service to promote.");
    return promote(desk, { service, from: undefined, to: "staging", as: prefix });
  },
};
