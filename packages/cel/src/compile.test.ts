import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { kubernetes } from "./kubernetes.ts";
import { policyEnvironment } from "./policy.ts";
import { BOOL, NULL, STRING } from "./type.ts";

describe("compile", () => {
  it("should ask for exactly the type that is wanted", () => {
    const scope = policyEnvironment({ minor: 36 });
    expect(compile("object.x == 1", scope, [BOOL]).error).toBeUndefined();
    expect(compile("object.x", scope, [BOOL]).error).toBe("must evaluate to bool but got dyn");
    expect(compile("timestamp(0)", scope, [BOOL]).error).toBe(
      "must evaluate to bool but got google.protobuf.Timestamp",
    );
    expect(compile("[1]", scope, [STRING, NULL]).error).toBe(
      "must evaluate to one of [string null_type] but got list(int)",
    );
  });

  it("should take half a character for one that nobody knows, as the server does", () => {
    const { error } = compile("\ud835", kubernetes(36));
    expect(error).toContain("token recognition error at: '\ufffd'");
    expect(error).not.toMatch(/\p{Cs}/u);
  });

  it("should tell issues as a list and as the API server's text", () => {
    const { issues, error, program, type } = compile("1 + 'a'", kubernetes(36));
    expect(program).toBeUndefined();
    expect(type).toBeUndefined();
    expect(issues.map(({ code }) => code)).toEqual(["CEL_NO_OVERLOAD"]);
    expect(error).toMatch(/^compilation failed: ERROR: <input>:1:3: found no matching overload/);
  });

  it("should tell what checks but cannot run", () => {
    const { type, error } = compile("'a'.find('(')", kubernetes(36));
    expect(type?.text).toBe("string");
    expect(error).toBe("program instantiation failed: error parsing regexp: missing closing ): `(`");
  });
});
