import { describe, expect, test } from "vitest";
import { platform, service } from "../test/platform.ts";
import { explain } from "./explain.ts";
import { build } from "./line.ts";
import { originText } from "./print/text.ts";

const own = `resources: [settings.yaml]
namePrefix: x-
patches:
- path: patch.yaml
  target: {kind: Deployment}
`;
const patch = `apiVersion: apps/v1
kind: Deployment
metadata: {name: any}
spec:
  template:
    spec:
      containers:
      - name: sidecar
        image: ghcr.io/acme/sidecar:1.0.0
`;
const overlay = `patches:
- target: {kind: Deployment}
  patch: |
    - op: add
      path: /spec/template/spec/tolerations
      value:
      - key: dedicated
        operator: Exists
`;
const files = platform({
  "apps/shop/web/service.yaml": service("shop/web", "  port: 8080\n"),
  "apps/shop/web/kustomization.yaml": own,
  "apps/shop/web/patch.yaml": patch,
  "apps/shop/web/settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  A: a\n",
  "environments/dev/kustomization.yaml": overlay,
});

describe("where a field comes from that two overlays had in hand", () => {
  const objects = explain(files, "dev", "shop/web")?.objects ?? [];
  const pod = "/spec/template/spec";
  test.each([
    ["Deployment", "/metadata/name", "patch apps/shop/web/kustomization.yaml:2:13"],
    ["Deployment", `${pod}/containers/0/image`, "patch apps/shop/web/patch.yaml:9:16"],
    ["Deployment", `${pod}/containers/1/image`, "the spec apps/shop/web/service.yaml:5:10"],
    ["Deployment", `${pod}/tolerations/0/operator`, "patch environments/dev/kustomization.yaml:8:19"],
    ["ConfigMap", "/data/A", "patch apps/shop/web/settings.yaml:6:6"],
    ["ConfigMap", "/metadata/namespace", "rule: a service stands in the namespace <team>-<environment>"],
    ["Service", "/spec/ports/0/targetPort", "the spec apps/shop/web/service.yaml:6:9"],
  ])("%s %s: %s", (kind, pointer, text) => {
    const leaves = objects.find((object) => object.kind === kind)?.leaves;
    expect(originText(leaves?.find((leaf) => leaf.pointer === pointer)?.origin)).toBe(text);
  });
  test("no field comes from nowhere", () => {
    const silent = objects.flatMap(({ leaves }) => leaves.filter(({ origin }) => origin === undefined));
    expect([objects.length > 2, silent]).toEqual([true, []]);
  });
});

test("what an object may not be is said at the line of the patch that made it so", () => {
  const wrong = change(patch, "image: ghcr.io/acme/sidecar:1.0.0", "image: 7");
  const { findings } = build(new Map([...files, ["apps/shop/web/patch.yaml", wrong]]), "dev");
  const [found] = findings.filter(({ severity }) => severity === "error");
  expect(`${found?.code} ${found?.file}:${found?.line}`).toBe("API_WRONG_TYPE apps/shop/web/patch.yaml:9");
});

function change(text: string, before: string, after: string) {
  return { mode: "100644", content: text.replace(before, after) };
}
