import { joined, noteOrigin } from "./build-metadata.ts";
import { mergeConfigs } from "./config/config.ts";
import { loadCrds } from "./config/crds.ts";
import { loadConfig } from "./config/load.ts";
import { kindOf, resolvePath } from "./files.ts";
import type { FindingCode } from "./finding.ts";
import { type Folder, isRemote, shown, subfolder } from "./folder.ts";
import { generate } from "./generate.ts";
import { readKustomization } from "./kustomization/read.ts";
import { at, type Place, prefixed, Refusal, refuse, withPrefix } from "./refusal.ts";
import { append, appendAnew } from "./resource/collect.ts";
import { resourcesOfFile, resourcesOfText } from "./resource/read.ts";
import type { Resource } from "./resource/resource.ts";
import { type Accumulated, nothing, placeOf, type Run, type Target } from "./run.ts";
import { chooseSchema } from "./schema/schema.ts";
import type { Cause } from "./trace.ts";
import { bindVariables, type PlacedVariable, writtenText } from "./transform/variables.ts";
import { transform, validate } from "./transform.ts";

/** Does what a kustomization says, in Kustomize's order: adds its objects to those that are there, and changes them all. */
export function accumulate(run: Run, target: Target, into: Accumulated): void {
  prefixed("accumulating resources", () => addResources(run, target, into, "resources"));
  configure(target, into);
  generate(run, target, into, plugins(run, target, "generators"));
  prefixed("accumulating components", () => addComponents(run, target, into));
  transform(run, target, into, plugins(run, target, "transformers"));
  validate(target, into, plugins(run, target, "validators"));
  declareVariables(target, into);
}

/** A few dozen components, each named twice by the one before, would be built for days. */
const MAX_BUILT = 10_000;

/** Reads a folder's kustomization. */
export function targetOf(run: Run, folder: Folder, rest: Pick<Target, "way" | "mayMiss">): Target {
  if (++run.built.count > MAX_BUILT) {
    const message = `more than ${MAX_BUILT} kustomizations have to be built`;
    refuse("BUILD_TOO_LARGE", message, "Name each component once; components of components multiply.");
  }
  const target = { folder, ...readKustomization(folder, run.remark), ...rest };
  const { fields, file } = target;
  at({ file, pointer: ["openapi"] }, () => chooseSchema(run.schemas, fields.openapi ?? new Map(), folder));
  return target;
}

type PathField = "resources" | "generators" | "transformers" | "validators";

function addResources(run: Run, target: Target, into: Accumulated, field: PathField): void {
  for (const [index, path] of (target.fields[field] ?? []).entries()) {
    at(placeOf(target, field, index), () => addPath(run, target, into, path));
  }
}

/** Adds the objects of a file, or of a folder that is built first. */
function addPath(run: Run, target: Target, into: Accumulated, path: string): void {
  const problem = addFile(run, target, into, path);
  if (problem === undefined) return;
  try {
    const folder = subfolder(target.folder, path);
    addFolder(run, { ...target, folder, way: joined(target.way, path) }, into, "Kustomization");
  } catch (error) {
    throw withPrefix(`accumulation err='${problem.message}'`, error);
  }
}

/** Adds the objects of a file. Gives why that is no file of objects, if it may be a folder. */
function addFile(run: Run, target: Target, into: Accumulated, path: string): Refusal | undefined {
  try {
    const resources = prefixed(`accumulating resources from '${path}'`, () => resourcesOfFile(target.folder, path));
    if (run.notesOrigins) for (const { node } of resources) noteOrigin(node!, { path: joined(target.way, path) });
    for (const resource of resources) into.trace?.([resource], written(resource));
    prefixed(`merging resources from '${path}'`, () => append(into, resources));
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal) || FINAL.has(error.code)) throw error;
    if (isRemote(path)) return error;
    const resolved = resolvePath(target.folder.files, target.folder.path, path);
    if (resolved === undefined || kindOf(target.folder.files, resolved) !== "file") return error;
    // Kustomize goes on to try it as a folder, and says that too.
    const problem = `must build at directory: '${shown(resolved)}': file is not directory`;
    error.message = `accumulation err='${error.message}': ${problem}`;
    throw error;
  }
}

/** What a resource has of its own comes from where it stands. */
function written({ node, place }: Resource): Cause | undefined {
  return place && { transform: "Resource", place, written: node };
}

/** What is wrong with a path that is surely meant to be a file. */
const FINAL: ReadonlySet<FindingCode> = new Set(["YAML_MALFORMED", "FILE_TOO_LARGE", "REMOTE_REFUSED"]);

