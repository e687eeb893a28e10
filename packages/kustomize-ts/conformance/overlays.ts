import fc from "fast-check";

/** A tree of texts, and the folder in it that is built. */
export type Overlays = { readonly texts: Readonly<Record<string, string>>; readonly dir: string };

/** Draws values; what is drawn less likely first is what shrinking tends to. */
type Draw = {
  readonly one: <T>(...values: readonly T[]) => T;
  /** True about as often as said, in percent. */
  readonly is: (percent: number) => boolean;
  readonly some: <T>(values: readonly T[], most: number) => T[];
};

type Json = unknown;
type Fields = { [field: string]: Json };
type ObjectId = { readonly kind: string; readonly name: string; readonly namespace: string | undefined };

/** What a tree has come to on the way: its files, the objects that there are, and the generated ones. */
type Tree = { readonly texts: Record<string, string>; readonly objects: ObjectId[]; readonly generated: Fields[] };

const NAMES = ["app", "web", "db"];
const NAMESPACES = ["one", "two"];
const VERSIONS: { readonly [kind: string]: string } = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  CronJob: "batch/v1",
  Ingress: "networking.k8s.io/v1",
  RoleBinding: "rbac.authorization.k8s.io/v1",
  ClusterRole: "rbac.authorization.k8s.io/v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  Thing: "example.com/v1",
};
const KINDS = [...Object.keys(VERSIONS), "Service", "ConfigMap", "Secret", "ServiceAccount", "Namespace"];
const WORKLOADS = ["Deployment", "StatefulSet"];
const SCALARS = [
  ..."text|two words|true|1|1.50|0x10|010|null|~|yes|'yes'|'1'|2020-01-01|'a: b'|'#'|''|1e3|.5|_|é".split("|"),
  "'a text that is so long that it is folded where the eightieth column of its line comes to an end'",
  '"tab\\t"',
  '"line\\nline\\n"',
  ...["' lead'", "'1:30'", "'*x'", "-x", "'a #b'", "a#b", "'y'", "1_000", "0o17", "'\u{1f600}'", '"a\\u2028b"'],
];

/** Any overlays: up to three layers with components, and in each of them any fields of a kustomization together. */
export const overlays: fc.Arbitrary<Overlays> = fc.gen().map((gen) => {
  const pick = (count: number): number => gen(fc.nat, { max: count - 1 });
  const draw: Draw = {
    one: (...values) => values[pick(values.length)]!,
    is: (percent) => pick(100) >= 100 - percent,
    some: (values, most) => {
      const left = [...values];
      return Array.from({ length: Math.min(pick(most + 1), left.length) }, () => left.splice(pick(left.length), 1)[0]!);
    },
  };
  const tree: Tree = { texts: {}, objects: [], generated: [] };
  const layers = 1 + pick(3);
  for (let layer = 0; layer < layers; layer++) addLayer(draw, tree, layer);
  return { texts: tree.texts, dir: `l${layers - 1}` };
});

function addLayer(draw: Draw, tree: Tree, layer: number): void {
  const folder = `l${layer}/`;
  const resources = layer === 0 ? [] : [`../l${layer - 1}`];
  if (layer === 0 || draw.is(30)) resources.push(...addResources(draw, tree, folder, layer === 0 ? 5 : 1));
  const fields = kustomization(draw, tree, folder);
  if (draw.is(20)) {
    const component = { ...kustomization(draw, tree, `c${layer}/`), kind: "Component" };
    const apiVersion = "kustomize.config.k8s.io/v1alpha1";
    tree.texts[`c${layer}/kustomization.yaml`] = JSON.stringify({ apiVersion, ...component }, null, 1);
    fields["components"] = [`../c${layer}`];
  }
  tree.texts[`${folder}kustomization.yaml`] = JSON.stringify({ resources, ...fields }, null, 1);
}

function addResources(draw: Draw, tree: Tree, folder: string, most: number): string[] {
  const texts: string[] = [];
  for (let count = 1 + Math.floor(draw.some([...Array(most).keys()], most).length); count > 0; count--) {
    const kind = draw.one(...KINDS);
    const isCluster = kind === "ClusterRole" || kind === "Namespace";
    const namespace = !isCluster && draw.is(20) ? draw.one(...NAMESPACES) : undefined;
    const id = { kind, name: draw.one(...NAMES), namespace };
    if (tree.objects.some((other) => other.kind === id.kind && other.name === id.name)) continue;
    tree.objects.push(id);
    texts.push(object(draw, id));
  }
  tree.texts[`${folder}app.yaml`] = texts.join("---\n");
  return texts.length === 0 ? [] : ["app.yaml"];
}

