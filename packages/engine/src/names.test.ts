import { expect, test } from "vitest";
import { brief } from "../test/objects.ts";
import { environment, everything, platform, platformYaml, service, team } from "../test/platform.ts";
import type { Content } from "../test/tree.ts";
import { build } from "./line.ts";
import { review } from "./review.ts";

const long = "x".repeat(40);

test.each<[string, { readonly [path: string]: Content }, string[]]>([
  ["a service as long as it may be", { [`apps/shop/${long}/service.yaml`]: service(`shop/${long}`) }, []],
  [
    "a service that is too long together with its environment",
    {
      [`apps/shop/${long}/service.yaml`]: service(`shop/${long}`),
      "environments/a-very-long-name-it-is/environment.yaml": environment("a-very-long-name-it-is", "  from: dev\n"),
    },
    [`NAME_TOO_LONG apps/shop/${long}/service.yaml:3:18`],
  ],
  [
    "a team that has no service yet",
    {
      [`apps/${long}/team.yaml`]: team(long),
      [`environments/${long}/environment.yaml`]: environment(long, "  from: dev\n"),
    },
    [`NAME_TOO_LONG apps/${long}/team.yaml:3:18`],
  ],
  [
    "a service and the release of one that is gone from apps/",
    {
      "apps/shop-web/team.yaml": team("shop-web"),
      "apps/shop-web/api/service.yaml": service("shop-web/api"),
      "environments/prod/releases/shop/web-api/service.yaml": service("shop/web-api"),
    },
    [
      "NAME_COLLISION apps/shop-web/api/service.yaml:3:18",
      "NAME_COLLISION environments/prod/releases/shop/web-api/service.yaml:3:18",
    ],
  ],
  [
    "two teams whose namespaces in two environments are one",
    {
      "apps/shop-eu/team.yaml": team("shop-eu"),
      "environments/eu-dev/environment.yaml": environment("eu-dev", "  from: dev\n"),
    },
    ["NAME_COLLISION apps/shop-eu/team.yaml:3:18", "NAME_COLLISION apps/shop/team.yaml:3:18"],
  ],
  [
    "a team whose project is the platform's own in another environment",
    {
      "apps/eu-slipway/team.yaml": team("eu-slipway"),
      "environments/dev-eu/environment.yaml": environment("dev-eu", "  from: dev\n"),
    },
    ["NAME_COLLISION apps/eu-slipway/team.yaml:3:18"],
  ],
  [
    "a namespace of Kubernetes",
    {
      "apps/kube/team.yaml": team("kube"),
      "environments/system/environment.yaml": environment("system", "  from: dev\n"),
    },
    ["NAME_RESERVED apps/kube/team.yaml:3:18"],
  ],
  [
    "the namespace of Argo CD, and of a gateway",
    {
      "apps/argo/team.yaml": team("argo"),
      "apps/gate/team.yaml": team("gate"),
      "environments/platform.yaml": `${platformYaml}  argocd: {namespace: argo-dev}\n`,
      "environments/dev/environment.yaml": environment(
        "dev",
        `  capabilities:${everything.replaceAll("gateways", "gate-dev")}\n`,
      ),
    },
    ["NAME_RESERVED apps/argo/team.yaml:3:18", "NAME_RESERVED apps/gate/team.yaml:3:18"],
  ],
])("%s", (_what, contents, expected) => {
  expect(brief(review(platform(contents)).findings)).toEqual(expected);
});

test("a team with a wrong name has nothing built, and its services neither", () => {
  const files = platform({
    "apps/kube/team.yaml": team("kube"),
    "apps/kube/dns/service.yaml": service("kube/dns"),
    "environments/system/environment.yaml": environment("system", "  from: dev\n"),
  });
  const { built, failed, kept, findings } = build(files, "dev");
  expect([built, failed]).toEqual([["shop/web"], ["kube/dns"]]);
  expect(kept).toEqual([
    "platform/kube.yaml",
    "argocd/projects/kube.yaml",
    "kube/dns/",
    "argocd/applications/kube-dns.yaml",
  ]);
  expect(brief(findings)).toEqual(["NAME_RESERVED apps/kube/team.yaml:3:18"]);
});
