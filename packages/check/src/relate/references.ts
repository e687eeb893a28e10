import type { Finding } from "../finding.ts";
import type { Ingress, RoleBinding } from "../gen/types.ts";
import { at, item } from "../path.ts";
import { listIn, objectIn, textIn } from "./look.ts";
import { podReferences, type Reference } from "./pod-references.ts";
import { providersOf } from "./providers.ts";
import { type Placed, relation, type Tell, type World } from "./world.ts";

/** References to what nothing here makes. What a reference says is optional may be missing. */
export function relateReferences(world: World, tell: Tell): void {
  const provided = providersOf(world);
  const follow = (object: Placed, references: readonly Reference[]) => {
    for (const reference of references) {
      const { kind, name, path, namespace = object.namespace } = reference;
      // What is in another namespace is somebody else's to make.
      if (name === "" || namespace !== object.namespace) continue;
      const words = provided(kind, namespace, name)
        ? missingKey(world, namespace, reference)
        : { message: `nothing here makes the ${kind} ${name}` };
      if (words !== undefined) tell(object, relation("REFERENCE_NOT_FOUND", path, words));
    }
  };
  for (const workload of world.workloads) follow(workload, podReferences(workload));
  for (const ingress of world.ofKind("networking.k8s.io", "Ingress")) follow(ingress, ingressReferences(ingress));
  for (const route of world.ofKind("gateway.networking.k8s.io", "HTTPRoute")) follow(route, routeReferences(route));
  for (const binding of world.ofKind("rbac.authorization.k8s.io", "RoleBinding")) {
    follow(binding, bindingReferences(binding));
  }
}

function missingKey(
  world: World,
  namespace: string,
  { kind, name, key }: Reference,
): Pick<Finding, "message" | "hint"> | undefined {
  const found = world.find({ group: "", kind, namespace, name });
  if (found === undefined || key === undefined) return undefined;
  const keys = ["data", "binaryData", "stringData"].flatMap((field) => Object.keys(objectIn(found.decoded, field)));
  // A Secret without content is filled by somebody else.
  if (keys.includes(key) || (kind === "Secret" && keys.length === 0)) return undefined;
  const hint = keys.length === 0 ? {} : { hint: `It has ${keys.slice(0, 10).join(", ")}.` };
  return { message: `the ${kind} ${name} has no key ${key}`, ...hint };
}

const spec = at(undefined, "spec");

function ingressReferences({ decoded }: Placed): Reference[] {
  const { defaultBackend, rules = [], tls = [] } = (decoded as Ingress).spec ?? {};
  const annotations = Object.keys((decoded as Ingress).metadata?.annotations ?? {});
  // cert-manager makes the secrets of an Ingress that asks for it.
  const certified = annotations.some((name) => name.startsWith("cert-manager.io/"));
  const secrets = tls.map(({ secretName = "" }, index) => {
    return { kind: "Secret", name: certified ? "" : secretName, path: at(item(at(spec, "tls"), index), "secretName") };
  });
  const backends = rules.flatMap(({ http }, index) =>
    (http?.paths ?? []).map(({ backend }, place) => {
      const path = at(item(at(item(at(spec, "rules"), index), "http", "paths"), place), "backend", "service", "name");
      return { kind: "Service", name: backend?.service?.name ?? "", path };
    }),
  );
  const otherwise = { kind: "Service", name: defaultBackend?.service?.name ?? "" };
  return [...secrets, ...backends, { ...otherwise, path: at(spec, "defaultBackend", "service", "name") }];
}

function routeReferences({ decoded }: Placed): Reference[] {
  return listIn(decoded, "spec", "rules").flatMap((rule, index) =>
    listIn(rule, "backendRefs").flatMap((backend, place) => {
      if ((textIn(backend, "kind") || "Service") !== "Service" || textIn(backend, "group") !== "") return [];
      const path = at(item(at(item(at(spec, "rules"), index), "backendRefs"), place), "name");
      const namespace = textIn(backend, "namespace") || undefined;
      return [{ kind: "Service", name: textIn(backend, "name"), path, namespace }];
    }),
  );
}

function bindingReferences({ decoded }: Placed): Reference[] {
  const { roleRef = {}, subjects = [] } = decoded as RoleBinding;
  const role = roleRef.kind === "Role" ? (roleRef.name ?? "") : "";
  const accounts = subjects.flatMap(({ kind, name = "", namespace }, index) =>
    kind === "ServiceAccount"
      ? [{ kind, name, namespace: namespace || undefined, path: at(item(at(undefined, "subjects"), index), "name") }]
      : [],
  );
  return [{ kind: "Role", name: role, path: at(undefined, "roleRef", "name") }, ...accounts];
}
