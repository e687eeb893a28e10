import { describe, expect, test } from "vitest";
import { brief, objectsOf } from "../test/objects.ts";
import { environment, everything, platform, service, settings, team } from "../test/platform.ts";
import type { Content } from "../test/tree.ts";
import { build } from "./line.ts";

/** What is said about shop/web in dev. */
const found = (contents: { readonly [path: string]: Content }) =>
  brief(build(platform(contents), "dev", { services: new Set(["shop/web"]) }).findings);
const web = (spec: string, kind?: string) => ({ "apps/shop/web/service.yaml": service("shop/web", spec, kind) });
const dev = (more: string) => ({ "environments/dev/environment.yaml": environment("dev", more) });
const set = (spec: string) => ({ "environments/dev/settings/shop/web/settings.yaml": settings("shop/web", spec) });
const bare = dev("");
const full = `  capabilities:${everything}\n`;
const container = (contents: { readonly [path: string]: Content }) =>
  objectsOf(platform(contents))["Deployment/web"].spec.template.spec.containers[0];

describe("size and compute", () => {
  const sizes = `  sizes: {m: {cpu: 300m, memory: 300Mi}}\n  defaults: {size: l, tiers: {1: {size: xl}}}\n`;
  test.each<[string, { readonly [path: string]: Content }, string]>([
    ["size s, when nobody says another", {}, "100m 128Mi"],
    ["the environment's default", dev(sizes), "500m 512Mi"],
    [
      "the tier's before it",
      { ...dev(sizes), "apps/shop/team.yaml": team("shop", "  defaults: {tier: 1}\n") },
      "1 1Gi",
    ],
    [
      "the team's before both",
      { ...dev(sizes), "apps/shop/team.yaml": team("shop", "  defaults: {tier: 1, size: xs}\n") },
      "50m 64Mi",
    ],
    [
      "the spec's before all, as the environment means it",
      { ...dev(sizes), ...web("  port: 80\n  size: m\n") },
      "300m 300Mi",
    ],
    ["exact compute", web("  port: 80\n  compute: {cpu: 1500m, memory: 1Gi}\n"), "1500m 1Gi"],
    ["compute in cores", web("  port: 80\n  compute: {cpu: 0.5, memory: 1Gi}\n"), "500m 1Gi"],
    [
      "settings: a size over compute",
      { ...web("  port: 80\n  compute: {cpu: 2, memory: 1Gi}\n"), ...set("  size: xs\n") },
      "50m 64Mi",
    ],
    [
      "settings: compute over a size",
      { ...web("  port: 80\n  size: m\n"), ...set("  compute: {cpu: 2, memory: 1Gi}\n") },
      "2 1Gi",
    ],
  ])("%s", (_what, contents, expected) => {
    const { cpu, memory } = container(contents).resources.requests;
    expect(`${cpu} ${memory}`).toBe(expected);
  });
});

describe("scale", () => {
  const cases: [string, { readonly [path: string]: Content }, string][] = [
    ["2 pods, when nobody says otherwise", {}, "2"],
    ["a number", web("  port: 80\n  scale: 0\n"), "0"],
    ["min and max alike are a number", web("  port: 80\n  scale: {min: 3, max: 3}\n"), "3"],
    ["min alone: up to three times as many", web("  port: 80\n  scale: {min: 3}\n"), "3 to 9 by cpu 70"],
    ["max alone", web("  port: 80\n  scale: {max: 5, memory: 80}\n"), "2 to 5 by memory 80"],
    [
      "settings over single bounds",
      { ...web("  port: 80\n  scale: {min: 2, max: 4, cpu: 60}\n"), ...set("  scale: {max: 8}\n") },
      "2 to 8 by cpu 60",
    ],
    [
      "settings: a number over a range",
      { ...web("  port: 80\n  scale: {min: 2, max: 4}\n"), ...set("  scale: 1\n") },
      "1",
    ],
    ["the environment's range", dev(`  defaults: {scale: {min: 2, max: 4}}\n${full}`), "2 to 4 by cpu 70"],
    [
      "the tier's range",
      { ...dev(`  defaults: {scale: 1, tiers: {3: {scale: {min: 2, max: 3, cpu: 50}}}}\n${full}`) },
      "2 to 3 by cpu 50",
    ],
  ];
  test.each(cases)("%s", (_what, contents, expected) => {
    const { "Deployment/web": deployment, "HorizontalPodAutoscaler/web": autoscaler } = objectsOf(platform(contents));
    const { minReplicas, maxReplicas, metrics } = autoscaler?.spec ?? {};
    const by = metrics?.map(
      ({ resource }: never) =>
        `${(resource as { name: string }).name} ${(resource as { target: { averageUtilization: number } }).target.averageUtilization}`,
    );
    expect(
      autoscaler === undefined ? String(deployment.spec.replicas) : `${minReplicas} to ${maxReplicas} by ${by}`,
    ).toBe(expected);
    expect(deployment.spec.replicas === undefined).toBe(autoscaler !== undefined);
  });
});

