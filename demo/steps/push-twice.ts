import type { Desk, Step } from "./desk.ts";

const path = "apps/boutique/ad/service.yaml";
const tag = /(image: \S+:v?(?:\d+\.)*)(\d+)$/m;

function later({ main }: Desk, by: number): string {
  return String(main.get(path) ?? "").replace(
    tag,
    (_, before: string, last: string) => `${before}${Number(last) + by}`,
  );
}

/** Pushes that come faster than plans. */
export const pushTwice: Step = {
  id: "push-twice",
  title: "Push twice quickly",
  text: "A new version of ad, and two more pushes right behind it. The bot never queues up plans: what is under way gives way to the newest head, and there is still one comment. Count the “planned” lines in the log.",
  branch: "tour/bump-",
  blocked: ({ main }) =>
    tag.test(String(main.get(path) ?? "")) ? undefined : "There is no version of ad to count up.",
  async run(desk) {
    const { developer } = desk.people;
    const number = desk.pulls.filter((pull) => pull.branch.startsWith(this.branch)).length + 1;
    const branch = `${this.branch}ad-${number}`;
    await developer.commit(branch, "A new version of ad", { [path]: later(desk, 1) });
    const pull = await developer.open(branch, "A new version of ad", "Pushed more than once.");
    const start = performance.now();
    await developer.commit(branch, "The version after it", { [path]: later(desk, 2) });
    await developer.commit(branch, "And the one after that", { [path]: later(desk, 3) });
    const spent = Math.round(performance.now() - start);
    return {
      said: `The developer opened pull request #${pull} and pushed twice more within ${spent} ms: three heads, and only the last one counts.`,
      pull,
    };
  },
};
