import { fileURLToPath } from "node:url";
import { Environment as PeerEnvironment } from "@marcbachmann/cel-js";
import { build } from "esbuild";
import type * as package_ from "../src/index.ts";

/**
 * `npm run bench -- cel`: how many expressions a second this package and the best other engine on npm
 * (@marcbachmann/cel-js) evaluate over one Deployment, and how many they compile. Only expressions that both run, with
 * the same result. The last line is for programs: the geometric mean of evaluations a second of each.
 *
 * This package is measured as it is published, bundled: what runs TypeScript directly names every closure, which costs
 * more than making it.
 */
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("../src/index.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  write: false,
});
const source = Buffer.from(outputFiles[0]!.contents).toString("base64");
const cel = (await import(`data:text/javascript;base64,${source}`)) as typeof package_;

const container = (name: string, image: string) => ({
  name,
  image,
  ports: [{ containerPort: 8080 }],
  env: [{ name: "MODE", value: "production" }],
  securityContext: { privileged: false, runAsNonRoot: true, capabilities: { drop: ["ALL"] } },
  resources: { limits: { cpu: "500m", memory: "512Mi" } },
});

const object = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {
    name: "web",
    namespace: "shop",
    labels: { "app.kubernetes.io/name": "web", team: "checkout", tier: "front" },
    annotations: { owner: "checkout@example.com" },
  },
  spec: {
    replicas: 3,
    template: {
      spec: {
        containers: [
          container("web", "registry.example.com/shop/web:1.4.2"),
          container("proxy", "registry.example.com/base/envoy:1.30.1"),
          container("logs", "ghcr.io/example/logs:2.0.0"),
        ],
      },
    },
  },
};

const EXPRESSIONS: readonly (readonly [name: string, expression: string])[] = [
  ["replicas in range", "object.spec.replicas >= 1 && object.spec.replicas <= 10"],
  ["no latest tag", "object.spec.template.spec.containers.all(c, !c.image.endsWith(':latest'))"],
  [
    "registry allow-list",
    "object.spec.template.spec.containers.all(c, ['registry.example.com/', 'ghcr.io/'].exists(r, c.image.startsWith(r)))",
  ],
  [
    "not privileged",
    "object.spec.template.spec.containers.all(c, !has(c.securityContext) || !has(c.securityContext.privileged) || c.securityContext.privileged == false)",
  ],
  ["labels match", "object.metadata.labels.all(k, object.metadata.labels[k].matches('^[a-z0-9-]+$'))"],
  ["owner is set", "has(object.metadata.annotations) && 'owner' in object.metadata.annotations"],
  ["a port is open", "object.spec.template.spec.containers.exists(c, c.ports.exists(p, p.containerPort == 8080))"],
  [
    "limits",
    "object.spec.template.spec.containers.all(c, has(c.resources.limits.memory) && c.resources.limits.cpu != '')",
  ],
  ["names", "object.spec.template.spec.containers.map(c, c.name).filter(n, n.size() > 3).size() == 2"],
  ["name by namespace", "object.metadata.namespace + '/' + object.metadata.name == 'shop/web'"],
];

/** Calls a second, measured for half a second after a quarter of warming up. */
function rate(call: () => unknown): number {
  const run = (milliseconds: number): number => {
    const start = performance.now();
    let calls = 0;
    while (performance.now() - start < milliseconds) {
      for (let index = 0; index < 100; index++) call();
      calls += 100;
    }
    return (calls * 1000) / (performance.now() - start);
  };
  run(250);
  return Math.round(run(500));
}

const ours = cel.policyEnvironment({ minor: 36 });
const theirs = new PeerEnvironment({ unlistedVariablesAreDyn: true });
const bindings = { object };
const rates: (readonly [ours: number, theirs: number])[] = [];
for (const [name, expression] of EXPRESSIONS) {
  const { program, error } = cel.compile(expression, ours, [cel.BOOL]);
  if (program === undefined) throw new Error(`${name}: ${error}`);
  const peer = theirs.parse(expression);
  if (peer(bindings) !== cel.evaluate(program, bindings).value) throw new Error(`${name}: the results differ.`);
  const evaluations = [rate(() => cel.evaluate(program, bindings)), rate(() => peer(bindings))] as const;
  const compilations = [rate(() => cel.compile(expression, ours, [cel.BOOL])), rate(() => theirs.parse(expression))];
  rates.push(evaluations);
  console.log(`${name}: evaluates ${evaluations.join(" beside ")}, compiles ${compilations.join(" beside ")} a second`);
}

function mean(values: readonly number[]): number {
  return Math.round(Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length));
}

console.log(
  `cel: ${mean(rates.map(([mine]) => mine))} expressions a second, cel-js ${mean(rates.map(([, peer]) => peer))}`,
);
