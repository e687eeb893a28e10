import { type File, kindOf, yamlOf } from "../files.ts";
import type { Finding } from "../finding.ts";
import { type Folder, load, shown } from "../folder.ts";
import { at, type Place, prefixed, refuse } from "../refusal.ts";
import { compose } from "../yaml/compose.ts";
import { KUSTOMIZATION, type Kustomization } from "./fields.ts";
import { decodeOrRefuse } from "./shape.ts";

const NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
const VERSIONS = { Kustomization: "kustomize.config.k8s.io/v1beta1", Component: "kustomize.config.k8s.io/v1alpha1" };
const INSTEAD = {
  bases: "resources",
  commonLabels: "labels",
  imageTags: "images",
  patchesJson6902: "patches",
  patchesStrategicMerge: "patches",
  vars: "replacements",
} as const;

/** A kustomization with the path of its file. Deprecated fields are moved to those that replaced them. */
export type KustomizationFile = { readonly file: string; readonly fields: Kustomization };

/** A warning on the way, whose line is looked up later. */
export type Remark = Pick<Finding, "severity" | "code" | "message" | "hint"> & { readonly place: Place };

/** Reads a folder's kustomization. Refuses what Kustomize refuses, and remarks on deprecated fields. */
export function readKustomization(folder: Folder, remark: (remark: Remark) => void): KustomizationFile {
  const { path, file } = findFile(folder);
  const fields = at({ file: path }, () => prefixed("invalid Kustomization", () => parse(file, path)));
  for (const [name, other] of Object.entries(INSTEAD)) {
    if (fields[name as keyof typeof INSTEAD] !== undefined) remark(deprecated(path, name, other));
  }
  if (isEmpty(fields)) {
    refuse("KUSTOMIZATION_INVALID", "kustomization.yaml is empty", "Give it resources, for one.", { file: path });
  }
  checkType(fields, folder, path);
  return { file: path, fields: modernised(fields) };
}

function findFile(folder: Folder): { readonly path: string; readonly file: File } {
  const join = (name: string) => (folder.path === "" ? name : `${folder.path}/${name}`);
  const found = NAMES.filter((name) => kindOf(folder.files, join(name)) === "file");
  if (found.length === 1) return load(folder, found[0]!);
  if (found.length > 1) {
    const message = `Found multiple kustomization files under: ${shown(folder.path)}\n`;
    return refuse("KUSTOMIZATION_INVALID", message, "Keep one of them.", { file: join(found[1]!) });
  }
  const names = "'kustomization.yaml', 'kustomization.yml' or 'Kustomization'";
  const message = `unable to find one of ${names} in directory '${shown(folder.path)}'`;
  return refuse("KUSTOMIZATION_MISSING", message, "Add a kustomization.yaml to the folder.");
}

function parse(file: File, path: string): Kustomization {
  const value = compose({ text: yamlOf(file, path), file: path }, { yaml11: true }) ?? null;
  return decodeOrRefuse(KUSTOMIZATION, value, { code: "KUSTOMIZATION_INVALID", place: { file: path } });
}

function deprecated(file: string, name: string, other: string): Remark {
  const message = `'${name}' is deprecated. Please use '${other}' instead.`;
  const hint = "Run 'kustomize edit fix' to update your Kustomization automatically.";
  return { severity: "info", code: "FIELD_DEPRECATED", message, hint, place: { file, pointer: [name] } };
}

function isEmpty({ apiVersion: _, kind: __, ...others }: Kustomization): boolean {
  return Object.values(others).every((value) => value === "");
}

function checkType({ apiVersion = "", kind = "" }: Kustomization, folder: Folder, file: string): void {
  const problems: string[] = [];
  if (kind !== "" && kind !== "Kustomization" && kind !== "Component") {
    problems.push("kind should be Kustomization or Component");
  }
  const version = VERSIONS[kind === "Component" ? "Component" : "Kustomization"];
  if (apiVersion !== "" && apiVersion !== version) {
    problems.push(`apiVersion for ${kind || "Kustomization"} should be ${version}`);
  }
  if (problems.length === 0) return;
  const message = `Failed to read kustomization file under ${shown(folder.path)}:\n${problems.join("\n")}`;
  const pointer = problems[0]!.startsWith("kind") ? ["kind"] : ["apiVersion"];
  refuse("KUSTOMIZATION_INVALID", message, "Correct apiVersion and kind, or leave them out.", { file, pointer });
}

function modernised(fields: Kustomization): Kustomization {
  const { bases, imageTags, resources = [], images = [], ...others } = fields;
  return { ...others, resources: [...resources, ...(bases ?? [])], images: [...images, ...(imageTags ?? [])] };
}