function addFolder(run: Run, from: Target, into: Accumulated, kind: "Kustomization" | "Component"): void {
  const { folder, way, mayMiss } = from;
  const name = shown(folder.path);
  const target = prefixed(`couldn't make target for path '${name}'`, () => targetOf(run, folder, { way, mayMiss }));
  const { kind: found = "" } = target.fields;
  if (kind === "Component" && found !== "Component") {
    const message = `expected kind 'Component' for path '${name}' but got '${found || "Kustomization"}'`;
    refuse(
      "KUSTOMIZATION_INVALID",
      message,
      "Name it under resources, or make it a Component.",
      placeOf(target, "kind"),
    );
  }
  if (kind !== "Component" && found === "Component") {
    const message = `expected kind != 'Component' for path '${name}'`;
    refuse("KUSTOMIZATION_INVALID", message, "Name it under components.", placeOf(target, "kind"));
  }
  // A component changes what is there already; everything else is built by itself first.
  const sub = kind === "Component" ? into : nothing(run);
  prefixed(`recursed accumulation of path '${name}'`, () => accumulate(run, target, sub));
  prefixed(`recursed merging from path '${name}'`, () => (sub === into ? appendAnew(into) : merge(into, sub)));
}

/** Adds what another kustomization has come to. */
export function merge(into: Accumulated, other: Accumulated): void {
  append(into, other.resources);
  into.config = mergeConfigs(into.config, other.config);
  for (const variable of other.variables.values()) declare(into, variable);
}

function addComponents(run: Run, target: Target, into: Accumulated): void {
  for (const [index, path] of (target.fields.components ?? []).entries()) {
    at(placeOf(target, "components", index), () => {
      const folder = quoted("loader.New", () => subfolder(target.folder, path));
      const from = { ...target, folder, way: joined(target.way, path) };
      quoted("accumulateDirectory:", () => addFolder(run, from, into, "Component"));
    });
  }
}

/** As Kustomize words what went wrong in a component: in quotes. */
function quoted<Result>(step: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) error.message = `${step} ${JSON.stringify(error.message)}`;
    throw error;
  }
}

function configure({ folder, fields, file }: Target, into: Accumulated): void {
  const { configurations = [], crds = [] } = fields;
  const own = at({ file, pointer: ["configurations"] }, () => loadConfig(folder, configurations));
  into.config = at({ file, pointer: ["configurations"] }, () => mergeConfigs(into.config, own));
  const ofCrds = at({ file, pointer: ["crds"] }, () =>
    prefixed(`loading CRDs [${crds.join(" ")}]`, () => loadCrds(folder, crds)),
  );
  into.config = at({ file, pointer: ["crds"] }, () => mergeConfigs(into.config, ofCrds));
}

/** The objects that configure plugins: an entry is one itself, or the path of a file or folder that has some. */
function plugins(run: Run, target: Target, field: "generators" | "transformers" | "validators"): Resource[] {
  const entries = target.fields[field] ?? [];
  if (entries.length === 0) return [];
  const found = nothing({ schemas: run.schemas, trace: undefined });
  const paths: string[] = [];
  const what = field === "generators" ? "generator" : "transformer";
  const load = (): void => {
    for (const [index, entry] of entries.entries()) {
      const inline = inlineObjects(entry, placeOf(target, field, index));
      if (inline === undefined) paths.push(entry);
      else {
        const name = target.file.slice(target.file.lastIndexOf("/") + 1);
        if (run.notesOrigins) for (const { node } of inline) noteOrigin(node!, { path: joined(target.way, name) });
        prefixed(`configuring external ${what}`, () => append(found, inline));
      }
    }
    addResources(run, { ...target, fields: { [field]: paths } }, found, field);
  };
  if (field === "generators") prefixed("loading generator plugins", load);
  else load();
  return found.resources;
}

function inlineObjects(entry: string, place: Place): Resource[] | undefined {
  try {
    return resourcesOfText(entry, place);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function declareVariables(target: Target, into: Accumulated): void {
  const variables = (target.fields.vars ?? []).map((variable, index): PlacedVariable => {
    return { variable, place: placeOf(target, "vars", index) };
  });
  if (variables.length === 0) return;
  prefixed(`merging vars [${variables.map(({ variable }) => writtenText(variable)).join(" ")}]`, () => {
    into.resources = bindVariables(into.schemas, into.resources, variables);
    for (const variable of variables) declare(into, variable);
  });
}

function declare(into: Accumulated, { variable, place }: PlacedVariable): void {
  const name = variable.name ?? "";
  if (into.variables.has(name)) {
    refuse("VARIABLE_INVALID", `var '${name}' already encountered`, "Give it another name.", place);
  }
  into.variables.set(name, { variable, place });
}
