/** A Go struct as its JSON form has it: embedded structs are taken apart. */
export interface Struct {
  /** `core.v1.PodSpec` */
  readonly name: string;
  readonly fields: readonly Field[];
  /** It has the metadata of an object, and is no list of them. */
  readonly isKind: boolean;
  readonly clusterScoped: boolean;
}

/**
 * A field and its shape: `*` a pointer, `[]` a list, `{}` a map, then a scalar or the full name of a type. At the end `!`
 * where it is written although it is empty, `~` where an empty struct is left out.
 */
export interface Field {
  readonly name: string;
  readonly shape: string;
}

/** What a Go package declares: structs, and by full name the shapes of types that are none. */
export interface GoPackage {
  readonly structs: readonly Struct[];
  readonly aliases: ReadonlyMap<string, string>;
}

const scalars: Readonly<Record<string, string>> = {
  string: "string",
  bool: "bool",
  int: "int",
  int32: "int",
  int64: "int",
  uint32: "int",
  float64: "float",
  "resource.Quantity": "quantity",
  "intstr.IntOrString": "intorstring",
  "runtime.RawExtension": "any",
  "runtime.Object": "any",
  "types.UID": "string",
  "types.NodeName": "string",
  "meta.v1.Time": "time",
  "meta.v1.MicroTime": "microtime",
  "meta.v1.Duration": "duration",
  "meta.v1.FieldsV1": "any",
};

const imports: Readonly<Record<string, string>> = {
  metav1: "meta.v1",
  v1: "core.v1",
  corev1: "core.v1",
  apiv1: "core.v1",
};

/** Reads the types of one Go package, whose full name is given as `core.v1`, from its source. */
export function readGo(home: string, source: string): GoPackage {
  const bodies = new Map<string, { body: string; comment: string }>();
  const declaration = /((?:^\/\/.*\n|^\n)*)^type (\w+) struct \{\n([\s\S]*?)^\}/gm;
  for (const [, comment = "", name = "", body = ""] of source.matchAll(declaration))
    bodies.set(name, { body, comment });
  const aliases = new Map<string, string>();
  for (const [, name = "", type = ""] of source.matchAll(/^type (\w+) ((?:map\[|\[\]|\*)?[\w.\]]+) *$/gm))
    aliases.set(`${home}.${name}`, shapeOf(type, home));
  const structs = [...bodies].map(([name, { body, comment }]) => ({
    name: `${home}.${name}`,
    fields: fieldsOf(name, bodies, home),
    isKind: /TypeMeta\s+`/.test(body) && /ObjectMeta\s+`/.test(body),
    clusterScoped: comment.includes("+genclient:nonNamespaced"),
  }));
  return { structs, aliases };
}

function shapeOf(type: string, home: string): string {
  if (type === "[]byte") return "bytes";
  if (type.startsWith("*")) return `*${shapeOf(type.slice(1), home)}`;
  if (type.startsWith("[]")) return `[]${shapeOf(type.slice(2), home)}`;
  const map = /^map\[[\w.]+\](.*)$/.exec(type);
  if (map !== null) return `{}${shapeOf(map[1] ?? "", home)}`;
  const [prefix = "", local] = type.split(".");
  const full = local === undefined ? `${home}.${type}` : `${imports[prefix] ?? prefix}.${local}`;
  return scalars[type] ?? scalars[full] ?? full;
}

function fieldsOf(name: string, bodies: ReadonlyMap<string, { body: string }>, home: string): Field[] {
  const line = /^\t(?:\w+\s+)?(\S+)\s+`(?:protobuf:"[^"]*" )?json:"([^"]*)"/gm;
  return [...(bodies.get(name)?.body ?? "").matchAll(line)].flatMap(([, type = "", tag = ""]) => {
    const [json = "", ...options] = tag.split(",");
    if (json === "-") return [];
    if (json === "" && type === "metav1.TypeMeta")
      return ["kind", "apiVersion"].map((field) => ({ name: field, shape: "string" }));
    if (json === "") return fieldsOf(type.replace("*", ""), bodies, home);
    const mark = options.includes("omitzero") ? "~" : options.includes("omitempty") ? "" : "!";
    return [{ name: json, shape: `${shapeOf(type, home)}${mark}` }];
  });
}