const scalar = (draw: Draw): string => draw.one(...SCALARS);
const labels = (draw: Draw): string => `{${draw.some(["app: app", "tier: front", 'version: "1"'], 3).join(", ")}}`;

function object(draw: Draw, { kind, name, namespace }: ObjectId): string {
  const metadata = [
    `name: ${name}`,
    ...(namespace === undefined ? [] : [`namespace: ${namespace}`]),
    ...(draw.is(50) ? [`labels: ${labels(draw)}`] : []),
    ...(draw.is(25) ? [`annotations: {note: ${draw.one("text", "'1'", "'true'")}}`] : []),
  ];
  const head = `apiVersion: ${VERSIONS[kind] ?? "v1"}\nkind: ${kind}\nmetadata: {${metadata.join(", ")}}\n`;
  return head + (BODIES[kind]?.(draw) ?? "");
}

function podTemplate(draw: Draw): string {
  const image = () => draw.one("nginx", "'nginx:1.7'", "'acme/app:v1'", "'host:5000/acme/app'", "'nginx@sha256:ab'");
  const container = (name: string): string => {
    const env = `env: [{name: A, value: ${scalar(draw)}}, {name: B, valueFrom: {secretKeyRef: {name: ${draw.one(...NAMES)}, key: k}}}]`;
    const from = `envFrom: [{configMapRef: {name: ${draw.one(...NAMES, "made")}}}]`;
    const ports = `ports: [{containerPort: 80}, {containerPort: 81, name: x, protocol: UDP}]`;
    const more = draw.some([env, from, ports, "command: [run, $(V)]", "resources: {limits: {cpu: 1}}"], 3);
    return `{name: ${name}, image: ${image()}${more.map((part) => `, ${part}`).join("")}}`;
  };
  const volume = draw.one("configMap: {name: made}", "secret: {secretName: app}", "emptyDir: {}");
  const more = draw.some(
    [`volumes: [{name: v, ${volume}}]`, "serviceAccountName: app", `initContainers: [${container("init")}]`],
    2,
  );
  const containers = ["first", "second"].slice(0, draw.one(1, 2)).map(container);
  const spec = [`containers: [${containers.join(", ")}]`, ...more].join(", ");
  return `{metadata: {labels: ${labels(draw)}}, spec: {${spec}}}`;
}

const BODIES: { readonly [kind: string]: (draw: Draw) => string } = {
  Deployment: (draw) =>
    `spec:\n  replicas: ${draw.one(1, 3)}\n  selector: {matchLabels: ${labels(draw)}}\n  template: ${podTemplate(draw)}\n`,
  StatefulSet: (draw) =>
    `spec:\n  serviceName: ${draw.one(...NAMES)}\n  template: ${podTemplate(draw)}\n  volumeClaimTemplates: [{metadata: {name: disk}}]\n`,
  CronJob: (draw) => `spec: {schedule: "* * * * *", jobTemplate: {spec: {template: ${podTemplate(draw)}}}}\n`,
  Service: (draw) =>
    `spec:\n  selector: ${labels(draw)}\n  ports: [{port: 80, name: web}, {port: 81, protocol: UDP}]\n`,
  Ingress: (draw) =>
    `spec: {rules: [{host: h, http: {paths: [{path: /, backend: {service: {name: ${draw.one(...NAMES)}, port: {number: 80}}}}]}}]}\n`,
  RoleBinding: (draw) =>
    `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${draw.one(...NAMES)}}\nsubjects: [{kind: ServiceAccount, name: ${draw.one(...NAMES, "default")}, namespace: one}]\n`,
  ClusterRole: (draw) =>
    `rules: [{apiGroups: [""], resources: [configmaps], resourceNames: [${draw.one(...NAMES)}], verbs: [get]}]\n`,
  HorizontalPodAutoscaler: (draw) =>
    `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${draw.one(...NAMES)}}, minReplicas: 1}\n`,
  ConfigMap: (draw) => `data:\n  k: ${scalar(draw)}\n  other.txt: ${scalar(draw)}\n`,
  Secret: (draw) => `type: Opaque\ndata: {k: ${draw.one("YQ==", "''")}}\nstringData: {s: ${scalar(draw)}}\n`,
  ServiceAccount: (draw) => `secrets: [{name: ${draw.one(...NAMES)}}]\n`,
  Thing: (draw) =>
    `spec:\n  text: ${scalar(draw)}\n  list: [{name: a, v: ${scalar(draw)}}, {name: b, v: 1}]\n  words: [a, ${scalar(draw)}]\n  ref: {name: ${draw.one(...NAMES, "made")}}\n  map: {}\n  none: null\n`,
};

