import type { Desk, Step } from "./desk.ts";

/** Nobody calls these. */
const three = ["boutique/help", "boutique/load-generator", "payments/ledger-import"];

function filesOf({ main }: Desk): string[] {
  const folders = three.flatMap((service) => [`apps/${service}/`, `environments/dev/settings/${service}/`]);
  return [...main.keys()].filter((path) => folders.some((folder) => path.startsWith(folder)));
}

/** More deletions than one pair of eyes should let through. */
export const deleteThree: Step = {
  id: "delete-three",
  title: "Delete three services",
  text: "Deleting much at once asks for a second pair of eyes: an owner of the platform who has no part in the change says yes to exactly this plan. Any later push voids the yes.",
  branch: "tour/retire-",
  blocked: (desk) => (filesOf(desk).length === 0 ? "They are gone already." : undefined),
  async run(desk) {
    const { developer } = desk.people;
    const number = desk.pulls.filter((pull) => pull.branch.startsWith(this.branch)).length + 1;
    const branch = `${this.branch}${number}`;
    const gone = Object.fromEntries(filesOf(desk).map((path) => [path, undefined]));
    await developer.commit(branch, "Retire three services", gone);
    const pull = await developer.open(branch, "Retire three services", `Nobody calls ${three.join(", ")}.`);
    return {
      said: `The developer deleted ${three.join(", ")} on the branch ${branch} and opened pull request #${pull}.`,
      pull,
    };
  },
};
