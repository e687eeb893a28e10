import { describe, expect, test } from "vitest";
import { objectsOf } from "../test/objects.ts";
import { environment, everything, platform, service, team } from "../test/platform.ts";
import { build } from "./line.ts";

/** The objects of one service with some lines of its spec. */
const render = (spec: string, kind = "WebService") =>
  objectsOf(platform({ "apps/shop/web/service.yaml": service("shop/web", spec, kind) }));

describe("which objects each kind becomes", () => {
  test.each([
    ["WebService", "  port: 8080\n", "ServiceAccount Deployment Service PodDisruptionBudget NetworkPolicy"],
    ["Worker", "  scale: 1\n", "ServiceAccount Deployment NetworkPolicy"],
    ["CronJob", "  schedule: '@daily'\n", "ServiceAccount CronJob NetworkPolicy"],
    ["Job", "  run: {id: one}\n", "ServiceAccount Job NetworkPolicy"],
    ["StaticSite", "  scale: 1\n", "ServiceAccount ConfigMap Deployment Service NetworkPolicy"],
    [
      "WebService",
      "  port: 80\n  routes: [{}]\n  scale: {max: 9}\n  metrics: {path: /m}\n  slo: {availability: 99}\n  files: {/a: x}\n  variables: {A: {secret: s, key: k}}\n  preDeploy: {command: [x]}\n",
      "ServiceAccount ConfigMap ExternalSecret Job Deployment Service HTTPRoute ListenerSet Certificate HorizontalPodAutoscaler PodDisruptionBudget NetworkPolicy ServiceMonitor PrometheusRule",
    ],
    [
      "Worker",
      "  scale: {min: 0, max: 9, queue: {type: kafka, metadata: {topic: x}}}\n  metrics: {port: 9090}\n",
      "ServiceAccount Deployment ScaledObject NetworkPolicy PodMonitor",
    ],
  ])("%s with %j", (kind, spec, kinds) => {
    const made = Object.keys(render(spec, kind)).map((name) => name.split("/")[0]);
    expect(made).toEqual(kinds.split(" "));
  });
});

// Each of these was refused by an API server once.
describe("names and numbers that the API server takes", () => {
  test("the words of a command before deployment are texts", () => {
    const job = render("  port: 80\n  preDeploy: {command: [/app/migrate, 7, true]}\n")["Job/web-predeploy"];
    expect(job.spec.template.spec.containers[0].command).toEqual(["/app/migrate", "7", "true"]);
  });

  test("the key of a file is at most 253 long, and no key is another's", () => {
    const long = `/${"a/".repeat(120)}`;
    const { data } = render(`  files: {${long}b: x, ${long}c: y, /one-two: a, /one/two: b, /..data: c}\n`, "Worker")[
      "ConfigMap/web"
    ];
    expect(Object.values(data).sort()).toEqual(["a", "b", "c", "x", "y"]);
    expect(Object.keys(data).filter((key) => key.length > 253 || key.startsWith(".."))).toEqual([]);
  });

  test("a file of a site is not taken for the server's configuration", () => {
    const objects = render("  files: {/nginx.conf: mine}\n", "StaticSite");
    expect(Object.keys(objects["ConfigMap/web"].data)).toHaveLength(2);
    expect(objects["ConfigMap/web"].data["nginx.conf"]).toContain("listen 8080;");
  });

  test("metrics have a port of their own beside one that is called so, also at the end of the numbers", () => {
    const spec =
      "  ports: {metrics: {port: 65535, targetPort: 1}, dns: {port: 9090, protocol: udp}}\n  metrics: {port: 65535}\n";
    const objects = render(spec);
    expect(objects["Service/web"].spec.ports.map(({ name, port }: never) => [name, port])).toEqual([
      ["metrics", 65535],
      ["dns", 9090],
      ["metrics-2", 1024],
    ]);
    expect(objects["ServiceMonitor/web"].spec.endpoints[0].port).toBe("metrics-2");
    expect(objects["Deployment/web"].spec.template.spec.containers[0].ports).toHaveLength(3);
  });

  test("processor alone never scales to no pods, also where that is the default", () => {
    const files = platform({
      "environments/dev/environment.yaml": environment("dev", `  defaults: {scale: 0}\n  capabilities:${everything}\n`),
      "apps/shop/web/service.yaml": service("shop/web", "  port: 80\n  scale: {max: 4}\n"),
    });
    const { spec } = objectsOf(files)["HorizontalPodAutoscaler/web"];
    expect([spec.minReplicas, spec.maxReplicas]).toEqual([1, 4]);
  });

  test("a store is read again after a time that Go can read", () => {
    const installed = everything.replace("path: acme", "path: acme, refresh: 2d");
    const files = platform({
      "environments/dev/environment.yaml": environment("dev", `  capabilities:${installed}\n`),
      "apps/shop/web/service.yaml": service("shop/web", "  variables: {A: {secret: s, key: k}}\n", "Worker"),
    });
    expect(objectsOf(files)["ExternalSecret/web"].spec.refreshInterval).toBe("48h");
  });

  test("a quota is the team's own or that of all, also for a team called constructor", () => {
    const quotas = "  quota: {pods: 10}\n  quotas: {shop: {pods: 20}}\n";
    const files = platform({
      "environments/dev/environment.yaml": environment("dev", quotas),
      "apps/constructor/team.yaml": team("constructor"),
    });
    const made = build(files, "dev").files;
    const hard = (name: string) => /hard:\n {4}(.*)\n/.exec(made.get(`platform/${name}.yaml`) ?? "")?.[1];
    expect([hard("shop"), hard("constructor")]).toEqual(['pods: "20"', 'pods: "10"']);
  });
});

describe("no two services make the same object", () => {
  test("hosts that differ in a dot alone have routes of their own", () => {
    const hosts = ["a-b.example.org", "a.b.example.org", "internal.c.org"].map((host) => `{host: ${host}}`);
    const objects = render(`  port: 80\n  routes: [${hosts.join(", ")}, {host: c.org, visibility: internal}]\n`);
    expect(Object.keys(objects).filter((name) => name.startsWith("HTTPRoute/"))).toEqual([
      "HTTPRoute/web.a-b.example.org",
      "HTTPRoute/web.a.b.example.org",
      expect.stringMatching(/^HTTPRoute\/web\.[0-9a-f]{16}$/),
      "HTTPRoute/web.internal.c.org",
    ]);
  });

  test("the run of a job has no dash, so that what is before the last dash is the service", () => {
    const files = platform({
      "apps/shop/web/service.yaml": service("shop/web", "  run: {id: b1}\n", "Job"),
      "apps/shop/web-b/service.yaml": service("shop/web-b", "  preDeploy: {command: [x]}\n", "Worker"),
    });
    expect(objectsOf(files)).toHaveProperty("Job/web-b1");
    expect(objectsOf(files, "shop/web-b")).toHaveProperty("Job/web-b-predeploy");
  });
});

test("the alerts of a worker look for what its PodMonitor reads", () => {
  const spec = "  slo: {availability: 99.9}\n  metrics: {port: 9090}\n";
  const expr = (kind: string, more: string) =>
    render(spec + more, kind)["PrometheusRule/web"].spec.groups[0].rules[0].expr.split(",code")[0];
  expect(expr("Worker", "")).toBe('sum(rate(http_requests_total{namespace="shop-dev",container="web"');
  expect(expr("WebService", "  port: 80\n")).toBe('sum(rate(http_requests_total{namespace="shop-dev",service="web"');
});
