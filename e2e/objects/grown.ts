import { mutated, pick } from "../../packages/check/conformance/mutate.ts";
import {
  kindOf,
  type Scalar,
  type Shape,
  type StructType,
  structOf,
} from "../../packages/check/src/kubernetes-types.ts";
import { isList, isObject, type Manifest, type Value } from "../../packages/check/src/manifest.ts";

type Random = () => number;

/** What stands under a field's name anywhere in some objects: values that people give to it. */
export type Harvest = ReadonlyMap<string, readonly Value[]>;

export function harvestOf(objects: readonly Value[]): Harvest {
  const harvest = new Map<string, Value[]>();
  const gather = (value: Value): void => {
    if (isList(value)) value.forEach(gather);
    if (!isObject(value)) return;
    for (const [name, inner] of Object.entries(value)) {
      harvest.set(name, [...(harvest.get(name) ?? []), inner]);
      gather(inner);
    }
  };
  objects.forEach(gather);
  return harvest;
}

interface Place {
  readonly slot: Record<string, Value>;
  readonly type: StructType;
}

function placesOf(value: Value, shape: Shape): Place[] {
  if (shape.is === "list") return isList(value) ? value.flatMap((item) => placesOf(item, shape.items)) : [];
  if (shape.is === "map")
    return isObject(value) ? Object.values(value).flatMap((one) => placesOf(one, shape.values)) : [];
  if (!("type" in shape) || !isObject(value)) return [];
  const type = structOf(shape.type);
  const inner = Object.entries(value).flatMap(([name, one]) => {
    const field = type.fields.get(name);
    return field === undefined ? [] : placesOf(one, field.shape);
  });
  return [{ slot: value as Record<string, Value>, type }, ...inner];
}

const kept = new Set(["apiVersion", "kind", "metadata", "status", "managedFields", "namespace"]);

/** An object with fields put in where its type has them, and the names of these. Leaves the given one alone. */
export function grown(object: Manifest, harvest: Harvest, random: Random): { object: Manifest; words: string } {
  let copy = structuredClone(object);
  const words: string[] = [];
  const kind = kindOf(String(object["apiVersion"]), String(object["kind"]));
  if (kind === undefined) return mutated(object, random);
  const count = 1 + Math.floor(random() * 3);
  for (let change = 0; change < count; change++) {
    const { slot, type } = pick(placesOf(copy, { is: "struct", type: kind.type }), random);
    const fields = [...type.fields.values()].filter(({ name }) => !kept.has(name));
    if (fields.length === 0) continue;
    const { name, shape } = pick(fields, random);
    slot[name] = valueFor(name, shape, { harvest, random, depth: 3 });
    words.push(`${type.name}.${name}`);
  }
  if (random() < 0.3) {
    const other = mutated(copy, random);
    copy = other.object;
    words.push(other.words);
  }
  return { object: copy, words: words.join(", ") };
}

interface Making {
  readonly harvest: Harvest;
  readonly random: Random;
  readonly depth: number;
}

function valueFor(name: string, shape: Shape, making: Making): Value {
  const { harvest, random } = making;
  const known = harvest.get(name);
  if (known !== undefined && random() < 0.5) return structuredClone(pick(known, random));
  return made(name, shape, making);
}

function made(name: string, shape: Shape, making: Making): Value {
  const { random, depth } = making;
  if (shape.is === "list") {
    const items = Array.from({ length: Math.floor(random() * 3.5) }, () =>
      made(name.replace(/s$/, ""), shape.items, making),
    );
    if (items.length > 0 && random() < 0.15) items.push(structuredClone(items[0]!));
    return items;
  }
  if (shape.is === "map") {
    const count = Math.floor(random() * 3);
    return Object.fromEntries(
      Array.from({ length: count }, () => [pick(keys, random), made(name, shape.values, making)]),
    );
  }
  if (!("type" in shape)) return scalar(name, shape.is, random);
  const fields = [...structOf(shape.type).fields.values()];
  const share = depth < -3 ? 0 : depth <= 0 ? 0.1 : pick([1.5 / fields.length, 0.3, 0.7], random);
  const chosen = fields.filter(() => random() < share);
  return Object.fromEntries(
    chosen.map((field) => [field.name, valueFor(field.name, field.shape, { ...making, depth: depth - 1 })]),
  );
}

