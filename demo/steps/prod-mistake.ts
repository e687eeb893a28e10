import { committed, freshName, type Step, smallestSpec } from "./desk.ts";

const team = "fulfilment";
const pathOf = (name: string) => `apps/${team}/${name}/service.yaml`;
const byQueue = `  scale: {min: 1, max: 4, queue: {type: rabbitmq, metadata: {queueName: orders, value: "20"}}}\n`;
const byLoad = "  scale: {min: 1, max: 4}\n";

/** Something that dev and staging take and prod does not. */
export const prodMistake: Step = {
  id: "prod-mistake",
  title: "Make a mistake that only prod refuses",
  text: "A service scales by the length of a queue. Dev and staging have what that takes; prod does not. You hear of it in this first review, not on release day. Apply the fix to scale by load.",
  branch: "tour/queue-",
  async run(desk) {
    const { developer } = desk.people;
    const name = freshName("order-mailer", team, this.branch, desk);
    const branch = this.branch + name;
    await developer.commit(branch, `Add ${name}`, { [pathOf(name)]: smallestSpec(name, team) + byQueue });
    const pull = await developer.open(branch, `Add ${name}`, "As many mailers as there are orders waiting.");
    return committed("a service that scales by a queue", branch, pull);
  },
  correction: (name) => ({
    message: "Scale by load: prod has no queue scaler",
    files: { [pathOf(name)]: smallestSpec(name, team) + byLoad },
  }),
};
