import { listIn, textIn } from "./look.ts";
import type { Placed, World } from "./world.ts";

/** What makes the Secrets and ConfigMaps that are not among the objects themselves, by the kinds that do so. */
const makers: readonly {
  readonly group: string;
  readonly kind: string;
  readonly makes: "Secret" | "ConfigMap";
  readonly names: (object: Placed) => readonly string[];
}[] = [
  {
    group: "external-secrets.io",
    kind: "ExternalSecret",
    makes: "Secret",
    names: ({ decoded, name }) => [textIn(decoded, "spec", "target", "name") || name],
  },
  {
    group: "bitnami.com",
    kind: "SealedSecret",
    makes: "Secret",
    names: ({ decoded, name }) => [textIn(decoded, "spec", "template", "metadata", "name") || name],
  },
  {
    group: "cert-manager.io",
    kind: "Certificate",
    makes: "Secret",
    names: ({ decoded }) => [textIn(decoded, "spec", "secretName")],
  },
  {
    group: "secrets-store.csi.x-k8s.io",
    kind: "SecretProviderClass",
    makes: "Secret",
    names: ({ decoded }) => listIn(decoded, "spec", "secretObjects").map((secret) => textIn(secret, "secretName")),
  },
  // Trust Manager writes its bundles into every namespace.
  { group: "trust.cert-manager.io", kind: "Bundle", makes: "ConfigMap", names: ({ name }) => [name] },
];

/** Says whether an object of Kubernetes' own kinds is there, or something that makes one. */
export function providersOf(world: World): (kind: string, namespace: string, name: string) => boolean {
  const made = new Set<string>();
  for (const { group, kind, makes, names } of makers) {
    for (const object of world.ofKind(group, kind)) {
      for (const name of names(object)) made.add(JSON.stringify([makes, object.namespace, name]));
    }
  }
  // Every namespace has these.
  const given = new Set(["ServiceAccount default", "ConfigMap kube-root-ca.crt"]);
  return (kind, namespace, name) => {
    if (given.has(`${kind} ${name}`) || made.has(JSON.stringify([kind, namespace, name]))) return true;
    if (made.has(JSON.stringify([kind, "", name]))) return true;
    const group = kind === "Role" ? "rbac.authorization.k8s.io" : "";
    return world.exists({ group, kind, namespace, name });
  };
}
