/** Every code a finding may have. `docs`: what each means is said by its message and hint. */
export type FindingCode =
  | "KUSTOMIZATION_MISSING"
  | "KUSTOMIZATION_INVALID"
  | "FIELD_DEPRECATED"
  | "FILE_MISSING"
  | "FILE_TOO_LARGE"
  | "FOLDER_CYCLE"
  | "OUTSIDE_ROOT"
  | "REMOTE_REFUSED"
  | "PLUGIN_REFUSED"
  | "HELM_REFUSED"
  | "YAML_MALFORMED"
  | "KEY_DUPLICATE"
  | "RESOURCE_INVALID"
  | "RESOURCE_DUPLICATE"
  | "CONFIGURATION_INVALID"
  | "SCHEMA_INVALID"
  | "GENERATOR_INVALID"
  | "TRANSFORMER_INVALID"
  | "TRANSFORM_FAILED"
  | "SELECTOR_INVALID"
  | "PATCH_INVALID"
  | "PATCH_TARGET_MISSING"
  | "PATCH_TARGET_AMBIGUOUS"
  | "PATCH_FAILED"
  | "PATCH_WITHOUT_EFFECT"
  | "REPLACEMENT_INVALID"
  | "REPLACEMENT_FAILED"
  | "REPLICAS_TARGET_MISSING"
  | "REFERENCE_AMBIGUOUS"
  | "BUILD_TOO_LARGE"
  | "VARIABLE_INVALID"
  | "VARIABLE_UNUSED";

/**
 * What is wrong or noteworthy: `message` in Kustomize's own words where it has some, `hint` what to do about it.
 * `file` is a path of the files that were given; line and column count from 1.
 */
export type Finding = {
  readonly severity: "error" | "warning" | "info";
  readonly code: FindingCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
};
