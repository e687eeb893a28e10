/** Group, version and kind of a type, or a selector of types in which empty parts select all. */
export type Gvk = { readonly group: string; readonly version: string; readonly kind: string };

/** What identifies an object. Cluster-scoped is what is known to be; identities of the past are not known to be. */
export type Id = Gvk & { readonly name: string; readonly namespace: string; readonly isClusterScoped: boolean };

/** The parts of an id that a selector may give; those that are empty or missing select all. */
export type IdSelector = {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
};

/** Kustomize's name for the namespace of what has none. */
export const NO_NAMESPACE = "_non_namespaceable_";

export function parseApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf("/");
  if (slash === -1) return { group: "", version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function apiVersionOf({ group, version }: Gvk): string {
  return group === "" ? version : `${group}/${version}`;
}

/** The namespace with Kubernetes' default filled in. */
export function effectiveNamespace(id: Id): string {
  if (id.isClusterScoped) return NO_NAMESPACE;
  return id.namespace === "" ? "default" : id.namespace;
}

/** Two ids mean the same object if they have the same key. */
export function keyOf(id: Id): string {
  return `${id.group}|${id.version}|${id.kind}|${id.name}|${effectiveNamespace(id)}`;
}

/** Whether a selector of types lets a type pass; its empty parts let all pass. */
export function isSelectedType(gvk: Gvk, selector: IdSelector): boolean {
  return (
    (!selector.group || selector.group === gvk.group) &&
    (!selector.version || selector.version === gvk.version) &&
    (!selector.kind || selector.kind === gvk.kind)
  );
}

/** Whether an id has what a selector names, word for word. */
export function isSelected(id: Id, selector: IdSelector): boolean {
  const namespace = selector.namespace || undefined;
  return (
    (!selector.name || selector.name === id.name) &&
    (namespace === undefined || namespace === effectiveNamespace(id)) &&
    isSelectedType(id, selector)
  );
}

export function gvkText({ group, version, kind }: { readonly [part in keyof Gvk]?: string }): string {
  return `${kind || "[noKind]"}.${version || "[noVer]"}.${group || "[noGrp]"}`;
}

/** An id as Kustomize writes it in messages: `Deployment.v1.apps/name.namespace`. */
export function idText(id: IdSelector): string {
  return `${gvkText(id)}/${id.name || "[noName]"}.${id.namespace || "[noNs]"}`;
}