/** The fields of a kustomization, each there about every fourth time. */
function kustomization(draw: Draw, tree: Tree, folder: string): Fields {
  const fields: Fields = {};
  for (const [field, make] of Object.entries(FIELDS)) {
    const value = draw.is(22) ? make(draw, tree, folder) : undefined;
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}

type Make = (draw: Draw, tree: Tree, folder: string) => Json;

const pairs: Make = (draw) => ({ [draw.one("app", "team", "tier")]: draw.one("red", "1", "true", "a b".slice(0, 1)) });

const FIELDS: { readonly [field: string]: Make } = {
  namePrefix: (draw) => draw.one("p-", "dev-"),
  nameSuffix: (draw) => draw.one("-s", "-v1"),
  namespace: (draw) => draw.one("shop", ...NAMESPACES),
  commonLabels: (draw, ...rest) => (draw.is(40) ? pairs(draw, ...rest) : undefined),
  labels: (draw, ...rest) => [
    {
      pairs: pairs(draw, ...rest),
      includeSelectors: draw.is(40),
      includeTemplates: draw.is(40),
      ...(draw.is(20) && { fields: [{ kind: "Thing", path: "spec/labels", create: true }] }),
    },
  ],
  commonAnnotations: (draw) => ({ note: draw.one("text", "1", "true", "line\nline") }),
  images: (draw) => [
    {
      name: draw.one("nginx", "acme/app", "host:5000/acme/app", "acme/.*"),
      ...(draw.is(50) && { newName: "other/image" }),
      ...draw.one({ newTag: "2" }, { digest: "sha256:cd" }, { tagSuffix: "-x" }, {}),
    },
  ],
  replicas: (draw, { objects }) => {
    const names = objects.filter(({ kind }) => WORKLOADS.includes(kind)).map(({ name }) => name);
    return names.length === 0 ? undefined : [{ name: draw.one(...names), count: draw.one(0, 5) }];
  },
  configMapGenerator: (draw, tree, folder) => [generator(draw, tree, folder, "ConfigMap")],
  secretGenerator: (draw, tree, folder) => [generator(draw, tree, folder, "Secret")],
  generatorOptions: (draw) =>
    Object.assign(
      {},
      ...draw.some([{ disableNameSuffixHash: true }, { labels: { all: "1" } }, { immutable: true }], 2),
    ),
  patches: (draw, tree, folder) => {
    const all = draw.one([1], [1, 2]).flatMap((index) => patch(draw, tree, `${folder}patch-${index}.yaml`));
    return all.length === 0 ? undefined : all;
  },
  patchesStrategicMerge: (draw, { objects }) =>
    objects.length === 0 || draw.is(60) ? undefined : [merge(draw, draw.one(...objects))],
  patchesJson6902: (draw, { objects }) => {
    if (objects.length === 0 || draw.is(60)) return undefined;
    const { kind, name, namespace } = draw.one(...objects);
    const [group, version] = (VERSIONS[kind] ?? "/v1").split("/");
    const target = { group, version, kind, name, ...(namespace !== undefined && { namespace }) };
    return [{ target, patch: JSON.stringify(operations(draw, kind)) }];
  },
  replacements: (draw, { objects }) =>
    objects.length === 0 ? undefined : [replacement(draw, draw.one(...objects), draw.one(...objects))],
  vars: (draw, { objects }) => {
    const { kind, name } = objects.length === 0 ? { kind: "", name: "" } : draw.one(...objects);
    if (kind === "" || draw.is(60)) return undefined;
    return [{ name: "V", objref: { apiVersion: VERSIONS[kind] ?? "v1", kind, name } }];
  },
  configurations: (draw, tree, folder) => {
    tree.texts[`${folder}configuration.yaml`] = JSON.stringify(
      draw.one(
        { nameReference: [{ kind: "ConfigMap", fieldSpecs: [{ kind: "Thing", path: "spec/ref/name" }] }] },
        { namePrefix: [{ kind: "Thing", path: "spec/text" }] },
        { images: [{ kind: "Thing", path: "spec/list[]/v" }] },
        { commonLabels: [{ kind: "Thing", path: "spec/labels", create: true }] },
        { varReference: [{ kind: "Thing", path: "spec/text" }] },
      ),
    );
    return ["configuration.yaml"];
  },
  transformers: (draw, { objects }) =>
    draw.is(50)
      ? undefined
      : [JSON.stringify({ apiVersion: "builtin", metadata: { name: "t" }, ...plugin(draw, objects) })],
  sortOptions: (draw) => ({ order: draw.one("legacy", "fifo") }),
  buildMetadata: (draw) => draw.some(["originAnnotations", "transformerAnnotations", "managedByLabel"], 3),
};

function generator(draw: Draw, tree: Tree, folder: string, kind: string): Fields {
  tree.texts[`${folder}text.txt`] = "a line\nanother\n";
  tree.texts[`${folder}values.env`] = "# values\nE=1\n\nF=two words\n";
  const literals = draw.some(["a=1", "b=true", "c=a=b", "d='x y'", "e=", "f=é"], 4);
  const old = tree.generated.filter((made) => made["kind"] === kind);
  const isUpdate = old.length > 0 && draw.is(60);
  const name = isUpdate ? draw.one(...old)["name"] : `made${tree.generated.length === 0 ? "" : tree.generated.length}`;
  if (!isUpdate) tree.generated.push({ kind, name });
  return {
    name,
    literals,
    ...(isUpdate && { behavior: draw.one("merge", "replace") }),
    ...(draw.is(30) && { files: [draw.one("text.txt", "key=text.txt")] }),
    ...(draw.is(20) && { envs: ["values.env"] }),
    ...(draw.is(20) && { options: draw.one({ labels: { own: "x" } }, { disableNameSuffixHash: true }) }),
    ...(kind === "Secret" && draw.is(20) && { type: "acme.com/own" }),
  };
}

function selector(draw: Draw, { kind, name, namespace }: ObjectId): Fields {
  const parts = draw.some(
    [
      { kind },
      { name: draw.one(name, `${name}|x`, ".*") },
      { namespace },
      { labelSelector: "app=app" },
      { version: "v1" },
    ],
    3,
  );
  const [first] = parts;
  return first === undefined ? { kind } : Object.assign({}, ...parts);
}

function patch(draw: Draw, { objects, texts }: Tree, path: string): Fields[] {
  if (objects.length === 0) return [];
  const id = draw.one(...objects);
  const isJson = draw.is(50);
  const text = isJson ? JSON.stringify(operations(draw, id.kind)) : merge(draw, id);
  const target = isJson || draw.is(30) ? { target: selector(draw, id) } : {};
  if (draw.is(50)) return [{ ...target, patch: text }];
  texts[path] = text;
  return [{ ...target, path: path.slice(path.indexOf("/") + 1) }];
}

function merge(draw: Draw, id: ObjectId): string {
  const namespace = id.namespace === undefined ? "" : `, namespace: ${id.namespace}`;
  const head = `apiVersion: ${VERSIONS[id.kind] ?? "v1"}\nkind: ${id.kind}\nmetadata: {name: ${id.name}${namespace}`;
  const whole = object(draw, id);
  return draw.one(
    whole,
    `${head}, labels: {app: null, added: "1"}}\n`,
    `${head}, annotations: {added: text}}\nspec: {$patch: ${draw.one("merge", "replace")}, added: ${scalar(draw)}}\n`,
    `${head}}\ndata: {k: null, added: text}\n`,
    `${head}}\nspec: {template: {spec: {containers: [{name: first, $patch: ${draw.one("delete", "merge")}}, {name: new, image: nginx}]}}}\n`,
    draw.is(15) ? `${head}}\n$patch: delete\n` : whole,
  );
}

function operations(draw: Draw, kind: string): Fields[] {
  const own = PATHS[kind] ?? [];
  const paths = ["/metadata/labels", "/metadata/annotations", ...own, ...own];
  return draw.one([1], [1, 2]).map(() => {
    const path = draw.one(...paths);
    if (path.startsWith("/metadata")) return { op: "add", path, value: { added: draw.one("a", "1") } };
    const value = draw.one<Json>("text", 1, 1.5, true, null, { name: "z" }, [1, "x"], 1e7, "a: b", "no", "1", "a\nb");
    const isThere = !path.endsWith("-") && !path.endsWith("added");
    return draw.is(15) && isThere
      ? { op: "remove", path }
      : { op: draw.one("add", isThere ? "replace" : "add"), path, value };
  });
}

const PATHS: { readonly [kind: string]: readonly string[] } = {
  Deployment: ["/spec/replicas", "/spec/template/spec/containers/0/image", "/spec/paused", "/spec/added"],
  StatefulSet: ["/spec/serviceName", "/spec/template/spec/containers/-", "/spec/added"],
  Service: ["/spec/ports/0", "/spec/ports/-", "/spec/ports/1/port", "/spec/added"],
  ConfigMap: ["/data/k", "/data/added"],
  Thing: ["/spec/text", "/spec/list/0", "/spec/list/-", "/spec/words/0", "/spec/added", "/spec/map/added"],
};

/** Fields that hold text: a replacement of a number by text is an error, or not, by what happens to it later. */
const TEXTS: { readonly [kind: string]: readonly string[] } = {
  Deployment: ["spec.template.spec.containers.0.image", "spec.template.spec.containers.[name=first].image"],
  Thing: ["spec.ref.name", "spec.list.*.name"],
  Service: ["spec.ports.0.name"],
  Secret: ["type"],
};

function replacement(draw: Draw, from: ObjectId, to: ObjectId): Fields {
  const create = draw.is(60);
  const fields = ["metadata.name", ...(TEXTS[to.kind] ?? []), ...(create ? ["metadata.annotations.copied"] : [])];
  const source = draw.one("metadata.name", ...(TEXTS[from.kind] ?? [])).replace("*", "0");
  const options = {
    ...(create && { create }),
    ...(draw.is(30) && { delimiter: draw.one("/", "-"), index: draw.one(0, -1, 7) }),
  };
  return {
    source: {
      kind: from.kind,
      name: from.name,
      fieldPath: source,
      ...(draw.is(20) && { options: { delimiter: "/", index: 0 } }),
    },
    targets: [
      { select: { kind: to.kind, ...(draw.is(50) && { name: to.name }) }, fieldPaths: [draw.one(...fields)], options },
    ],
  };
}

function plugin(draw: Draw, objects: readonly ObjectId[]): Fields {
  const name = [{ path: "metadata/name" }];
  const kind = objects.length === 0 ? "Deployment" : draw.one(...objects).kind;
  return draw.one<Fields>(
    { kind: "PrefixTransformer", prefix: "pt-", fieldSpecs: name },
    { kind: "SuffixTransformer", suffix: "-st", fieldSpecs: [{ path: "metadata/name", kind: "ConfigMap" }] },
    { kind: "LabelTransformer", labels: { lt: "1z" }, fieldSpecs: [{ path: "metadata/labels", create: true }] },
    {
      kind: "AnnotationsTransformer",
      annotations: { at: "z" },
      fieldSpecs: [{ path: "metadata/annotations", create: true }],
    },
    {
      kind: "NamespaceTransformer",
      metadata: { name: "n", namespace: "three" },
      setRoleBindingSubjects: draw.one("none", "allServiceAccounts", "defaultOnly"),
      fieldSpecs: [{ path: "metadata/namespace", create: true }],
    },
    { kind: "ImageTagTransformer", imageTag: { name: "nginx", newTag: "9" } },
    { kind: "PatchTransformer", target: { kind }, patch: JSON.stringify(operations(draw, kind)) },
    { kind: "ValueAddTransformer", value: "v", targets: [{ selector: { kind }, fieldPath: "metadata/labels/va" }] },
  );
}
