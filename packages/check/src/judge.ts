import { changeRulesOf } from "./change/rules.ts";
import { type Typing, typingOfSchema, typingOfType } from "./change/typing.ts";
import { decodeCustom } from "./custom/decode-custom.ts";
import type { CustomKind } from "./custom/definition.ts";
import { validateCustom } from "./custom/validate-custom.ts";
import { decode } from "./decode.ts";
import type { ObjectMeta } from "./gen/types.ts";
import type { Kind } from "./kubernetes-types.ts";
import type { Manifest } from "./manifest.ts";
import { at } from "./path.ts";
import { validateMetadata } from "./validate/metadata.ts";
import { metadataRules, rulesOf } from "./validate/rules.ts";
import type { Scope } from "./validate/scope.ts";

/** What the server does with the objects of one kind, Kubernetes' own or a definition's. */
export interface Judge {
  readonly namespaced: boolean;
  /** What is wrong with a living object already does not keep it from changing elsewhere (KEP-4008). */
  readonly ratchets: boolean;
  /** How an apply looks at the objects. */
  readonly typing: Typing;
  /** Gives a new object with the server's defaults; what is refused is reported. `merged`: it comes out of an apply. */
  readonly decode: (object: Manifest, scope: Scope, merged?: boolean) => Manifest;
  /** Validates a decoded object; `living` is the decoded object that it takes the place of. */
  readonly validate: (object: Manifest, scope: Scope, living?: Manifest) => void;
}

export function judgeOfKind(kind: Kind): Judge {
  const { type, namespaced } = kind;
  return {
    namespaced,
    ratchets: false,
    typing: typingOfType(type),
    decode: (object, scope) => decode(object, type, undefined, scope),
    validate(object, scope, living) {
      const rules = rulesOf(type);
      const { settle, refuse } = changeRulesOf(type);
      const settled = living !== undefined && settle ? settle(object as never, living as never) : object;
      const meta = (object["metadata"] ?? {}) as ObjectMeta;
      validateMetadata(meta, metadataRules(type, namespaced, scope.minor), at(undefined, "metadata"), scope);
      rules.validate(settled as never, scope, living as never);
      if (living !== undefined) refuse?.(settled as never, living as never, scope);
    },
  };
}

export function judgeOfDefinition(kind: CustomKind): Judge {
  return {
    namespaced: kind.namespaced,
    ratchets: true,
    typing: typingOfSchema(kind.schema, true),
    decode: (object, scope, merged) => decodeCustom(object, kind, scope, merged),
    validate: (object, scope, living) => validateCustom(object, kind, scope, living),
  };
}