describe("what a spec asks for and the environment lacks is an error at the line that asks", () => {
  test.each<[string, string, string]>([
    ["a route", "  port: 80\n  routes: [{}]\n", "CAPABILITY_MISSING apps/shop/web/service.yaml:7:12"],
    [
      "a visibility",
      "  port: 80\n  routes:\n    - visibility: internal\n",
      "CAPABILITY_MISSING apps/shop/web/service.yaml:8:19",
    ],
    ["a range", "  port: 80\n  scale: {max: 9}\n", "CAPABILITY_MISSING apps/shop/web/service.yaml:7:10"],
    ["a measure", "  port: 80\n  scale: {max: 9, memory: 70}\n", "CAPABILITY_MISSING apps/shop/web/service.yaml:7:19"],
    [
      "a secret",
      "  port: 80\n  variables: {A: {secret: a, key: b}}\n",
      "CAPABILITY_MISSING apps/shop/web/service.yaml:7:27",
    ],
    ["metrics", "  port: 80\n  metrics: {path: /m}\n", "CAPABILITY_MISSING apps/shop/web/service.yaml:7:3"],
    ["objectives", "  port: 80\n  slo: {availability: 99}\n", "CAPABILITY_MISSING apps/shop/web/service.yaml:7:3"],
  ])("%s", (_what, spec, finding) => expect(found({ ...bare, ...web(spec) })).toEqual([finding]));
});

describe("what a spec names must be there", () => {
  const path = "apps/shop/web/service.yaml";
  test.each<[string, { readonly [path: string]: Content }, string[]]>([
    [
      "a service that is nowhere",
      web("  port: 80\n  variables: {A: {service: shop/wep}}\n"),
      [`SERVICE_UNKNOWN ${path}:7:28`],
    ],
    ["a caller that is nowhere", web("  port: 80\n  access: {from: [shop/wep]}\n"), [`SERVICE_UNKNOWN ${path}:7:19`]],
    ["a team that is nowhere", web("  port: 80\n  access: {from: [nobody]}\n"), [`TEAM_UNKNOWN ${path}:7:19`]],
    [
      "a secret of another team",
      { ...web("  port: 80\n  variables: {A: {secret: pay/s, key: k}}\n"), "apps/pay/team.yaml": team("pay") },
      [`SECRET_NOT_GRANTED ${path}:7:27`],
    ],
    [
      "a secret that is granted",
      {
        ...web("  port: 80\n  variables: {A: {secret: pay/s, key: k}}\n"),
        "apps/pay/team.yaml": team("pay", "  grants: [{secret: s, to: [shop]}]\n"),
      },
      [],
    ],
    [
      "a service whose spec is broken: not the mistake of who names it",
      { ...web("  port: 80\n  variables: {A: {service: shop/api}}\n"), "apps/shop/api/service.yaml": "x" },
      [],
    ],
    [
      "settings for a field that the kind has not",
      { ...web("", "CronJob"), ...web("  schedule: '@daily'\n", "CronJob"), ...set("  scale: 2\n") },
      ["SETTING_NOT_FOR_KIND environments/dev/settings/shop/web/settings.yaml:5:3"],
    ],
    [
      "settings that break the spec's own rules",
      { ...web("  port: 80\n  scale: {min: 3, max: 4}\n"), ...set("  scale: {max: 2}\n") },
      [`SCALE_RANGE ${path}:7:16`],
    ],
    [
      "settings of another service",
      { "environments/dev/settings/shop/web/settings.yaml": settings("shop/api", "  size: m\n") },
      ["NAME_MISMATCH environments/dev/settings/shop/web/settings.yaml:3:18"],
    ],
  ])("%s", (_what, contents, findings) => expect(found(contents)).toEqual(findings));

  test("a service that has not been promoted yet is a warning there", () => {
    const files = platform({
      "apps/shop/api/service.yaml": service("shop/api"),
      "environments/prod/releases/shop/web/service.yaml": service(
        "shop/web",
        "  port: 80\n  variables: {A: {service: shop/api}}\n",
      ),
    });
    const { built, findings } = build(files, "prod");
    expect([built, brief(findings)]).toEqual([
      ["shop/web"],
      ["SERVICE_NOT_HERE environments/prod/releases/shop/web/service.yaml:7:28"],
    ]);
  });
});

test("settings of the environment that this one is like hold where it has none", () => {
  const files = platform({
    "environments/eu/environment.yaml": environment("eu", "  like: dev\n"),
    "environments/us/environment.yaml": environment("us", "  like: eu\n"),
    "environments/dev/settings/shop/web/settings.yaml": settings("shop/web", "  scale: 5\n"),
  });
  const replicas = ["dev", "eu", "us"].map(
    (name) => objectsOf(files, "shop/web", name)["Deployment/web"].spec.replicas,
  );
  expect(replicas).toEqual([5, 5, 5]);
});

test("addresses are made from names alone", () => {
  const files = platform({
    ...web("  port: 80\n  variables: {A: {service: shop/api}, B: {service: shop/api, port: 9090}}\n"),
    "apps/shop/api/service.yaml": service("shop/api"),
  });
  const { env } = objectsOf(files)["Deployment/web"].spec.template.spec.containers[0];
  expect(env.map(({ value }: never) => value)).toEqual(["api.shop-dev.svc:80", "api.shop-dev.svc:9090"]);
});