const keys = [
  "app",
  "cpu",
  "memory",
  "a/b",
  "example.com/gpu",
  "",
  "-x",
  "A",
  "ephemeral-storage",
  "hugepages-2Mi",
  "storage",
];
const texts = [
  "a",
  "web",
  "x.y",
  "UPPER",
  "",
  "10.0.0.1",
  "::1",
  "/a",
  "a/b",
  "http",
  "tcp",
  "1",
  "a b",
  "kubernetes.io/x",
  "Always",
  "None",
];
const enums: Readonly<Record<string, readonly string[]>> = {
  type: [
    "Utilization",
    "Value",
    "AverageValue",
    "Pods",
    "Percent",
    "Resource",
    "RuntimeDefault",
    "Localhost",
    "Unconfined",
    "RollingUpdate",
    "OnDelete",
    "Recreate",
    "ClusterIP",
    "NodePort",
    "LoadBalancer",
    "ExternalName",
    "File",
    "Directory",
    "Opaque",
  ],
  operator: ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Equal"],
  effect: ["NoSchedule", "NoExecute", "PreferNoSchedule"],
  protocol: ["TCP", "UDP", "SCTP", "udp"],
  restartPolicy: ["Always", "Never", "OnFailure"],
  action: ["FailJob", "Ignore", "Count", "FailIndex", "Restart"],
  pathType: ["Exact", "Prefix", "ImplementationSpecific"],
  policyTypes: ["Ingress", "Egress"],
  policyType: ["Ingress", "Egress"],
  ipFamilies: ["IPv4", "IPv6"],
  ipFamilie: ["IPv4", "IPv6"],
  ipFamilyPolicy: ["SingleStack", "PreferDualStack", "RequireDualStack"],
  accessModes: ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
  accessMode: ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
  volumeMode: ["Block", "Filesystem"],
  whenUnsatisfiable: ["DoNotSchedule", "ScheduleAnyway"],
  dnsPolicy: ["ClusterFirst", "None", "Default"],
  mountPath: ["/a", "/b", "c", "/a:b"],
  kind: ["Deployment", "ConfigMap", "Role", "ClusterRole", "ServiceAccount", "User", "Group"],
  apiGroup: ["", "apps", "rbac.authorization.k8s.io"],
  apiVersion: ["v1", "apps/v1", "a/b/c"],
  timeZone: ["Europe/Berlin", "utc", "Local", ""],
  schedule: ["0 0 * * *", "@daily", "*/61 * * * *"],
  fieldPath: ["metadata.name", "metadata.labels['a']", "status.podIP", "spec.nodeName", "metadata.foo"],
  path: ["a", "/a", "../a", "a/../b", ""],
  name: ["a", "web", "data", "http", "A", "a.b"],
  expression: ["true", "object.x", "1", "has(object.spec)"],
  operations: ["CREATE", "UPDATE", "*"],
  operation: ["CREATE", "UPDATE", "*"],
};
const numbers = [0, 1, 2, -1, 10, 80, 443, 8080, 65535, 65536, 30000, 100, 101, 1000, 3600, 2147483647];
const quantities: readonly Value[] = ["1", "100m", "1Gi", 2, "0", "-1", "1.5", "1u", "512Mi"];

function scalar(name: string, is: Scalar, random: Random): Value {
  switch (is) {
    case "string":
      return random() < 0.8 ? pick(enums[name] ?? texts, random) : pick(texts, random);
    case "bool":
      return random() < 0.5;
    case "int32":
    case "int64":
    case "double":
      return pick(numbers, random);
    case "bytes":
      return pick(["", "YQ==", "YQ"], random);
    case "quantity":
      return pick(quantities, random);
    case "time":
    case "microtime":
      return pick(["2024-01-01T00:00:00Z", "2024-01-01T00:00:00.123456Z", null], random);
    case "duration":
      return pick(["1s", "5m0s", "0s"], random);
    case "intorstring":
      return pick<Value>([1, "http", "25%", 0, "0%", "101%", "x%", "", 70000, "-1%"], random);
    case "any":
      return pick<Value>([{}, { a: 1 }, 1, "x"], random);
  }
}
