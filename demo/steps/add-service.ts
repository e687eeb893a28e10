import { committed, freshName, type Step, smallestSpec } from "./desk.ts";

const team = "payments";

/** The smallest thing that a team does: seven lines of YAML. */
export const addService: Step = {
  id: "add-service",
  title: "Add a service",
  text: "Seven lines of YAML become a pull request. The bot answers with one comment: what merging changes now, and what follows once it is promoted. Merge it, and the board shows it in dev.",
  branch: "tour/add-",
  async run(desk) {
    const { developer } = desk.people;
    const name = freshName("gift-card", team, this.branch, desk);
    const branch = this.branch + name;
    const path = `apps/${team}/${name}/service.yaml`;
    await developer.commit(branch, `Add ${name}`, { [path]: smallestSpec(name, team) });
    const pull = await developer.open(branch, `Add ${name}`, "A new service, with nothing but an image and a port.");
    return committed(path, branch, pull);
  },
};
