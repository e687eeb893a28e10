import { describe, expect, test } from "vitest";
import { environment, everything, platform, service, settings, team } from "../test/platform.ts";
import { change } from "../test/tree.ts";
import { build } from "./line.ts";
import { plan } from "./plan.ts";
import { review } from "./review.ts";

const routed = (host: string) => `  port: 8080\n  routes:\n    - ${host}\n`;
const gateways = `  capabilities:${everything}\n`;

/** Two teams, with what is below spec of a service called web of each of them, and more files. */
function teams(shop: string, pay: string, more: Parameters<typeof platform>[0] = {}) {
  return platform({
    "environments/dev/environment.yaml": environment("dev", gateways),
    "environments/prod/environment.yaml": environment("prod", `  from: dev\n${gateways}`),
    "apps/pay/team.yaml": team("pay"),
    "apps/shop/web/service.yaml": service("shop/web", shop),
    "apps/pay/web/service.yaml": service("pay/web", pay),
    ...more,
  });
}

const shared = (findings: ReturnType<typeof review>["findings"]) =>
  findings.filter(({ code }) => code === "ROUTE_SHARED").map(({ file, line, message }) => `${file}:${line} ${message}`);

const both = (words: string) => [
  `apps/pay/web/service.yaml:8 ${words} is served by shop/web too.`,
  `apps/shop/web/service.yaml:8 ${words} is served by pay/web too.`,
];

describe("two services at one host and path", () => {
  test.each([
    ["by their names", routed("path: /"), routed("path: /"), both("web/")],
    ["one by its name, one outright", routed("path: /"), routed("host: web.dev.example.com"), [] as string[]],
    ["outright", routed("host: shop.example.com"), routed('host: "shop.example.com"'), both("shop.example.com/")],
    ["in other letters", routed("host: shop"), routed('"ho\\x73t": "s\\u0068op"'), both("shop/")],
    ["at different paths", routed("path: /a"), routed("path: /b"), []],
    ["at different hosts", routed("host: a"), routed("host: b"), []],
    ["at different gateways", routed("visibility: internal"), routed("visibility: external"), []],
  ])("%s", (_name, shop, pay, expected) => {
    const { findings } = review(teams(shop, pay), { environments: ["prod"] });
    expect(shared(findings)).toEqual(expected);
  });

  test("are one finding each, however many environments there are, and both are built all the same", () => {
    const files = teams(routed("path: /"), routed("path: /"));
    expect(shared(review(files).findings)).toEqual(both("web/"));
    expect(build(files, "dev").failed).toEqual([]);
  });

  test("are found by the plan of the second one, at its line alone", () => {
    const before = teams(routed("host: hello"), "  port: 8080\n");
    const after = change(before, { "apps/pay/web/service.yaml": service("pay/web", routed("host: hello")) });
    expect(shared(plan(before, after).findings)).toEqual([
      "apps/pay/web/service.yaml:8 hello/ is served by shop/web too.",
    ]);
  });

  test("are found where settings bring the host, in an environment that reads them", () => {
    const path = "environments/prod/settings/pay/web/settings.yaml";
    const files = teams(routed("host: hello"), "  port: 8080\n", {
      "environments/prod/releases/shop/web/service.yaml": service("shop/web", routed("host: hello")),
      "environments/prod/releases/pay/web/service.yaml": service("pay/web"),
    });
    const after = change(files, { [path]: settings("pay/web", "  routes: [{host: hello}]\n") });
    expect(shared(plan(files, after).findings)).toEqual([`${path}:5 hello/ is served by shop/web too.`]);
  });
});
