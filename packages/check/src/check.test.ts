import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutated, seeded } from "../conformance/mutate.ts";
import { check, type Manifest, type Value } from "./index.ts";
import { kindsNamed } from "./kubernetes-types.ts";

const against = { kubernetes: "1.36", definitions: [] };

function deployment(name: string): Manifest {
  const labels = { app: name };
  const probe = { httpGet: { path: "/", port: "http" } };
  const container = {
    name: "main",
    image: "example/main:1",
    ports: [{ name: "http", containerPort: 8080 }],
    env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
    resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "64Mi" } },
    livenessProbe: probe,
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
  };
  const pod = { containers: [container], volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }] };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "shop", labels },
    spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/** How far a pointer leads into an object, in steps, and how many it has. */
function followed(pointer: string, object: Value): [found: number, all: number] {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  let value: unknown = object;
  for (const [index, step] of steps.entries()) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return [index, steps.length];
    value = (value as Record<string, unknown>)[step];
  }
  return [steps.length, steps.length];
}

describe("check", () => {
  test("says nothing of an object that the server takes", () => {
    expect(check([deployment("till")], against)).toEqual([]);
  });

  test("takes versions as clusters write them, and holds to the nearest that it knows", () => {
    for (const kubernetes of ["1.33", "v1.34.2", "1.33+", "1.20", "v1.99.0-alpha"]) {
      expect(check([deployment("till")], { ...against, kubernetes })).toEqual([]);
    }
    expect(() => check([], { ...against, kubernetes: "latest" })).toThrow("not a version of Kubernetes");
  });

  test("gives findings in the order of the objects, with their places", () => {
    const bad = { ...deployment("a"), spec: {} };
    const found = check([deployment("b"), bad, deployment("c"), bad], against);
    expect(new Set(found.map(({ index }) => index))).toEqual(new Set([1, 3]));
    expect(found.map(({ index }) => index)).toEqual(found.map(({ index }) => index).sort());
    expect(found[0]?.object).toBe("apps/v1 Deployment shop/a");
  });

  test("never throws and never changes what it is given, whatever that is", () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: false, maxDepth: 4 });
    fc.assert(
      fc.property(fc.array(fc.json().map((text) => JSON.parse(text) as Value)), anything, (objects, value) => {
        check(frozen(objects), { ...against, previous: [] });
        check([value as Value], against);
      }),
    );
  });

  test("never throws for the kinds that it knows, whatever their fields hold", () => {
    const kinds = ["Deployment", "Service", "Ingress", "Job", "ValidatingAdmissionPolicy", "PersistentVolume", "Role"];
    const shapes = fc.dictionary(
      fc.constantFrom("spec", "metadata", "rules", "data", "template", "__proto__", "constructor"),
      fc.dictionary(
        fc.constantFrom("template", "ports", "selector", "containers", "name", "labels", "rules", "__proto__", "spec"),
        fc.anything({ maxDepth: 3 }),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), shapes, shapes, (kind, fields, before) => {
        const { apiVersion } = kindsNamed(kind)[0]!;
        const object = { ...fields, apiVersion, kind } as Manifest;
        check([object], { ...against, previous: [{ ...before, apiVersion, kind } as Manifest] });
      }),
      { numRuns: 300 },
    );
  });

  test("never throws for kinds that nobody defines, whatever their fields hold", () => {
    const kinds = [
      ["external-secrets.io/v1", "ExternalSecret"],
      ["secrets-store.csi.x-k8s.io/v1", "SecretProviderClass"],
      ["gateway.networking.k8s.io/v1", "HTTPRoute"],
      ["gateway.networking.k8s.io/v1", "ListenerSet"],
      ["argoproj.io/v1alpha1", "Rollout"],
      ["keda.sh/v1alpha1", "ScaledObject"],
    ] as const;
    const fields = fc.constantFrom(
      ...["template", "containers", "target", "secretObjects", "parentRefs", "parentRef", "hostnames", "rules", "env"],
      ...[
        "matches",
        "backendRefs",
        "listeners",
        "hostname",
        "port",
        "selector",
        "metadata",
        "labels",
        "scaleTargetRef",
      ],
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, "", "a", 1, true),
        fc.dictionary(fields, tie("node"), { maxKeys: 4 }),
        fc.array(tie("node"), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), node)), (objects) => {
        const written = objects.map(([[apiVersion, kind], spec]) => ({ apiVersion, kind, spec }));
        check([deployment("till"), ...(written as Value[])], against);
      }),
      { numRuns: 300 },
    );
  });

  test("points at the value of every mistake, or at where it is missing", () => {
    const random = seeded(7);
    for (let run = 0; run < 400; run++) {
      const { object, words } = mutated(deployment("till"), random);
      for (const { pointer, stage, code } of check([frozen(object)], against)) {
        const [found, all] = followed(pointer, object);
        if (stage === "decode") expect(all - found, `${code} ${pointer}`).toBe(0);
        // What the server fills in, or what a mistake took away, is not there to be pointed at.
        else if (code !== "REQUIRED") expect(found, `${code} ${pointer} after ${words}`).toBeGreaterThan(0);
      }
    }
  });

  test("finds of a change what it finds of the new object alone, where nothing is fixed", () => {
    const random = seeded(8);
    for (let run = 0; run < 200; run++) {
      const { object } = mutated(deployment("till"), random);
      const meta = object["metadata"];
      if (typeof meta !== "object" || meta === null) continue;
      const previous = { ...object, metadata: { ...meta, annotations: { changed: "since" } } };
      const alone = check([object], against);
      expect(check([object], { ...against, previous: [previous as Manifest] })).toEqual(alone);
    }
  });

  test("refuses what is nested too deep, holds itself, or is too large", () => {
    let deep: Value = "end";
    for (let depth = 0; depth < 100_000; depth++) deep = { a: deep };
    const round: Record<string, Value> = { apiVersion: "v1", kind: "ConfigMap" };
    round["data"] = round;
    let wide: Value = [];
    for (let level = 0; level < 60; level++) wide = [wide, wide];
    const objects = [deep, { apiVersion: "v1", kind: "Secret", data: deep }, round, { ...round, data: wide }];
    expect(check(objects as Value[], against).map(({ code }) => code)).toEqual(objects.map(() => "TOO_LARGE"));
    expect(check([deployment("till")], { ...against, previous: [round], definitions: [round] })).toEqual([]);
  });

  test("treats __proto__ as a key like any other", () => {
    const object = JSON.parse(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"__proto__":"b"}},"data":{"__proto__":"c"}}',
    ) as Manifest;
    expect(check([object], against).map(({ pointer }) => pointer)).toEqual(["/metadata/labels/__proto__"]);
  });
});
